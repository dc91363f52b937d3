"""Two owners on one site whose things have the same names, down to the second: whatever is mixed up shows."""

import os
import sys
from contextlib import contextmanager

from core import workspace
from core.data.intake import adding
from core.evaluation.evaluate import evaluate
from core.inference.run_model import RunModel
from core.jobs.events import EventWriter
from core.runs.folder import RunFolder
from core.runs.result import Metrics, Result, Seconds
from core.workspace import Workspace
from tests.core.data.pictures import fill
from tests.hand_made import hand_made_run

SIDE = 32
RUN = "20260102-030405-article-pets-abc123"  # of both owners


class Owner:
    """One of the two; `mark` is part of the name of everything that is theirs, and of nothing else."""

    def __init__(self, site, mark):
        self.mark = mark
        self.workspace = Workspace(site / "owners" / mark, site, mark)
        self.classes = (f"{mark}-cat", f"{mark}-dog")

    def settle(self, source, first=0):
        """Add a dataset of the name that the other has too, and a finished run on it; `first` chooses the pictures."""
        with workspace.using(self.workspace):
            for number, label in enumerate(self.classes):
                fill(source / label, 12, first=first + 100 * number)
            dataset = adding.add(source, "pets", copy=True)
            run = self._run()
            evaluate(RunModel(run), dataset, "test")
            return run

    def _run(self):
        made = hand_made_run("pets", SIDE)
        made.path.rename(made.path.with_name(RUN))
        run = RunFolder(made.path.with_name(RUN))
        run.write_result(_result(0.25 if self.mark < "b" else 0.75))
        run.write_state(run.read_state().model_copy(update={"created": 1.0, "ended": 2.0}))
        with EventWriter(run.events) as events:
            device = f"{self.mark}-cpu"
            events.write("setup", epochs=1, steps=1, batch_size=4, device=device, precision_policy="float32")
            events.write(
                "epoch", epoch=1, loss=0.7, accuracy=0.5, val_loss=0.7, val_accuracy=0.5, seconds=1.0,
                images_per_second=10.0, best=True,
            )  # fmt: skip
        os.utime(run.onnx_model, (1.0, 1.0))
        return run


def _result(accuracy):
    return Result(
        metrics=Metrics(accuracy=accuracy, precision=0.5, recall=0.5, f1=0.5, loss=0.7), best_epoch=1,
        best_val_accuracy=0.5, epochs=1, parameters=4, seconds=Seconds(total=1, decode=0, train=1, evaluate=0),
        images_per_second=10.0, precision_policy="float32", device="cpu",
    )  # fmt: skip


LISTENED = {"open", "os.listdir", "os.scandir", "os.rename", "os.remove", "sqlite3.connect"}
_opened: list[str] | None = None


def _listen(event, arguments):
    if _opened is not None and event in LISTENED:
        _opened.extend(str(one) for one in arguments if isinstance(one, str | bytes | os.PathLike))


sys.addaudithook(_listen)  # it stays for the rest of the process, and listens only inside `touched_paths`


@contextmanager
def touched_paths():
    """The paths that this process opens, lists, moves or removes inside."""
    global _opened
    _opened = found = []
    try:
        yield found
    finally:
        _opened = None
