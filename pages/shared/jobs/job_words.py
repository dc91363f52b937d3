"""What people read about a job: what it is about, its state, how far it is, and the page that it leads to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.errors import InputError
from core.i18n import _, ngettext
from core.jobs import kind, queue
from core.jobs.folder import JobFolder
from core.jobs.lanes import TRAINING
from core.jobs.progress import JobProgress
from core.jobs.state import StateName
from core.networks import catalogue
from core.specs.network import translate_network
from core.tasks.words import PHASES, STATES
from core.units import format_bytes, format_seconds
from pages.shared import visitor
from pages.shared.plain import escape_markdown

DATASETS = "pages/training/datasets/page.py"
TRAIN = "pages/training/train/page.py"
DESIGN = "pages/training/design/page.py"
SEARCH = "pages/training/search/page.py"
EVALUATE = "pages/inference/evaluate/page.py"
EXPLAIN = "pages/inference/explain/page.py"
PREDICT = "pages/inference/predict/page.py"
EXPORT = "pages/inference/export/page.py"

STATE_COLOURS = {"running": "blue", "finished": "green", "failed": "red", "stopped": "orange", "paused": "violet"}

Query = Mapping[str, str | None]  # None: the page without that value


@dataclass(frozen=True)
class About:
    """What a job is about, and the page that shows what comes of it, with what its address then says.

    `tells_failure`: whether that page itself says why it failed, also to somebody who opens it later. `lasts`: whether
    what comes of it is still there for them.
    """

    subject: str
    page: str
    query: Query
    tells_failure: bool = False
    lasts: bool = True
    title: str = ""


def _describe_added_dataset(job: JobFolder, spec: Any, state: StateName) -> About:
    return About(spec.name, DATASETS, {"dataset": spec.name if state == "finished" else None})


def _describe_dataset(job: JobFolder, spec: Any, state: StateName) -> About:
    return About(spec.dataset, DATASETS, {"dataset": spec.dataset})


def _describe_evaluation(job: JobFolder, spec: Any, state: StateName) -> About:
    query = {"run": spec.model, "dataset": spec.dataset, "split": spec.split}
    return About(f"{_name_model(spec.model)} · {spec.dataset}", EVALUATE, query)


def _name_model(model: str) -> str:
    """Its title; of one that is gone its id."""
    # Imported here: what asks a model is seldom at work, and the strip is on every page.
    from core.inference.models import find_model

    try:
        return find_model(model).title
    except InputError:
        return model


def _describe_import(job: JobFolder, spec: Any, state: StateName) -> About:
    return About(spec.name, EXPORT, {"run": spec.name if state == "finished" else None})


def _describe_training(job: JobFolder, spec: Any, state: StateName) -> About:
    return About(
        f"{translate_network(spec)} · {spec.dataset}",
        TRAIN,
        {"run": job.job_id},
        tells_failure=True,
    )


def _describe_search(job: JobFolder, spec: Any, state: StateName) -> About:
    return About(spec.base.dataset, SEARCH, {"search": job.job_id}, tells_failure=True)


_PLACES: Mapping[str, Callable[[JobFolder, Any, StateName], About]] = {
    "add_dataset": _describe_added_dataset,
    "check_dataset": _describe_dataset,
    "extend_dataset": _describe_added_dataset,
    "label_check": _describe_dataset,
    "label_effect": _describe_dataset,
    "map_pictures": _describe_dataset,
    "evaluate": _describe_evaluation,
    "explain": lambda job, spec, state: About("", EXPLAIN, {}),
    "export": lambda job, spec, state: About(_name_model(spec.model), EXPORT, {"run": spec.model}),
    "export_dataset": _describe_dataset,
    "import_model": _describe_import,
    "neighbours": lambda job, spec, state: About(_name_model(spec.model), PREDICT, {"run": spec.model}),
    "predict": lambda job, spec, state: About(_name_model(spec.model), PREDICT, {"run": spec.model}, lasts=False),
    "onnx_form": lambda job, spec, state: About(catalogue.translate_title(spec.backbone), TRAIN, {"run": None}),
    "rate_test": lambda job, spec, state: About(spec.dataset, TRAIN, {"run": None}, tells_failure=True),
    "check_design": lambda job, spec, state: About(spec.dataset, DESIGN, {}),
    "measure_costs": lambda job, spec, state: About(str(spec.designs), DESIGN, {}),
    "data_curve": lambda job, spec, state: About(_name_model(spec.run), TRAIN, {"run": spec.run}),
    "search": _describe_search,
    "train": _describe_training,
}


def describe_job(job: JobFolder, state: StateName) -> About:
    """What a job in that state is about.

    Raises:
        InputError: its files are damaged, or of a kind of work that this program does not know.

    """
    found = kind.find(job.read_facts().kind)
    place = _PLACES[found.name](job, job.read_spec(found.spec), state)
    return replace(
        place, title=_("{job}: {subject}").format(job=_(found.title), subject=escape_markdown(place.subject))
    )


def translate_state(state: StateName) -> str:
    """The state in the reader's language."""
    return _(STATES[state])


def name_state(job: JobFolder, state: StateName) -> str:
    """The same of that job: one whose worker starts has its turn, and waits for it no more."""
    return _("starting") if state == "queued" and not queue.is_waiting(job) else translate_state(state)


def describe_progress(job: JobFolder, progress: JobProgress, state: StateName) -> str:
    """The phase, how much of it is done, and how long it still takes, as far as that is known; or why it waits."""
    if state == "queued":
        return explain_wait(job)
    if state in ("stopping", "pausing"):
        return translate_state(state) + " …"
    phase = _(PHASES[progress.phase]) if progress.phase in PHASES else translate_state(state)
    if not progress.total:
        return phase + " …"
    done, total = (format_count(progress.phase, count) for count in (progress.done, progress.total))
    left = progress.seconds_left
    parts = [_("{phase}: {done} / {total}").format(phase=phase, done=done, total=total)]
    if left is not None and progress.done < progress.total:
        parts.append(_("{time} left").format(time=format_seconds(left)))
    return " · ".join(parts)


def explain_wait(job: JobFolder) -> str:
    """What a queued job waits for: its worker that starts, those before it, or those at work."""
    if not queue.is_waiting(job):
        return _("Starting") + " …"
    if visitor.is_hosted() and job.read_facts().lane == TRAINING:
        return _explain_shared_wait(job)
    older = queue.find_place(job)
    if not older:
        return _("It starts when the work before it has ended") + " …"
    ahead = ngettext("{older} run is ahead of this one", "{older} runs are ahead of this one", older)
    return ahead.format(older=older) + " …"


def _explain_shared_wait(job: JobFolder) -> str:
    """Where many train: how many are before it, and when it starts."""
    # Imported here: who trains alone needs none of what estimates it.
    from core.tasks import waiting
    from pages.shared.allowance import describe_wait

    return describe_wait(waiting.expect(job)) + " …"


def format_count(phase: str, count: int) -> str:
    """A download is counted in bytes, all else in pictures or steps."""
    return format_bytes(count) if phase == "fetching" else f"{count:,}"
