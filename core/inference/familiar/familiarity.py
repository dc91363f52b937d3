"""How familiar a picture is to a model, and the sentences that say so on every surface."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.i18n import N_, _
from core.inference.familiar.distance_limits import Level
from core.intervals import compute_wilson_interval


@dataclass(frozen=True)
class Similar:
    """A training picture and its similarity to the query: the cosine between their features, at most 1."""

    path: str
    label: str
    similarity: float


@dataclass(frozen=True)
class Familiarity:
    """How far a picture is from what the model was trained on, and the training pictures nearest to it.

    Attributes:
        level: what that says.
        label: the class that the picture is nearest to, for how far its own pictures lie apart.
        distance: one minus the mean cosine to the five nearest pictures of that class.
        usual: 96 of 100 pictures of the class stay below; None if it has too few to say.
        far: 99 of 100 do, with 90 % confidence; None as well.
        alarms: held-out pictures of the class that were called unusual, too, by limits set without them.
        held_out: of how many.
        similar: the most similar training pictures of all classes, the nearest first.

    """

    level: Level
    label: str
    distance: float
    usual: float | None
    far: float | None
    alarms: int
    held_out: int
    similar: Sequence[Similar]

    @property
    def is_out_of_distribution(self) -> bool:
        return self.level >= Level.UNUSUAL

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share of false alarms among new pictures of the class."""
        return compute_wilson_interval(self.alarms, self.held_out) if self.held_out else (0.0, 1.0)


# Of each level a few words for a column, and a short sentence.
WORDS: Mapping[Level, tuple[str, str]] = {
    Level.UNLIKE: (
        N_("like none it knows"),
        N_("This looks like none of what the model was trained on."),
    ),
    Level.UNUSUAL: (N_("unusual"), N_("This is unusual for what the model was trained on.")),
    Level.UNKNOWN: (
        N_("too few pictures to say"),
        N_("Too few training pictures to say whether this is like them."),
    ),
    Level.FAMILIAR: (N_("yes"), N_("This is like what the model was trained on.")),
}


def describe_briefly(found: Familiarity) -> str:
    """A few words for a column."""
    return _(WORDS[found.level][0])


def describe(found: Familiarity) -> str:
    """What the distance says, in a short sentence without the figures."""
    return _(WORDS[found.level][1])


def explain(found: Familiarity, name: str) -> str:
    """The figures behind it and what to make of them; `name` is that class as the reader calls it."""
    match found.level:
        case Level.UNKNOWN:
            text = _(
                "Its distance from {label}, the class that it fits best, is {distance}; what is usual there is not "
                "known."
            )
        case Level.FAMILIAR:
            text = _("Its distance from {label}, the class that it fits best, is {distance}; up to {usual} is usual.")
        case Level.UNUSUAL:
            text = _(
                "Its distance from {label}, the class that it fits best, is {distance}; up to {usual} is usual, and "
                "only beyond {far} is a picture surely something else. So it may be one of them or not."
            )
        case Level.UNLIKE:
            text = _(
                "Its distance from {label}, the class that it fits best, is {distance}; up to {usual} is usual, and "
                "hardly a picture of that class lies beyond {far}. Whatever the model answers means little."
            )
    figures = {"distance": found.distance, "usual": found.usual or 0.0, "far": found.far or 0.0}
    said = text.format(label=name, **{key: f"{value:.2f}" for key, value in figures.items()})
    return f"{said} {_tell_false_alarms(found, name)}" if found.is_out_of_distribution else said


def _tell_false_alarms(found: Familiarity, name: str) -> str:
    if not found.held_out:
        return _(
            "How often that is a false alarm could not be measured: there are too few pictures of {label}."
        ).format(label=name)
    low, high = found.interval
    text = _(
        "Of {n} pictures of {label} that were set aside, {alarms} got this warning too, wrongly: {low} to {high}% of "
        "such pictures do."
    )
    return text.format(
        n=f"{found.held_out:,}", label=name, alarms=found.alarms, low=f"{low:.1%}"[:-1], high=f"{high:.1%}"[:-1]
    )
