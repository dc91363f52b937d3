"""What the address of the screen “Optimisers” holds: the landscape, who races, the settings, and the clock."""

from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.descent.surfaces import SURFACES, Point
from core.i18n import N_
from pages.concepts.optimizers.typed_formula import formula_field
from pages.shared.concept_screen import scaffold
from pages.shared.screen_state import Field, State, choice, choices, flag, integer, number

TYPED = "typed"
NOBODY = "nobody"
HALF_WIDTH = 3.0
RATES = (1e-6, 10.0)
FAR = 10.0
MOST_NOISE = 5.0  # on the ravine's floor, where the slope is 0.3, that hides all there is to follow
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
        "rate": number(SUITABLE_RATES["ravine"], *RATES),
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
CLOCK = State("optimizers.clock", {"step": integer(0, 0, 300)})


def read_settings() -> Settings:
    """The settings of all rules."""
    return Settings(
        learning_rate=STATE["rate"],
        momentum=STATE["momentum"],
        rho=STATE["rho"],
        beta_1=STATE["beta1"],
        beta_2=STATE["beta2"],
        weight_decay=STATE["decay"],
        bias_correction=STATE["correction"],
    )


def on_surface() -> None:
    """Take the start and the rate that suit the landscape that was chosen."""
    name = STATE["surface"]
    x, y = TYPED_START if name == TYPED else SURFACES[name].start
    STATE.set(x=x, y=y, rate=SUITABLE_RATES[name])


def set_start(point: Point) -> None:
    STATE.set(x=point[0], y=point[1])


def scale_rate(times: float) -> None:
    low, high = RATES
    STATE.set(rate=float(f"{min(max(STATE['rate'] * times, low), high):.6g}"))
