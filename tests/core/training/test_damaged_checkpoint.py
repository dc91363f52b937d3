"""A run that is resumed from a damaged checkpoint: it says so in a sentence, or it ends as an undisturbed one."""

import shutil

import pytest

from core.data.intake import adding
from core.runs import control
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.damage.kinds import damage
from tests.outcomes import outcome, reached
from tests.waiting import until
from tests.workers import is_over

PATIENCE = 480  # seconds
SPEC = TrainingSpec(dataset="tiny", image_size=32, epochs=3, batch_size=8, precision="float32", seed=3)


def finish(run):
    until(lambda: is_over(run), within=PATIENCE, what=f"the end of {run.run_id}")
    return read_current_state(run)


@pytest.fixture
def stopped(workers):
    """A run that was stopped after its first epoch."""
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    run = train.start(SPEC)
    until(lambda: reached(run, step=9), within=PATIENCE, what="the second epoch")
    control.stop(run)
    assert finish(run).state == "stopped", run.log.read_text()
    return run


def copy(run, name):
    other = RunFolder(run.path.with_name(f"{run.run_id}-{name}"))
    shutil.copytree(run.path, other.path)
    return other


def collect(run):
    """All that came of the run, its arrays as bytes."""
    found = outcome(run)
    return found | {"arrays": {name: array.tobytes() for name, array in found["arrays"].items()}}


def resume_damaged(run, path, how, expected):
    """Resume a copy of which one file is damaged; returns what is wrong with what came of it."""
    other = copy(run, f"{path.stem}-{how.replace(' ', '-')}")
    damage(other.checkpoint / path.name, how)
    control.resume(other)
    state = finish(other)
    if state.state == "finished":
        return [] if collect(other) == expected else [f"{path.name} {how}: ends as another run would"]
    told = str(state.reason)
    if "Traceback" in other.log.read_text() or not (state.by_input and str(other.checkpoint / path.name) in told):
        return [f"{path.name} {how}: {told}"]
    return []


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_resume_from_a_damaged_checkpoint_is_right_or_says_why_not(stopped):
    whole = copy(stopped, "whole")
    control.resume(whole)
    assert finish(whole).state == "finished", whole.log.read_text()
    (best,) = stopped.checkpoint.glob("best-*.arrays")
    faults = [
        fault
        for path in (stopped.saved, best)
        for how in ("half", "empty", "garbled", "altered", "missing")
        for fault in resume_damaged(stopped, path, how, collect(whole))
    ]
    assert not faults, "\n".join(faults)
