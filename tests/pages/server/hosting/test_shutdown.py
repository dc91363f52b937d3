"""A server that is stopped leaves its workers at work, and the next one shows what they have made."""

import pytest

from core import workspace
from core.jobs import folder
from core.jobs.launchers import process
from tests.browser.hosted.hosted_app import hosted_app
from tests.hosted_walk import settle
from tests.pages.server.visit import Visitor
from tests.waiting import until


@pytest.mark.slow
def test_work_goes_on_without_its_server(tmp_path):
    home = tmp_path / "site" / "home"
    ann = settle(home, tmp_path / "pets", "annsmark")
    with hosted_app(home, GUESTS="train") as app, Visitor(app, "datasets", headers=ann.headers) as visitor:
        visitor.run()
        visitor.press("Add")  # hundreds of drawings, which take longer than the server to end
    with workspace.using(ann.owner.workspace):
        job = next(folder.list_jobs())
        assert process.read_process(job).is_alive()
        until(lambda: job.read_state().state == "finished", within=120.0)
    with hosted_app(home, GUESTS="train") as app, Visitor(app, "datasets", headers=ann.headers) as visitor:
        visitor.run()
        assert b"sketches" in b"".join(element.SerializeToString() for element in visitor.elements)
