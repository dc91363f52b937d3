"""Predictions for other programs, the same from page and terminal: an object a picture as JSON, a row as CSV."""

import csv
from collections.abc import Sequence
from dataclasses import asdict
from io import StringIO
from typing import Any

from core.inference.familiar.familiarity import Familiarity, describe, describe_briefly, explain
from core.inference.model import Model
from core.inference.predict import Answer
from core.inference.verdicts import Verdict
from core.units import FORMULA_SIGNS, sort_names

ALL_CLASSES = 20  # a model of more has the most probable classes as columns in place of all
TOP = 5

Cell = str | float | bool | None


def explain_unread(name: str, problem: object) -> str:
    """Why the file of that name cannot be read; the sentence names it, once."""
    said = str(problem)
    return said if name in said else f"{name}: {said}"


def describe_answer(model: Model, answer: Answer, verdict: Verdict | None, top: int = TOP) -> dict[str, Any]:
    """One picture as JSON has it: `path`, and `error` or `label, probability, sure, top, look` and what it is like."""
    if verdict is None:
        return {"path": answer.name, "error": str(answer.problem)}
    named = [asdict(guess) for guess in verdict.rank_guesses(top)]
    like = _describe_familiarity(model, answer.familiarity) if answer.familiarity else {}
    return {
        "path": answer.name,
        "label": verdict.label,
        "probability": verdict.probability,
        "sure": verdict.is_sure,
        "top": named,
        "look": [{"reason": doubt.reason.name.lower(), "sentence": str(doubt.sentence)} for doubt in verdict.doubts],
        **like,
    }


def _describe_familiarity(model: Model, found: Familiarity) -> dict[str, Any]:
    """Whether the picture is out of distribution, and the training pictures most like it."""
    stranger = {
        "is_stranger": found.is_out_of_distribution,
        "level": found.level.name.lower(),
        "brief": describe_briefly(found),
        "sentence": f"{describe(found)} {explain(found, model.translate(found.label))}",
        "label": found.label,
        "distance": found.distance,
        "threshold": found.usual,
        "far": found.far,
        "false_alarms": {"alarms": found.alarms, "of": found.held_out, "interval": found.interval},
    }
    return {"stranger": stranger, "evidence": [asdict(one) for one in found.similar]}


def tabulate_answers(
    model: Model, answers: Sequence[Answer], verdicts: Sequence[Verdict | None]
) -> list[dict[str, Cell]]:
    """One row a picture: `path, label, probability, sure, look, familiar, error`, and the classes.

    Of at most 20 classes the probability of each as `p(class)`; of more the five most probable as `label_2`,
    `probability_2` and so on.
    """
    return [_build_row(model.classes, *one) for one in zip(answers, verdicts, strict=True)]


def _build_row(classes: Sequence[str], answer: Answer, verdict: Verdict | None) -> dict[str, Cell]:
    return {
        "path": _write_path(answer.name),
        **(_list_answer(verdict) if verdict else dict.fromkeys(("label", "probability", "sure", "look"))),
        "familiar": describe_briefly(answer.familiarity) if answer.familiarity else None,
        "error": str(answer.problem) if answer.problem else None,
        **(_list_classes(classes, verdict) if len(classes) <= ALL_CLASSES else _list_most_probable(verdict)),
    }


def _write_path(name: str) -> str:
    """The same path, which no spreadsheet takes for a formula."""
    return f"./{name}" if name.startswith(tuple(FORMULA_SIGNS)) else name


def _list_answer(verdict: Verdict) -> dict[str, Cell]:
    return {
        "label": verdict.label,
        "probability": verdict.probability,
        "sure": verdict.is_sure,
        "look": " ".join(str(doubt.sentence) for doubt in verdict.doubts),
    }


def _list_classes(classes: Sequence[str], verdict: Verdict | None) -> dict[str, Cell]:
    each = dict(zip(classes, verdict.probabilities, strict=True)) if verdict else {}
    return {f"p({label})": float(each[label]) if verdict else None for label in sort_names(classes)}


def _list_most_probable(verdict: Verdict | None) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for number in range(2, TOP + 1):
        cells |= {f"label_{number}": None, f"probability_{number}": None}
    for number, guess in enumerate(verdict.rank_guesses(TOP)[1:] if verdict else [], 2):
        cells |= {f"label_{number}": guess.label, f"probability_{number}": guess.probability}
    return cells


def write_csv(rows: Sequence[dict[str, Cell]]) -> bytes:
    """The rows, at least one, as CSV in UTF-8 with the mark by which spreadsheets know it."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")
