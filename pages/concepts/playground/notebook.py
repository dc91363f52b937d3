"""What the notebook of the screen “Playground” computes: the network at its beginning, and the training up to now."""

from core.concepts.descent.optimizers import Settings
from core.concepts.playground.course import Course, create_network
from core.concepts.playground.outcome import train
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from pages.concepts.playground.problem import Problem, list_network_arguments
from pages.concepts.playground.state import CLOCK, STATE


def list_calls(problem: Problem) -> list[Call]:
    """The same points, weights, batches and rates as in the browser, up to the update that the link leads to."""
    first = Call("first", create_network, list_network_arguments(problem.classes))
    training = {
        "points": problem.points,
        "held_out": problem.held_out,
        "features": tuple(STATE["features"]),
        "network": Result("first"),
        "course": _read_course(),
        "classes": problem.classes,
        "updates": CLOCK["step"] if (~problem.held_out).any() else 0,
    }
    return [first, Call("outcome", train, training, shown=("updates", "losses", "network"))]


def _read_course() -> Course:
    return Course(
        optimizer=STATE["optimizer"],
        settings=Settings(learning_rate=STATE["rate"]),
        penalty=STATE["penalty"],
        strength=STATE["strength"],
        batch_size=STATE["batch"],
        seed=STATE["seed"],
        rates=CLOCK["rates"],
    )
