"""Optimisers: a race from one starting point down one landscape, and every number of each step."""

import numpy as np
import pandas as pd
import streamlit as st

from core.concepts.descent import formula
from core.concepts.descent.optimizers import RULES, Settings, Step
from core.concepts.descent.race import Noise, Run
from core.concepts.descent.race import run as run_one
from core.concepts.descent.surfaces import SURFACES, Point, Surface
from core.i18n import N_, _
from pages.concepts.optimizers.race import race
from pages.concepts.optimizers.typed_formula import formula_field
from pages.shared.caches import cache_resource
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.state import Field, State, choice, choices, flag, integer, number

TYPED = "typed"
NOBODY = "nobody"
HALF_WIDTH = 3.0
FAR = 10.0
MOST_NOISE = 5.0  # on the ravine's floor, where the slope is 0.3, that hides all there is to follow
RATE_WIDTH = 96  # pixels; leaves room for the two buttons beside it
NAMES = {
    "ravine": N_("Ravine"),
    "bowl": N_("Bowl"),
    "saddle": N_("Saddle"),
    "rosenbrock": "Rosenbrock",
    "beale": "Beale",
    "himmelblau": "Himmelblau",
    TYPED: N_("Your formula"),
}
SUITABLE_RATES = {
    "ravine": 0.18, "bowl": 0.1, "saddle": 0.05, "rosenbrock": 0.001, "beale": 0.01, "himmelblau": 0.01, TYPED: 0.05,
}  # fmt: skip
TYPED_START = (2.0, 1.5)
EXAMPLE = "x^2/4 + y^2 + sin(3*x)*cos(2*y)"


def some_or_none(default: list[str]) -> Field:
    """Who runs beside the one that is looked at; nobody is allowed, and written out."""
    some = choices(default, RULES)
    return Field(
        default,
        read=lambda text: [] if text == NOBODY else some.read(text),
        write=lambda names: some.write(names) if names else NOBODY,
    )


STATE = State(
    "optimizers",
    {
        "surface": choice("ravine", NAMES),
        "formula": formula_field(EXAMPLE, HALF_WIDTH),
        "width": number(HALF_WIDTH, 0.1, FAR),
        "race": some_or_none(["gradient_descent", "momentum", "rmsprop", "adam"]),
        "closely": choice("adam", RULES),
        "rate": number(SUITABLE_RATES["ravine"], 1e-6, 10.0),
        "momentum": number(0.9, 0.0, 0.99),
        "beta1": number(0.9, 0.0, 0.99),
        "beta2": number(0.999, 0.0, 0.999),
        "rho": number(0.9, 0.0, 0.99),
        "decay": number(0.004, 0.0, 0.5),
        "correction": flag(True),
        "x": number(SURFACES["ravine"].start[0], -FAR, FAR),
        "y": number(SURFACES["ravine"].start[1], -FAR, FAR),
        "steps": integer(80, 10, 300),
        "noise": number(0.0, 0.0, MOST_NOISE),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
    },
)
CLOCK = State("optimizers.clock", {"step": integer(8, 0, 300)})

PRESETS = (
    Preset(
        N_("Down a ravine"),
        {},
        N_(
            "The walls are a hundred times steeper than the floor. Gradient descent zigzags between them and creeps"
            " along the floor; momentum adds up what points the same way; Adam measures x and y each by its own"
            " yardstick."
        ),
    ),
    Preset(
        N_("Off a saddle"),
        {
            "surface": "saddle",
            "rate": SUITABLE_RATES["saddle"],
            "x": SURFACES["saddle"].start[0],
            "y": SURFACES["saddle"].start[1],
        },
        N_(
            "On the ridge there is almost no slope along y. Who follows the size of the gradient lingers at the saddle;"
            " RMSProp and Adam divide by that size and leave at once."
        ),
    ),
    Preset(
        N_("Too large a step"),
        {"rate": 0.21, "closely": "gradient_descent"},
        N_(
            "Above a learning rate of 2 / 10 = 0.2 gradient descent overshoots the floor by more than it was off"
            " before: each step is longer than the last, and it diverges. Momentum and Adam stand the same rate."
        ),
        failure=True,
    ),
)


@cache_resource(max_entries=16)
def landscape(name: str, text: str, half_width: float) -> Surface:
    return formula.surface(text, half_width, TYPED_START) if name == TYPED else SURFACES[name]


@cache_resource(max_entries=128)
def walk(
    ground: tuple[str, str, float], optimizer: str, start: Point, settings: Settings, count: int, noise: Noise
) -> Run:
    return run_one(landscape(*ground), optimizer, start, settings, count=count, noise=noise)


def new_surface() -> None:
    """Each landscape has a start that is worth walking from, and a rate that suits its slopes."""
    name = STATE["surface"]
    x, y = TYPED_START if name == TYPED else SURFACES[name].start
    STATE.set(x=x, y=y, rate=SUITABLE_RATES[name])


def new_start(point: Point) -> None:
    STATE.set(x=point[0], y=point[1])


def new_rate(times: float) -> None:
    low, high = 1e-6, 10.0
    STATE.set(rate=float(f"{min(max(STATE['rate'] * times, low), high):.6g}"))


