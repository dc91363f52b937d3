"""Predictions as a table for other programs: the columns of the command line, then one a class."""

from collections.abc import Sequence

from core.inference.predict import Answer
from core.units import sort_names

Cell = str | float | None


def tabulate_answers(answers: Sequence[Answer]) -> list[dict[str, Cell]]:
    """One row a picture: `path, label, probability, error`, and the probability of every class as `p(class)`."""
    labels = sort_names({guess.label for found in answers for guess in found.guesses})
    return [_build_row(found, labels) for found in answers]


def _build_row(found: Answer, labels: Sequence[str]) -> dict[str, Cell]:
    best = found.guesses[0] if found.guesses else None
    each = {guess.label: guess.probability for guess in found.guesses}
    return {
        "path": found.name,
        "label": best.label if best else None,
        "probability": best.probability if best else None,
        "error": str(found.problem) if found.problem else None,
        **{f"p({label})": each.get(label) for label in labels},
    }
