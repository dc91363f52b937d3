"""What a search has found, in words: which settings mattered, why this one, and how far to trust its score."""

from collections.abc import Sequence

import numpy as np

from core.errors import InputError
from core.evaluation.comparison.changed import compute_mcnemar
from core.i18n import N_, Message
from core.runs import folder
from core.runs.data_notes import explain_data
from core.search.compared import Compared, choose_compared
from core.search.optimism import read_correct
from core.search.trials import SearchState, Trial, find_best
from core.specs.search.space import Value
from core.specs.setting_words import describe_value, get_title
from core.specs.training_spec import TrainingSpec

TELLING = 0.15  # of the differences that a setting explains, from which on it is told
CHANCE = 0.05
MATTERED = N_("{name} mattered most: it explains {share} of the differences between trials ({low} to {high}).")
MATTERED_SOON = N_(
    "{name} mattered most in the first {epochs} epochs, which all of these trials had: it explains {share} of the"
    " differences ({low} to {high}). What learns fast is favoured by that."
)
HAS = N_("The best has {name} = {value}; the better half of the trials had {better}, the other half {worse}.")
UNCLEAR = N_("No single setting explains the differences between these trials; more of them might tell.")
OPTIMISTIC = N_(
    "Its {chosen} on the validation pictures is what it was chosen by, and so too good by about {points} points: expect"
    " {expected}. No trial has seen a test picture."
)
TOO_FEW = N_(
    "Its {chosen} on the validation pictures is what it was chosen by, and so too good; by how much, {pictures}"
    " pictures are too few to tell. No trial has seen a test picture."
)
EQUAL = N_("One other trial is within chance of it (McNemar).")
EQUALS = N_("{count} other trials are within chance of it (McNemar).")
SMALLER = N_("One that is within chance of it has {parameters} parameters, where it has {own}.")
BEFORE = N_("The best run before this search, {run}, has {accuracy} of the same pictures right.")
ALIKE = N_("The best trial has the very same pictures right.")
BETTER = N_(
    "{won} pictures the best trial alone has right, {lost} that run alone: the search has found something better, by"
    " more than chance (McNemar)."
)
SAME = N_(
    "{won} pictures the best trial alone has right, {lost} that run alone. That is within chance (McNemar): the search"
    " has not shown that it found anything better."
)
WORSE = N_(
    "{won} pictures the best trial alone has right, {lost} that run alone: the search has found nothing better, keep"
    " that run."
)
ALONE = N_("It is better than every other finished trial by more than chance (McNemar).")


def explain_best(state: SearchState, base: TrainingSpec) -> list[Message]:
    """Why this one, a sentence a thing; nothing before a trial of `base` has finished."""
    best = find_best(state.trials)
    if best is None:
        return []
    return [
        *_explain_settings(state, choose_compared(state.trials, base.epochs), best),
        *_explain_score(state),
        *_explain_others(state.trials, best, base.dataset),
        *_explain_earlier(state),
        *_explain_data(best),
    ]


def _explain_settings(state: SearchState, compared: Compared, best: Trial) -> list[Message]:
    if not state.importance:
        return []
    name, importance = max(state.importance.items(), key=lambda item: item[1].mean)
    if importance.mean < TELLING or importance.low <= 0:
        return [Message(UNCLEAR)]
    told = {key: f"{getattr(importance, key):.0%}" for key in ("low", "high")}
    better, worse = _halve(compared, name)
    title = Message(get_title(name))
    values = {"name": title, "value": describe_value(name, best.values[name]), "better": better, "worse": worse}
    mattered = {"name": title, "share": f"{importance.mean:.0%}", **told}
    if state.compared_after is None:
        return [Message(MATTERED, mattered), Message(HAS, values)]
    return [Message(MATTERED_SOON, {**mattered, "epochs": state.compared_after}), Message(HAS, values)]


def _explain_data(best: Trial) -> Sequence[Message]:
    """What is known of the pictures that its score was measured on; nothing of a trial whose run was removed."""
    try:
        return explain_data(folder.find(best.run))
    except InputError:
        return ()


def _halve(compared: Compared, name: str) -> tuple[Message | str, Message | str]:
    """What the better and the worse half of the trials had: the median, or the most common choice."""
    order = sorted(range(len(compared.trials)), key=lambda place: -compared.scores[place])
    values = [compared.trials[place].values[name] for place in order]
    middle = (len(order) + 1) // 2
    return _describe_typical(name, values[:middle]), _describe_typical(name, values[middle:])


def _describe_typical(name: str, values: Sequence[Value]) -> Message | str:
    if not values:
        return describe_value(name, None)
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) == len(values):
        return describe_value(name, float(np.median(numbers)))
    return describe_value(name, max(values, key=list(values).count))


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
    told = [Message(EQUAL) if len(equals) == 1 else Message(EQUALS, {"count": len(equals)})]
    smallest = min(trial.parameters for trial in equals)
    if smallest < best.parameters:
        told.append(Message(SMALLER, {"parameters": f"{smallest:,}", "own": f"{best.parameters:,}"}))
    return told


def _explain_earlier(state: SearchState) -> list[Message]:
    """Whether the search was worth it: the best trial beside what there was before."""
    found = state.earlier
    if found is None:
        return []
    before = Message(BEFORE, {"run": found.run, "accuracy": f"{found.accuracy:.1%}"})
    if found.won == found.lost == 0:
        return [before, Message(ALIKE)]
    counts = {"won": found.won, "lost": found.lost}
    if compute_mcnemar(found.won, found.lost) > CHANCE:
        return [before, Message(SAME, counts)]
    return [before, Message(BETTER if is_better_than_earlier(state) else WORSE, counts)]


def is_better_than_earlier(state: SearchState) -> bool:
    """Whether the best trial beats the best run of before by more than chance; False where there was none."""
    found = state.earlier
    return found is not None and found.won > found.lost and compute_mcnemar(found.won, found.lost) <= CHANCE


def _is_within_chance(mine: np.ndarray, others: np.ndarray | None) -> bool:
    if others is None or len(others) != len(mine):
        return False
    return compute_mcnemar(int((mine & ~others).sum()), int((others & ~mine).sum())) > CHANCE
