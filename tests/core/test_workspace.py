"""Whose data is meant, in every thread, and where it is kept, also when that is nowhere."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from core import workspace
from core.errors import InputError
from core.parallel import in_order
from core.workspace import Workspace


def sentence(monkeypatch, named):
    monkeypatch.setenv("GLASSBOX_HOME", str(named))
    with pytest.raises(InputError) as caught:
        _ = workspace.current().datasets
    return str(caught.value)


def test_the_folder_of_nobody(monkeypatch):
    assert sentence(monkeypatch, "~nobody-of-that-name/glassbox").endswith(
        "cannot be written. Set GLASSBOX_HOME to a folder that you may write to."
    )


def test_links_in_a_circle(monkeypatch, tmp_path):
    (tmp_path / "circle").symlink_to("circle")
    assert "circle" in sentence(monkeypatch, tmp_path / "circle")


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc")
def test_a_system_of_files_that_makes_no_folders(monkeypatch):
    assert sentence(monkeypatch, "/proc/glassbox").startswith("/proc/glassbox/datasets cannot be written.")


@pytest.fixture
def theirs(tmp_path):
    return Workspace(tmp_path / "theirs", tmp_path, "they")


def test_where_nobody_signs_in_all_of_home_is_one_workspace(home):
    assert workspace.current() == Workspace(home, home, "local")


def test_inside_everything_is_theirs_and_afterwards_ours_again(theirs, home):
    with workspace.using(theirs):
        assert workspace.current() == theirs
        assert workspace.current().runs == theirs.root / "runs"
        assert workspace.current().backbones == theirs.site / "backbones"
    assert workspace.current().root == home


def test_a_server_asks_whose_session_it_is(theirs, monkeypatch):
    monkeypatch.setattr(workspace, "_ask", workspace._ask)
    workspace.follow(lambda: theirs)
    assert workspace.current() == theirs


def test_a_thread_works_where_its_starter_does(theirs, home):
    with ThreadPoolExecutor(1) as pool:
        with workspace.using(theirs):
            carried = pool.submit(workspace.carry(lambda: workspace.current().owner))
            assert carried.result() == "they"
        assert pool.submit(lambda: workspace.current().root).result() == home


def test_so_do_the_threads_that_look_at_many_files(theirs):
    with workspace.using(theirs):
        assert set(in_order(lambda _: workspace.current().owner, range(50))) == {"they"}
