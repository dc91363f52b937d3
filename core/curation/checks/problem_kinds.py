"""What each kind of problem is called, why it matters, and what can be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.i18n import N_

Action = Literal["leave_out", "relabel", "move", "keep"]
ONE: Sequence[Action] = ("leave_out", "keep")


@dataclass(frozen=True)
class ProblemKind:
    """`title` and `why` are to be translated; `weight` is the share in % of the health that is lost if all have it.

    Attributes:
        of: who can have it: every file, or every class.

    """

    title: str
    why: str
    weight: int
    actions: Sequence[Action] = ONE
    of: Literal["files", "classes"] = "files"


_LOST = N_("What cannot be read cannot be learned from: the dataset is smaller than the folder.")
_NOTED = N_("It takes nothing from the dataset; look whether it was meant so.")
_LITTLE_SEEN = N_("Where little can be seen the network learns noise, and each such test picture costs accuracy.")
KINDS: Mapping[str, ProblemKind] = {
    "leakage": ProblemKind(
        N_("Same picture in two splits"),
        N_("The model is tested on pictures that it has learned by heart, so its figures are too good."),
        60, ("leave_out", "move", "keep"),
    ),
    "label_conflict": ProblemKind(
        N_("Same picture under two labels"),
        N_("One of the labels is wrong: the model cannot learn both, and one of the answers counts as a mistake."),
        50, ("leave_out", "relabel", "keep"),
    ),
    "class_missing": ProblemKind(
        N_("Class missing from a split"),
        N_("No figure says how well that class is recognised, and the means go over fewer classes."), 40, (),
        of="classes",
    ),
    "suspect_label": ProblemKind(
        N_("Suspect label"), N_("Wrong labels teach the wrong thing, and in the test right answers count as wrong."),
        40, ("relabel", "leave_out", "keep"),
    ),
    "imbalance": ProblemKind(
        N_("Uneven classes"),
        N_("A model that always answers the largest class looks good: judge it by balanced accuracy."), 20, (),
        of="classes",
    ),
    "too_few": ProblemKind(
        N_("Too few pictures"), N_("With so few pictures figures change by chance from one draw to the next."), 20, (),
        of="classes",
    ),
    "exact_duplicate": ProblemKind(
        N_("Exact duplicate"), N_("A picture that is there twice counts twice, in training and in the figures."), 15
    ),
    "near_duplicate": ProblemKind(
        N_("Near duplicate"), N_("A picture that is there twice counts twice, in training and in the figures."), 15
    ),
    "blank": ProblemKind(N_("Blank picture"), _LITTLE_SEEN, 30),
    "dark": ProblemKind(N_("Dark picture"), _LITTLE_SEEN, 20),
    "overexposed": ProblemKind(N_("Overexposed picture"), _LITTLE_SEEN, 20),
    "blurred": ProblemKind(N_("Blurred picture"), _LITTLE_SEEN, 20),
    "extreme_shape": ProblemKind(
        N_("Extreme shape"), N_("Stretched to a square these lose their shape, and a crop shows little of them."), 20
    ),
    "too_small": ProblemKind(
        N_("Small picture"), N_("Enlarged pictures are blurred, and the network may learn that, not the class."), 20
    ),
    "unreadable": ProblemKind(N_("Unreadable file"), _LOST, 20, ()),
    "truncated": ProblemKind(N_("File cut short"), _LOST, 20, ()),
    "not_an_image": ProblemKind(N_("Not a picture"), _LOST, 10, ()),
    "empty": ProblemKind(N_("Empty file"), _LOST, 10, ()),
    "too_large": ProblemKind(N_("File too large"), _LOST, 10, ()),
    "missing": ProblemKind(N_("Missing file"), _LOST, 10, ()),
    "layout": ProblemKind(N_("How the folders were read"), _NOTED, 0, ()),
    "unpacked": ProblemKind(N_("Archive in an archive"), _NOTED, 0, ()),
    "loose": ProblemKind(N_("File beside the classes"), _NOTED, 0, ()),
    "name": ProblemKind(
        N_("Class names that look alike"), N_("Two classes that are one share their pictures."), 10, (), of="classes"
    ),
    "left_out": ProblemKind(N_("Left out by hand"), N_("It was decided that these are not used."), 0, ()),
}  # fmt: skip
OTHER = ProblemKind(N_("File not used"), _LOST, 10, ())  # every other reason for which a file is not used


def get_kind(name: str) -> ProblemKind:
    return KINDS.get(name, OTHER)
