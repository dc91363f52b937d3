"""Optimisers: a race from one starting point down one landscape, and every number of each step."""

import numpy as np
import streamlit as st

from core.concepts.descent import formula
from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.descent.race import Noise, Run
from core.concepts.descent.race import run as run_one
from core.concepts.descent.surfaces import SURFACES, Point, Surface
from core.i18n import N_, _
from pages.concepts.optimizers.controls import choose_racers, choose_surface_and_rates, type_formula
from pages.concepts.optimizers.every_pair import show_every_pair
from pages.concepts.optimizers.notebook import list_calls
from pages.concepts.optimizers.presets import PRESETS
from pages.concepts.optimizers.race import race
from pages.concepts.optimizers.race_state import CLOCK, STATE, TYPED, TYPED_START, read_settings, set_start
from pages.concepts.optimizers.tables import table_of_heights, table_of_steps
from pages.shared.caches import share_resource
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts


@share_resource(max_entries=16)
def landscape(name: str, text: str, half_width: float) -> Surface:
    return formula.surface(text, half_width, TYPED_START) if name == TYPED else SURFACES[name]


@share_resource(max_entries=32)  # of a few readers; each step holds a dozen small arrays
def walk(
    ground: tuple[str, str, float], optimizer: str, start: Point, settings: Settings, count: int, noise: Noise
) -> Run:
    return run_one(landscape(*ground), optimizer, start, settings, count=count, noise=noise)


def say_what_failed(surface: Surface, runs: list[Run]) -> None:
    """Who diverged and when; and where there is nothing to walk on."""
    if not np.isfinite(runs[0].losses[0]):
        st.warning(
            _("At the start the formula has no finite height. Move the start."), icon=":material/wrong_location:"
        )
        return
    for run in runs:
        if run.diverged_at is not None:
            st.warning(
                _("{optimizer} diverged at step {step}: its steps grew until it left the landscape for good.").format(
                    optimizer=race.title_of(run.optimizer), step=run.diverged_at
                ),
                icon=":material/trending_up:",
            )


STATE.restore()
CLOCK.restore()
scaffold.heading(
    _("Optimisers"),
    _(
        "The gradient says which way is down. An optimiser decides how far to go and how much to trust the last steps."
        " **Drag the start**, and see who arrives."
    ),
)
scaffold.presets(STATE, PRESETS)
choose_surface_and_rates()
if STATE["surface"] == TYPED:
    type_formula()
choose_racers()

ground = (STATE["surface"], STATE["formula"], STATE["width"])
racing = [name for name in RULES if name in (*STATE["race"], STATE["closely"])]
noise = Noise(STATE["noise"], STATE["seed"])
runs = [walk(ground, name, (STATE["x"], STATE["y"]), read_settings(), STATE["steps"], noise) for name in racing]
closely = runs[racing.index(STATE["closely"])]

say_what_failed(landscape(*ground), runs)
guide.tell(Facts(race=runs))
race.show(
    landscape(*ground),
    runs,
    closely,
    read_settings(),
    count=STATE["steps"],
    noise=noise,
    step=min(CLOCK["step"], STATE["steps"]),
    key=STATE.key("picture"),
    on_start=set_start,
    on_step=lambda step: CLOCK.set(step=step),
)
show_every_pair(landscape(*ground))
scaffold.table(lambda: table_of_steps(closely), label=N_("The numbers of every step as a table"))
scaffold.table(lambda: table_of_heights(runs), label=N_("The heights of all as a table"))
take_along(
    "pages/concepts/optimizers/page.py",
    list_calls(ground, racing, (STATE["x"], STATE["y"]), read_settings(), STATE["steps"], noise),
)
next_concept("pages/concepts/optimizers/page.py")
STATE.keep()
CLOCK.keep()
