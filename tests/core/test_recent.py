"""What was opened last is known again in the same workspace, and a file that cannot be read is in nobody's way."""

import pytest

from core import recent, workspace
from core.workspace import Workspace


def test_the_last_one_is_known_while_it_is_there():
    assert recent.last("dataset", ["pets", "birds"]) is None
    recent.remember("dataset", "pets")
    recent.remember("dataset", "birds")
    recent.remember("model", "a run")
    assert recent.last("dataset", ["pets", "birds"]) == "birds"
    assert recent.last("dataset", ["pets"]) is None
    assert recent.last("model", ["a run"]) == "a run"


def test_every_workspace_has_its_own(tmp_path):
    recent.remember("dataset", "pets")
    with workspace.using(Workspace(tmp_path / "theirs", tmp_path / "site")):
        assert recent.last("dataset", ["pets"]) is None


@pytest.mark.parametrize("content", ["", "{", '{"name": "pets", "crc32": "00000000"}'])
def test_a_damaged_file_is_replaced(content):
    recent.remember("dataset", "pets")
    (workspace.current().recent / "dataset.json").write_text(content)
    assert recent.last("dataset", ["pets"]) is None
    recent.remember("dataset", "pets")
    assert recent.last("dataset", ["pets"]) == "pets"
