"""A hosted app in this process, and whoever looks at it."""

import pytest

from core import i18n, workspace
from core.hosting import owners
from pages.shared import visitor
from tests.core.hosting.hosts import make_guest, make_host, make_person
from tests.pages.owners import Owner


class Stage:
    """Who looks at the pages, and what the host has decided."""

    def __init__(self):
        self.host = make_host()
        self.visitor = make_guest("1", "a1")

    def become(self, name):
        """Have this person look; returns their workspace."""
        self.visitor = make_person(name)
        return self.workspace

    @property
    def workspace(self):
        return owners.find_workspace(self.visitor.owner)


@pytest.fixture
def stage(monkeypatch):
    stage = Stage()
    monkeypatch.setenv(workspace.HOSTED, "1")
    monkeypatch.setattr(workspace, "_ask", workspace._ask)  # a hosted page replaces it
    monkeypatch.setattr(i18n, "_hide", lambda text: text)
    monkeypatch.setattr(visitor, "host", lambda: stage.host)
    monkeypatch.setattr(visitor, "current", lambda: stage.visitor)
    return stage


@pytest.fixture
def ann(stage, tmp_path, home, monkeypatch):
    """A person with a dataset and a finished run, who is the one that looks; `run` is its name."""
    owner = Owner(home, "annsmark")
    owner.workspace = stage.become("ann")
    with monkeypatch.context() as patch:
        patch.delenv(workspace.HOSTED)
        owner.run = owner.settle(tmp_path / "source").run_id
    owners.settle(stage.visitor, stage.host)
    return owner
