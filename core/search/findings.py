"""What a search has found, in words: which settings mattered, why this one, and how far to trust its score."""

from collections.abc import Sequence

import numpy as np

from core.errors import InputError
from core.evaluation.comparison.changed import compute_mcnemar
from core.i18n import N_, Message
from core.runs import folder
from core.runs.data_notes import explain_data
from core.search.optimism import read_correct
from core.search.trials import SearchState, Trial, find_best
from core.specs.search.space import Value, get_title

TELLING = 0.15  # of the differences that a setting explains, from which on it is told
CHANCE = 0.05
MATTERED = N_("{name} mattered most: it explains {share} of the differences between trials ({low} to {high}).")
HAS = N_("The best has {name} = {value}; the better half of the trials had {better}, the other half {worse}.")
UNCLEAR = N_("No single setting explains the differences between these trials; more of them might tell.")
OPTIMISTIC = N_(
    "Its {chosen} on the validation pictures is what it was chosen by, and so too good by about {points} points: expect"
    " {expected}. No trial has seen a test picture."
)
TOO_FEW = N_(
    "Its {chosen} on the validation pictures is what it was chosen by, and so too good; {pictures} pictures are too few"
    " to tell by how much. No trial has seen a test picture."
)
EQUALS = N_("{count} other trials are within chance of it (McNemar); the smallest of them has {parameters} parameters.")
ALONE = N_("It is better than every other finished trial by more than chance (McNemar).")


def explain_best(state: SearchState, dataset: str) -> list[Message]:
    """Why this one, a sentence a thing; nothing before a trial has finished."""
    best = find_best(state.trials)
    if best is None:
        return []
    told = [*_explain_settings(state, best), *_explain_score(state), *_explain_others(state.trials, best, dataset)]
    return [*told, *_explain_data(best)]


def _explain_settings(state: SearchState, best: Trial) -> list[Message]:
    if not state.importance:
        return []
    name, importance = max(state.importance.items(), key=lambda item: item[1].mean)
    if importance.mean < TELLING or importance.low <= 0:
        return [Message(UNCLEAR)]
    told = {key: f"{getattr(importance, key):.0%}" for key in ("low", "high")}
    better, worse = _halve(state.trials, name)
    title = Message(get_title(name))
    values = {"name": title, "value": format_value(best.values[name]), "better": better, "worse": worse}
    return [Message(MATTERED, {"name": title, "share": f"{importance.mean:.0%}", **told}), Message(HAS, values)]


def _explain_data(best: Trial) -> Sequence[Message]:
    """What is known of the pictures that its score was measured on; nothing of a trial whose run was removed."""
    try:
        return explain_data(folder.find(best.run))
    except InputError:
        return ()


def _halve(trials: Sequence[Trial], name: str) -> tuple[str, str]:
    """What the better and the worse half of the finished trials had: the median, or the most common choice."""
    done = sorted(
        (trial for trial in trials if trial.state == "finished" and trial.val_accuracy is not None),
        key=lambda trial: -(trial.val_accuracy or 0.0),
    )
    values = [trial.values[name] for trial in done]
    middle = (len(done) + 1) // 2
    return _describe_typical(values[:middle]), _describe_typical(values[middle:])


def _describe_typical(values: Sequence[Value]) -> str:
    if not values:
        return "–"
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) == len(values):
        return format_value(float(np.median(numbers)))
    return format_value(max(values, key=list(values).count))


def format_value(value: Value) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _explain_score(state: SearchState) -> list[Message]:
    found = state.optimism
    if found is None:
        return []
    if found.points is None:
        return [Message(TOO_FEW, {"chosen": f"{found.chosen:.1%}", "pictures": found.pictures})]
    values = {
        "chosen": f"{found.chosen:.1%}", "points": f"{100 * found.points:.1f}",
        "expected": f"{found.chosen - found.points:.1%}",
    }  # fmt: skip
    return [Message(OPTIMISTIC, values)]


def _explain_others(trials: Sequence[Trial], best: Trial, dataset: str) -> list[Message]:
    mine = read_correct(best, dataset)
    others = [trial for trial in trials if trial.state == "finished" and trial.number != best.number]
    if mine is None or not others:
        return []
    equals = [trial for trial in others if _is_within_chance(mine, read_correct(trial, dataset))]
    if not equals:
        return [Message(ALONE)]
    smallest = min([best, *equals], key=lambda trial: trial.parameters)
    return [Message(EQUALS, {"count": len(equals), "parameters": f"{smallest.parameters:,}"})]


def _is_within_chance(mine: np.ndarray, others: np.ndarray | None) -> bool:
    if others is None or len(others) != len(mine):
        return False
    return compute_mcnemar(int((mine & ~others).sum()), int((others & ~mine).sum())) > CHANCE
