"""A server that is stopped leaves its workers at work, and the next one finds them."""

import pytest

from core import workspace
from core.jobs.launchers import process
from core.runs import control, folder
from core.runs.life import read_current_state
from tests.browser.hosted.hosted_app import hosted_app
from tests.hosted_walk import settle
from tests.pages.server.visit import Visitor
from tests.waiting import until


@pytest.mark.slow
def test_a_training_goes_on_without_its_server(tmp_path):
    home = tmp_path / "site" / "home"
    ann = settle(home, tmp_path / "pets", "annsmark")
    with (
        hosted_app(home, GUESTS="train") as app,
        Visitor(app, "train", "dataset=pets&epochs=20", headers=ann.headers) as one,
    ):
        one.run()
        one.press("Train")
        with workspace.using(ann.owner.workspace):
            run = next(run for run in folder.list_runs() if run.run_id != ann.run)
            until(lambda: read_current_state(run).state == "running", within=120.0)
    with workspace.using(ann.owner.workspace):
        assert process.read_process(run).is_alive()
        assert read_current_state(run).state == "running"
        with hosted_app(home, GUESTS="train") as app, Visitor(app, "runs", headers=ann.headers) as again:
            again.run()
            assert run.run_id.encode() in b"".join(one.SerializeToString() for one in again.elements)
        control.stop(run)
        until(lambda: read_current_state(run).state == "stopped", within=120.0)
