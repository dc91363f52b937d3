"""The screens as a person opens them, what they show of an undamaged home, and whether another view is the truth."""

from dataclasses import dataclass

from tests.damage.kinds import BESIDE, DATASET, HEAD, OTHER, STOPPED, TARGET, WORKING
from tests.pages.app import open_page

DATASETS, TRAIN, RUNS, COMPARE = (f"pages/training/{name}/page.py" for name in ("datasets", "train", "runs", "compare"))
PREDICT, EVALUATE = (f"pages/inference/{name}/page.py" for name in ("predict", "evaluate"))
SCREENS = (
    ("pages/home/page.py", {}),
    (DATASETS, {}),
    (DATASETS, {"dataset": DATASET}),
    ("pages/training/instant/page.py", {}),
    (TRAIN, {}),
    (TRAIN, {"run": TARGET}),
    (TRAIN, {"run": STOPPED}),
    (TRAIN, {"run": WORKING}),
    (RUNS, {}),
    (COMPARE, {"runs": f"{TARGET},{STOPPED}"}),
    (PREDICT, {"run": TARGET, "source": "samples"}),
    (EVALUATE, {"run": TARGET, "dataset": DATASET}),
)
OF_HEADS = (
    (TRAIN, {"run": HEAD}),
    (PREDICT, {"run": HEAD, "source": "samples"}),
    (EVALUATE, {"run": HEAD, "dataset": DATASET}),
)
BESIDE_STILL = (
    (DATASETS, {"dataset": OTHER}),
    (TRAIN, {"run": BESIDE}),
    (EVALUATE, {"run": BESIDE, "dataset": OTHER}),
)


@dataclass(frozen=True)
class Shown:
    """What a screen shows: its failures, its numbers by their labels, its sentences."""

    failures: tuple[str, ...]
    numbers: dict[str, str]
    sentences: tuple[str, ...]


def show(page, query) -> Shown:
    """Open the screen."""
    app = open_page(page, **query)
    failures = tuple(f"{one.message} {' '.join(one.stack_trace or ())[-500:]}" for one in app.exception)
    sentences = tuple(one.value for kind in (app.error, app.warning, app.info) for one in kind)
    return Shown(failures, {one.label: one.value for one in app.metric}, sentences)


def find_faults(screen, shown: Shown, truth: Shown, names) -> list[str]:
    """What is wrong with what a screen shows of a damaged home; `names` are those that a sentence may call the file."""
    faults = [f"a trace: {one}" for one in shown.failures]
    faults += ["advises to remove the run"] if any("emove this run" in one for one in shown.sentences) else []
    if shown.numbers != truth.numbers and not _tells(shown, truth, names):
        faults.append(f"says {shown.numbers} and {shown.sentences}, and the truth is {truth.numbers}")
    return [f"{screen}: {fault}" for fault in faults]


def _tells(shown: Shown, truth: Shown, names) -> bool:
    """Whether a sentence that is not there in an undamaged home names what is damaged."""
    new = [one.replace("\\", "") for one in shown.sentences if one not in truth.sentences]
    return any(name in one for name in names for one in new)


def find_trouble(screen, shown: Shown, truth: Shown) -> list[str]:
    """What is wrong with what a screen shows of what was not damaged."""
    faults = [f"a trace: {one}" for one in shown.failures]
    faults += [] if shown.numbers == truth.numbers else [f"says {shown.numbers}, and the truth is {truth.numbers}"]
    return [f"{screen}: {fault}" for fault in faults]
