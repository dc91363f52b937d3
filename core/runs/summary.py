"""The newest runs in a few words each, read fast: no events are read."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from core.errors import InputError
from core.i18n import Message
from core.jobs.state import ACTIVE, StateName
from core.runs.data_notes import explain_data
from core.runs.folder import RunFolder, list_runs
from core.runs.life import read_current_state
from core.runs.result import Metrics


@dataclass(frozen=True)
class RunSummary:
    """What was trained on what and when; `metrics` on the test pictures, None as long as they are not known. `ended` is
    None while it is at work.

    `notes` say what makes that figure worth less than it seems. With `has_model` it answers about pictures.
    """

    run_id: str
    architecture: str
    dataset: str
    created: datetime
    ended: datetime | None
    state: StateName
    metrics: Metrics | None
    has_model: bool
    notes: Sequence[Message] = ()


def summarize_newest(count: int) -> list[RunSummary]:
    """Up to `count` runs, the newest first, without those whose files are damaged: the list of runs tells of them."""
    return list(islice(_summarize_readable(), count))


def _summarize_readable() -> Iterator[RunSummary]:
    for run in list_runs():
        with suppress(InputError):
            yield _summarize(run)


def _summarize(run: RunFolder) -> RunSummary:
    state, spec = read_current_state(run), run.read_training_spec()
    result = None if state.state in ACTIVE else run.read_training_result()  # a resumed run still has an earlier result
    return RunSummary(
        run_id=run.run_id,
        architecture=spec.architecture,
        dataset=spec.dataset,
        created=datetime.fromtimestamp(state.created),
        ended=datetime.fromtimestamp(state.ended) if state.ended else None,
        state=state.state,
        metrics=result.metrics if result else None,
        has_model=run.onnx_model.exists(),
        notes=explain_data(run) if result and result.metrics else (),
    )
