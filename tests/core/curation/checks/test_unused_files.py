"""Files that are not used are told with the reason that the index has."""

import shutil

from core.curation.checks.missing_classes import MissingClasses
from core.curation.checks.unused_files import UnusedFiles
from core.curation.deciding import decide
from core.data.decisions import Decision
from core.data.intake import adding


def test_a_refused_file_and_one_that_was_left_out(root):
    (root / "train" / "cat" / "notes.png").write_text("no picture")
    adding.add(root, "pets")
    dataset = decide.decide("pets", "train/dog/01.png", Decision(kind="leave_out"))
    found = UnusedFiles().find(dataset)
    assert [(one.kind, one.path, one.other) for one in found] == [
        ("not_an_image", "train/cat/notes.png", None),
        ("left_out", "train/dog/01.png", None),
    ]


def test_a_class_that_a_split_lacks_is_told_once(root):
    shutil.rmtree(root / "test" / "cat")
    shutil.copytree(root / "test" / "dog", root / "test" / "owl")
    dataset = adding.add(root, "pets")
    told = [(one.kind, one.path) for check in (UnusedFiles(), MissingClasses()) for one in check.find(dataset)]
    assert [path for kind, path in told if kind == "class_missing"] == ["train/owl", "val/owl", "cat"]
