"""What is left of a quota is said on the form, before a press."""

import pytest

from core import ledger, workspace
from core.hosting import owners
from core.quota import MEGABYTE
from tests.core.hosting.hosts import make_guest, make_host
from tests.pages.app import open_page

TRAINING = "pages/training"


@pytest.fixture
def guest(stage):
    """Somebody who has not signed in, where guests train; another guest of their address was here before."""
    stage.host = make_host(guests="train")
    stage.visitor = make_guest("1", "a1")
    owners.settle(stage.visitor, stage.host)
    return stage


def read_captions(page, **query):
    app = open_page(f"{TRAINING}/{page}/page.py", **query)
    assert not app.exception
    return " ".join(caption.value for caption in app.main.caption)


def test_bytes_pictures_and_the_day_on_which_they_go(guest):
    said = read_captions("datasets")
    assert "You may add 100 MB more today. 1,500 more pictures may be kept. Deleted 24 h after" in said
    with workspace.using(guest.workspace):
        ledger.add("a1", "uploads", "of another", 1000 * MEGABYTE)
    assert "You may add 24 MB more today." in read_captions("datasets")


@pytest.mark.parametrize("page", ["train", "search"])
def test_epochs_minutes_and_jobs(guest, page):
    with workspace.using(guest.workspace):
        ledger.add(guest.visitor.owner, "training", "earlier", 250)
    said = read_captions(page, dataset="sketches")
    assert "Up to 20 epochs at 96 px. 5 minutes of training are left today. 2 more jobs may be asked for." in said
    assert ("It starts at once." in said) == (page == "train")
