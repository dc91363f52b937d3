"""What the probabilities of pictures come to by a model's decision rule, and the reasons to look at an answer again.

    verdicts = judge_answers(model, rule, answers)      # None for a file that cannot be read
    verdicts[0].label, verdicts[0].probability, [str(doubt.sentence) for doubt in verdicts[0].doubts]

The page, the command line and the files that leave both say what this says.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from core.backbone.features import Rows
from core.i18n import N_, Message
from core.inference.decision import NOT_SURE, DecisionRule
from core.inference.familiar.distance_limits import Level
from core.inference.familiar.familiarity import WORDS, Familiarity
from core.inference.model import Model
from core.inference.predict import Answer, Guess, rank_guesses
from core.units import format_per_cent

CLOSE = 0.5  # a second class at least half as probable as the answer is worth a look
FEW = 20  # classes; of more many are breeds and kinds of one thing, and only one nearly as probable is
CLOSE_OF_MANY = 0.8


class Reason(IntEnum):
    """Why to look at an answer, the most pressing reason first."""

    UNLIKE = 0
    NOT_SURE = 1
    NEAREST_DIFFER = 2
    UNUSUAL = 3
    CLOSE = 4


@dataclass(frozen=True)
class Doubt:
    """A reason to look at an answer: a few words for a mark, and a sentence."""

    reason: Reason
    brief: Message
    sentence: Message


@dataclass(frozen=True, eq=False)
class Verdict:
    """The answer about one picture.

    Attributes:
        label: the class, by the threshold if there is one.
        probability: of that class, at the kept temperature.
        certainty: what a reject limit is compared with, 0 to 1.
        is_sure: whether it reaches that limit.
        probabilities: (classes,) at the kept temperature.
        classes: of the model.
        doubts: reasons to look again, the most pressing one first.

    """

    label: str
    probability: float
    certainty: float
    is_sure: bool
    probabilities: Rows
    classes: tuple[str, ...]
    doubts: Sequence[Doubt] = ()

    @property
    def is_hedged(self) -> bool:
        """Whether the doubt is what to tell first: the picture is like none, or the model is not sure."""
        return bool(self.doubts) and self.doubts[0].reason <= Reason.NOT_SURE

    def rank_guesses(self, most: int | None = None) -> list[Guess]:
        """The classes with their probabilities, the most probable first; at most so many."""
        return rank_guesses(self.classes, self.probabilities, most)


def judge_answers(model: Model, rule: DecisionRule, answers: Sequence[Answer]) -> list[Verdict | None]:
    """The verdict on each answer, in the same order; None where the file could not be read."""
    rows = [answer.probabilities for answer in answers if answer.probabilities is not None]
    if not rows:
        return [None] * len(answers)
    verdicts = iter(decide_all(model.classes, rule, np.stack(rows)))
    return [
        None if answer.probabilities is None else _add_doubts(model, rule, next(verdicts), answer.familiarity)
        for answer in answers
    ]


def decide_all(classes: tuple[str, ...], rule: DecisionRule, raw: Rows) -> list[Verdict]:
    """The verdicts on probabilities (n, classes), without doubts."""
    probabilities = rule.calibrate(raw)
    answers = replace(rule, reject_below=None).decide(probabilities, classes)
    is_sure = rule.decide(probabilities, classes) != NOT_SURE
    certainty = rule.compute_certainty(probabilities, classes)
    return [
        Verdict(classes[place], float(row[place]), float(certain), bool(sure), row, classes)
        for place, row, certain, sure in zip(answers, probabilities, certainty, is_sure, strict=True)
    ]


def _add_doubts(model: Model, rule: DecisionRule, verdict: Verdict, familiarity: Familiarity | None) -> Verdict:
    found = [
        _doubt_like_none(familiarity),
        _doubt_certainty(verdict, rule),
        _doubt_nearest(model, verdict, familiarity),
        _doubt_threshold(model, rule, verdict) or _doubt_close(model, verdict),
    ]
    doubts = sorted((doubt for doubt in found if doubt), key=lambda doubt: doubt.reason)
    return replace(verdict, doubts=doubts)


def _doubt_like_none(familiarity: Familiarity | None) -> Doubt | None:
    reasons = {Level.UNLIKE: Reason.UNLIKE, Level.UNUSUAL: Reason.UNUSUAL}
    if familiarity is None or familiarity.level not in reasons:
        return None
    brief, sentence = WORDS[familiarity.level]
    return Doubt(reasons[familiarity.level], Message(brief), Message(sentence))


def _doubt_certainty(verdict: Verdict, rule: DecisionRule) -> Doubt | None:
    if verdict.is_sure or rule.reject_below is None:
        return None
    plain = N_("The model is not sure: {certainty} is below the limit of {limit} that was kept with it.")
    from_threshold = N_(
        "The model is not sure: counted from its threshold, where it would be 50%, the answer is {certainty} certain, "
        "below the limit of {limit} that was kept with it."
    )
    values = {"certainty": format_per_cent(verdict.certainty), "limit": format_per_cent(rule.reject_below)}
    text = plain if rule.threshold is None else from_threshold
    return Doubt(Reason.NOT_SURE, Message(N_("not sure")), Message(text, values))


def _doubt_nearest(model: Model, verdict: Verdict, familiarity: Familiarity | None) -> Doubt | None:
    """Whether most of the nearest training pictures are of another class, or none has most and the nearest class is."""
    if familiarity is None or not familiarity.similar:
        return None
    ((nearest, count),) = Counter(one.label for one in familiarity.similar).most_common(1)
    if 2 * count <= len(familiarity.similar):
        return _doubt_nearest_class(model, verdict, familiarity)
    if nearest == verdict.label:
        return None
    names = {"label": model.translate(nearest), "answer": model.translate(verdict.label)}
    of = len(familiarity.similar)
    some = N_("{n} of the {of} nearest training pictures are {label}, not {answer}.")
    every = N_("All {of} nearest training pictures are {label}, not {answer}.")
    return Doubt(
        Reason.NEAREST_DIFFER,
        Message(N_("nearest pictures: {label}"), names),
        Message(every if count == of else some, {"n": count, "of": of, **names}),
    )


def _doubt_nearest_class(model: Model, verdict: Verdict, familiarity: Familiarity) -> Doubt | None:
    """Whether the class that it lies nearest to, for how far the pictures of each lie apart, is not the answer."""
    if familiarity.label == verdict.label:
        return None
    names = {"label": model.translate(familiarity.label), "answer": model.translate(verdict.label)}
    text = N_("By its features it lies nearest to {label}, though the answer is {answer}.")
    return Doubt(Reason.NEAREST_DIFFER, Message(N_("nearest class: {label}"), names), Message(text, names))


def _doubt_threshold(model: Model, rule: DecisionRule, verdict: Verdict) -> Doubt | None:
    """Whether the threshold has chosen the less probable class."""
    (first,) = verdict.rank_guesses(1)
    if rule.threshold is None or rule.positive is None or first.label == verdict.label:
        return None
    values = {
        "label": model.translate(first.label), "probability": format_per_cent(first.probability),
        "positive": model.translate(rule.positive), "threshold": format_per_cent(rule.threshold),
    }  # fmt: skip
    text = N_(
        "{label} is more probable, with {probability}; but by the threshold that is kept with the model the answer is"
        " {positive} from {threshold} on."
    )
    return Doubt(Reason.CLOSE, Message(N_("or {label}"), values), Message(text, values))


def _doubt_close(model: Model, verdict: Verdict) -> Doubt | None:
    """Whether another class is nearly as probable."""
    second = next((guess for guess in verdict.rank_guesses(2) if guess.label != verdict.label), None)
    share = CLOSE if len(verdict.classes) <= FEW else CLOSE_OF_MANY
    if second is None or second.probability < share * verdict.probability:
        return None
    values = {"label": model.translate(second.label), "probability": format_per_cent(second.probability)}
    text = N_("It could also be {label}, with {probability}.")
    return Doubt(Reason.CLOSE, Message(N_("or {label}"), values), Message(text, values))