def choose_surface_and_rates() -> None:
    surface, rate, momentum, beta2, correction = st.columns([4.3, 5.7, 3.2, 3.2, 4.8], vertical_alignment="bottom")
    with surface:
        st.selectbox(
            _("Landscape"),
            list(NAMES),
            format_func={name: _(text) for name, text in NAMES.items()}.__getitem__,
            key=STATE.key("surface"),
            on_change=new_surface,
        )
    with rate:
        choose_rate()
    with momentum:
        st.slider(_("Momentum β"), 0.0, 0.99, step=0.01, key=STATE.key("momentum"))
    with beta2:
        memory(N_("Adam's β₂"), "beta2", 0.999, N_("How long Adam remembers the squares of gradients."))
    with correction:
        st.toggle(
            _("Bias correction"),
            key=STATE.key("correction"),
            help=_("Adam's memories begin at 0. Without the correction its first step is three times too long."),
        )


def choose_rate() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        with st.container(width=RATE_WIDTH):
            scaffold.text_field(STATE, "rate", _("Learning rate α"))
        st.button("÷2", key=STATE.key("half"), on_click=new_rate, args=(0.5,), help=_("Halve the learning rate"))
        st.button("×2", key=STATE.key("double"), on_click=new_rate, args=(2.0,), help=_("Double the learning rate"))


def memory(label: str, name: str, most: float, words: str) -> None:
    st.slider(_(label), 0.0, most, step=0.001, format="%.3f", key=STATE.key(name), help=_(words))


def type_formula() -> None:
    own, width = st.columns([3, 1])
    with own:
        scaffold.text_field(STATE, "formula", _("Height at x and y"))
    with width:
        scaffold.text_field(STATE, "width", _("The window reaches to"))


def choose_racers() -> None:
    titles = {name: race.title(name) for name in RULES}
    racers, closely, more = st.columns([13, 4, 1.6], vertical_alignment="bottom")
    with racers:
        st.pills(
            _("In the race"), list(RULES), selection_mode="multi", format_func=titles.__getitem__,
            key=STATE.key("race"), wrap=True,
        )  # fmt: skip
    with closely:
        st.selectbox(_("Look closely at"), list(RULES), format_func=titles.__getitem__, key=STATE.key("closely"))
    with more, st.popover(":material/tune:", help=_("More settings")):
        choose_the_rest()


def choose_the_rest() -> None:
    scaffold.text_field(STATE, "x", _("Start x"))
    scaffold.text_field(STATE, "y", _("Start y"))
    st.slider(_("Steps"), 10, 300, step=10, key=STATE.key("steps"))
    st.slider(
        _("Noise on the gradient"),
        0.0,
        MOST_NOISE,
        step=0.1,
        key=STATE.key("noise"),
        help=_("A gradient of a few pictures only points roughly the right way. Here everyone gets the same errors."),
    )
    scaffold.seed_field(STATE)
    memory(N_("Adam's β₁"), "beta1", 0.99, N_("How long Adam remembers gradients."))
    memory(N_("RMSProp's ρ"), "rho", 0.99, N_("How long RMSProp remembers the squares of gradients."))
    memory(
        N_("AdamW's λ"), "decay", 0.5, N_("The weight decay: the share by which the weights shrink, times the rate.")
    )


def settings() -> Settings:
    return Settings(
        learning_rate=STATE["rate"],
        momentum=STATE["momentum"],
        rho=STATE["rho"],
        beta_1=STATE["beta1"],
        beta_2=STATE["beta2"],
        weight_decay=STATE["decay"],
        bias_correction=STATE["correction"],
    )


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
                    optimizer=race.title(run.optimizer), step=run.diverged_at
                ),
                icon=":material/trending_up:",
            )


def numbers_of(step: Step) -> dict[str, float]:
    """One row of the table: what the rule kept and did, along x and along y."""
    kept = {
        "w": step.weights, "g": step.gradient, "m": step.m, "v": step.v, "m̂": step.m_hat, "v̂": step.v_hat,
        "Δ": step.step, "d": step.decay, "w⁺": step.after,
    }  # fmt: skip
    return {
        f"{sign} {axis}": float(values[i])
        for sign, values in kept.items()
        if values is not None
        for i, axis in enumerate("xy")
    }


def table_of_steps(run: Run) -> pd.DataFrame:
    return pd.DataFrame([{_("step"): step.t} | numbers_of(step) for step in run.steps])


def table_of_heights(runs: list[Run]) -> pd.DataFrame:
    heights = {race.title(run.optimizer): pd.Series(run.losses) for run in runs}
    return pd.DataFrame(heights).rename_axis(_("step")).reset_index()


STATE.restore()
CLOCK.restore()
scaffold.heading(
    _("Optimisers"),
    _("The gradient says which way is down. An optimiser decides how far to go and how much to trust the last steps."),
)
scaffold.presets(STATE, PRESETS)
choose_surface_and_rates()
if STATE["surface"] == TYPED:
    type_formula()
choose_racers()

ground = (STATE["surface"], STATE["formula"], STATE["width"])
racing = [name for name in RULES if name in (*STATE["race"], STATE["closely"])]
noise = Noise(STATE["noise"], STATE["seed"])
runs = [walk(ground, name, (STATE["x"], STATE["y"]), settings(), STATE["steps"], noise) for name in racing]
closely = runs[racing.index(STATE["closely"])]

say_what_failed(landscape(*ground), runs)
race.show(
    landscape(*ground),
    runs,
    closely,
    settings(),
    count=STATE["steps"],
    noise=noise,
    step=min(CLOCK["step"], STATE["steps"]),
    key=STATE.key("picture"),
    on_start=new_start,
    on_step=lambda step: CLOCK.set(step=step),
)
scaffold.table(lambda: table_of_steps(closely), label=N_("The numbers of every step as a table"))
scaffold.table(lambda: table_of_heights(runs), label=N_("The heights of all as a table"))
STATE.keep()
CLOCK.keep()
