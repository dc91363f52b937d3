"""`models` on the command line."""

import json

import pytest

from core.cli import main
from core.data.intake.adding import add
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


@pytest.fixture
def run(tmp_path, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    add(two_classes(tmp_path / "pets"), "pets")
    return hand_made_run("pets")


def test_a_bundle_goes_out_comes_in_predicts_and_is_removed(run, tmp_path, capsys):
    def call(*words):
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    bundle = call("export", "last", "--format", "bundle", "--out", str(tmp_path / "out"))["path"]
    imported = call("models", "import", bundle, "--name", "theirs")
    assert imported == {"model": "theirs", "classes": ["cat", "dog"], "image_size": 32}
    listed = {one["model"]: one["imported"] for one in call("models", "list")["models"]}
    assert listed == {run.run_id: False, "theirs": True, "imagenet": False}
    picture = str(tmp_path / "pets" / "cat" / "000.png")
    ours, theirs = (call("predict", name, picture)["predictions"][0]["top"] for name in (run.run_id, "theirs"))
    assert ours == theirs
    assert call("models", "remove", "theirs") == {"removed": "theirs"}
    assert main(["models", "remove", "theirs"]) == 2
    assert "no imported model theirs" in capsys.readouterr().err


def test_a_file_that_could_run_code_ends_with_2_and_the_reason(run, tmp_path, capsys):
    (tmp_path / "m.keras").write_bytes(b"PK")
    assert main(["models", "import", str(tmp_path / "m.keras"), "--name", "theirs"]) == 2
    assert "CVE-2025-1550" in capsys.readouterr().err
    assert main(["models", "list"]) == 0
    assert run.run_id in capsys.readouterr().out
