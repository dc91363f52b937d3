"""GAN: one network makes points, another tells them from real ones, and each learns from the other."""

import numpy as np
import pandas as pd
import streamlit as st

from core.concepts.gan.game import BATCH, POOL, Game, Round, begin, draw_pool, play_round
from core.concepts.gan.targets import OWN
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import N_, _
from pages.concepts.gan.chart import find_state, gan_chart
from pages.concepts.gan.drawn_places import Places, places_field
from pages.concepts.gan.formulas import round_formulas
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts
from pages.shared.screen_state import State, choice, flag, integer, number

NAMES = {
    "two": N_("two groups"),
    "line": N_("a line"),
    "circle": N_("a circle"),
    "ring": N_("a ring of eight groups"),
    "grid": N_("a grid of nine groups"),
    OWN: N_("your own drawing"),
}
UNITS, RATES, TURNS = (2, 32), (1e-5, 0.1), (1, 5)
MOST_ROUNDS = 20_000
KEY = "gan.chart"
STATE = State(
    "gan",
    {
        "target": choice("two", NAMES),
        "drawn": places_field(),
        "units": integer(16, *UNITS),
        "g": number(0.002, *RATES),
        "d": number(0.002, *RATES),
        "turns": integer(1, *TURNS),
        "beta": number(0.5, 0.0, 0.9),
        "saturating": flag(False),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
        "round": integer(0, 0, MOST_ROUNDS),
    },
)
PRESETS = (
    Preset(
        N_("It learns"),
        {},
        N_(
            "Press Play. The made points move against their gradients, towards where the discriminator says real. In"
            " the end it says one half everywhere: it cannot tell them apart any more."
        ),
    ),
    Preset(
        N_("A ring, found"),
        {"target": "ring", "round": 800},
        N_("With equal small steps both keep pace, and one after the other all eight groups are found."),
    ),
    Preset(
        N_("Mode collapse"),
        {"target": "ring", "g": 0.02, "round": 600},
        N_(
            "The generator's steps are ten times as large. It puts all its points where the discriminator is wrong now,"
            " on one group; the discriminator learns that, and all points jump elsewhere. Play on and watch."
        ),
        failure=True,
    ),
    Preset(
        N_("A flat loss"),
        {"saturating": True, "d": 0.02, "turns": 5, "g": 0.0005, "round": 40},
        N_(
            "With log(1 − D) the loss is flat where the discriminator is sure. It has learned faster and says almost 0"
            " of made points: their slopes are about twenty times smaller than those of −log D (switch, and compare"
            " g₁). Adam divides by their size and still learns; plain gradient descent would stand still."
        ),
    ),
)


def controls() -> None:
    target, units, turns, seed = st.columns(4)
    with target:
        names = {name: _(title) for name, title in NAMES.items()}
        st.selectbox(_("Real points"), list(names), format_func=names.__getitem__, key=STATE.key("target"))
    with units:
        st.slider(_("Hidden units a layer"), *UNITS, key=STATE.key("units"))
    with turns:
        st.slider(_("Steps of D a round"), *TURNS, key=STATE.key("turns"))
    with seed:
        scaffold.seed_field(STATE)
    generator, discriminator, beta, saturating = st.columns(4, vertical_alignment="bottom")
    with generator:
        scaffold.text_field(STATE, "g", _("Rate of the generator"))
    with discriminator:
        scaffold.text_field(STATE, "d", _("Rate of the discriminator"))
    with beta:
        st.slider(_("Adam's β₁"), 0.0, 0.9, step=0.1, key=STATE.key("beta"))
    with saturating:
        st.toggle(
            _("Loss log(1 − D)"),
            key=STATE.key("saturating"),
            help=_("The generator's loss in its first form. Else it is −log D, whose slope does not fade."),
        )


def read_game() -> Game:
    return Game(
        target=STATE["target"],
        units=STATE["units"],
        generator_rate=STATE["g"],
        discriminator_rate=STATE["d"],
        discriminator_steps=STATE["turns"],
        beta_1=STATE["beta"],
        saturating=STATE["saturating"],
        seed=STATE["seed"],
        drawn=STATE["drawn"] if STATE["target"] == OWN else (),
    )


def take_drawn(places: Places) -> None:
    """A drawing begins a new game."""
    if places:
        STATE.set(target=OWN, drawn=places, round=0)


def points_table(played: Round) -> pd.DataFrame:
    """One row a point of the round: where it lies, what the discriminator said of it, and the slope that it got."""
    verdict = played.verdicts[-1]
    real = pd.DataFrame(np.column_stack([verdict.real, verdict.said_of_real]), columns=["x", "y", "D"])
    made = pd.DataFrame(
        np.column_stack([played.fake, played.said, played.fake_gradient]), columns=["x", "y", "D", "∂L/∂x", "∂L/∂y"]
    )
    real.insert(0, _("point"), _("real"))
    made.insert(0, _("point"), _("made"))
    return pd.concat([real, made], ignore_index=True)


STATE.restore()
scaffold.heading(
    _("GAN: generator against discriminator"),
    _(
        "The **generator** turns noise into points. The **discriminator** says which points are real. Each round both"
        " take a step: one to see better, one to be taken for real."
    ),
)
scaffold.presets(STATE, PRESETS)
controls()
game = read_game()
gan_chart(
    game, round_=STATE["round"], most=MOST_ROUNDS, key=KEY, on_state=lambda round_: STATE.set(round=round_),
    on_drawn=take_drawn,
)  # fmt: skip
if STATE["target"] == OWN:  # below the picture, which must not move under the hand that draws
    scaffold.text_field(STATE, "drawn", _("Your places: x,y; x,y; ..."))
state = find_state(game, KEY) or begin(game)
played = play_round(game, draw_pool(game), state)
st.caption(
    _(
        "Arrows: whither a made point's gradient would move it. The lines are those of the noise, darker where it is"
        " likelier. Formulas: the round after round {at}. The {pool} real points and the noise are drawn beforehand;"
        " a round takes the next {batch}."
    ).format(at=state.rounds, pool=f"{POOL:,}", batch=BATCH)
)
scaffold.formula(*round_formulas(played, saturating=game.saturating))
scaffold.table(lambda: points_table(played), label=N_("The points of this round as a table"))
guide.tell(Facts(game=game, played=played, rounds=state.rounds))
take_along(
    "pages/concepts/gan/page.py",
    [
        Call("pool", draw_pool, {"game": game}, shown=("real[:3]", "noise[:3]")),
        Call(
            "played",
            play_round,
            {"game": game, "pool": Result("pool"), "state": state},
            shown=("verdicts[-1].loss", "loss", "fake[0]", "said[0]", "fake_gradient[0]"),
        ),
    ],
)
next_concept("pages/concepts/gan/page.py")
STATE.keep()
