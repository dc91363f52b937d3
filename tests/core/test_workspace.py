"""Where data is kept, when that is nowhere."""

import sys

import pytest

from core import workspace
from core.errors import InputError


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
