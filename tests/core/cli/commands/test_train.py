"""`train` at a terminal: Ctrl-C stops the run and says so."""

import pytest

from core.cli import main
from core.cli.commands import train
from core.data.intake import adding
from core.runs import folder
from core.runs.life import read_current_state
from tests.core.data.pictures import two_classes


@pytest.fixture
def waiting(tmp_path, monkeypatch):
    """A run that has no worker yet, in place of the one that the command starts."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    adding.add(two_classes(tmp_path / "pets"), "pets")
    started = []

    def start(spec):
        run = folder.create(spec)
        run.change_state(state="paused")
        started.append(run)
        return run

    monkeypatch.setattr(train.task, "start", start)
    return started


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_stops_the_run_and_says_what_follows(waiting, presses, monkeypatch, capsys):
    left = iter(range(presses))

    def press(text):
        if text and next(left, None) is not None:
            raise KeyboardInterrupt

    monkeypatch.setattr(train, "print_progress", press)
    assert main(["train", "--dataset", "pets", "--architecture", "article"]) == 0
    assert "Stopping after this step" in capsys.readouterr().err
    assert read_current_state(waiting[0]).state == "stopped"
