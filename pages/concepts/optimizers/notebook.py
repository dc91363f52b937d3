"""What the notebook of the screen “Optimisers” computes."""

from collections.abc import Sequence

from core.concepts.descent import formula, surfaces
from core.concepts.descent.optimizers import Settings
from core.concepts.descent.pace import measure_curvatures, trace_pace
from core.concepts.descent.race import Noise, run
from core.concepts.descent.surfaces import Point
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Entry, Result
from pages.concepts.optimizers.race_state import TYPED, TYPED_START


def list_calls(
    ground: tuple[str, str, float],
    racing: Sequence[str],
    start: Point,
    settings: Settings,
    count: int,
    noise: Noise,
) -> list[Call]:
    """The landscape, if it is the reader's own formula, each run on it, and the pace near a minimum that is known."""
    name, text, half_width = ground
    typed = Call("ground", formula.surface, {"text": text, "half_width": half_width, "start": TYPED_START})
    common = {
        "surface": Result("ground") if name == TYPED else Entry(surfaces.__name__, "SURFACES", name),
        "start": start,
        "settings": settings,
        "count": count,
        "noise": noise,
    }
    shown = ("diverged_at", "losses", "path", "steps")
    runs = [Call(f"{one}_run", run, {**common, "optimizer": one}, shown=shown) for one in racing]
    return [typed, *runs] if name == TYPED else [*runs, *_list_paces(name, settings)]


def _list_paces(name: str, settings: Settings) -> list[Call]:
    surface = Entry(surfaces.__name__, "SURFACES", name)
    asked = {"curvatures": Result("curvatures"), "rate": settings.learning_rate, "momentum": settings.momentum}
    return [
        Call("curvatures", measure_curvatures, {"surface": surface}),
        Call("pace", trace_pace, asked, shown=("roots", "left", "best", "best_left")),
    ]
