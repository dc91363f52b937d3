"""What is hard: bias that the score does not show, memory that was not asked for, no reasons, and the price."""

import pandas as pd
import streamlit as st

from core.concepts.limits.groups import judge
from core.concepts.limits.membership import compute_area, guess_members
from core.content.recorded.remembered import read_remembered
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _
from core.inference.examples.snow import Judged, judge_collection, read_asked
from pages.concepts.limits.bias import bias, groups_table
from pages.concepts.limits.privacy import privacy, read_guess
from pages.concepts.limits.state import STATE
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import find_stop, next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.onward import Step

PRESETS = (
    Preset(
        N_("A fair collection"),
        {"share": 50},
        N_("As many cats in snow as without. Snow says nothing about the class, and the classifier learns the animal."),
    ),
    Preset(
        N_("Mostly in snow"),
        {},
        N_(
            "Nine cats in ten were met in snow. The test collected in the same way looks better than before, and half"
            " of the dogs in snow are called cats. No single score shows that; the four groups do."
        ),
    ),
    Preset(
        N_("A snow detector"),
        {"share": 100},
        N_(
            "Every cat in snow, no dog in it: 100% on the test collected in the same way, and it has learned snow"
            " alone. Every dog in snow is a cat to it."
        ),
        failure=True,
    ),
)


def list_ways_on() -> list[Step]:
    """The price and the black box have screens of their own."""
    families = find_stop("families")
    return [
        Step(
            _("**Compute**: on one machine GPT-3 would train for some eighty years. See what any network costs."),
            families.page,
            _(families.title),
            {"network": "gpt3"},
        ),
        Step(
            _("**A black box?** Every number can be seen; a reason as a person would give it is none of them."),
            "pages/inference/explain/page.py",
            _("Explain"),
        ),
        Step(
            _("**From the pixels to the answer**: follow one picture through your own network, layer by layer."),
            "pages/inference/inside/page.py",
            _("Inside your network"),
        ),
    ]


def list_calls(judged: Judged) -> list[Call]:
    """What the head, as it was fitted, says of the drawings; and the guess by the losses of the chosen model."""
    head, guess = judged.head, read_guess()
    asked = {"coordinates": read_asked(), "weights": head.weights, "biases": head.biases, "share": STATE["share"] / 100}
    losses = {name: guess[name] for name in ("member_losses", "other_losses")}
    return [
        Call("outcome", judge, asked, shown=("groups", "alike", "fair")),
        Call("attack", guess_members, guess),
        Call("area", compute_area, losses),
    ]


def losses_table() -> pd.DataFrame:
    losses = read_remembered().runs[STATE["run"]]
    kinds = [_("training photos")] * len(losses.members) + [_("photos it has not seen")] * len(losses.others)
    return pd.DataFrame({_("photos"): kinds, _("loss"): [*losses.members, *losses.others]})


STATE.restore()
scaffold.heading(
    _("What is hard"),
    _(
        "A good score is not the end of the questions. Here are two things that **no accuracy shows**: what a dataset"
        " teaches unintended, and what a model remembers of the people in it."
    ),
)
scaffold.presets(STATE, PRESETS)
st.subheader(_("Ethics: a biased dataset"))
bias()
st.subheader(_("Privacy: what a model remembers"))
privacy()
chosen = judge_collection(STATE["share"] / 100, int(STATE["count"]))
scaffold.table(lambda: groups_table(chosen))
scaffold.table(losses_table, label=N_("The losses as a table"))
take_along("pages/concepts/limits/page.py", list_calls(chosen))
next_concept("pages/concepts/limits/page.py", *list_ways_on())
STATE.keep()
