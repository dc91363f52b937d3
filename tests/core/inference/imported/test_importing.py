"""A bundle becomes a model that says what it said where it was made; everything else is refused and leaves nothing."""

import json
import zipfile

import h5py
import numpy as np
import pytest

from core import workspace
from core.cancel import Cancelled, CancelWhen
from core.data.intake.adding import add
from core.errors import InputError
from core.export.formats import find_format
from core.inference.decision import DecisionRule, read_decision, save_decision
from core.inference.imported import importing
from core.inference.imported.importing import import_bundle
from core.inference.models import find_model
from core.inference.run_model import RunModel
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_model, hand_made_run

RULE = DecisionRule(temperature=1.5, threshold=0.7, positive="dog", reject_below=0.6)
FACTS = {"bundle": 1, "name": "m", "title": "M", "classes": ["cat", "dog"], "image_size": 32}


@pytest.fixture
def model(tmp_path):
    add(two_classes(tmp_path / "pets"), "pets")
    return RunModel(hand_made_run("pets"))


def packed(path, facts=None, **members):
    """A zip with the members of a bundle; what is None is left out."""
    whole = {"model.onnx": hand_made_model(2), "model.json": json.dumps(FACTS | (facts or {})), **members}
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in whole.items():
            if content is not None:
                opened.writestr(name, content)
    return path


def left():
    return [path.name for path in workspace.current().models.iterdir()] if workspace.current().models.exists() else []


@pytest.mark.slow
def test_what_was_exported_says_the_same_where_it_is_imported(model, tmp_path):
    save_decision(model, RULE)
    exported = find_format("bundle").export(model, tmp_path / "out")
    assert exported.checked.pictures == 64
    assert (exported.checked.largest_difference <= 1e-4, exported.checked.changed_decisions) == (True, 0)
    with zipfile.ZipFile(exported.path) as opened:
        assert {"model.onnx", "model.json", "predict.py", "requirements.txt"} <= set(opened.namelist())
        assert "tensorflow" not in opened.read("requirements.txt").decode().lower()
    imported = import_bundle(exported.path, " From afar ")
    assert imported.id == "From afar"
    found = find_model("From afar")
    pixels = np.random.default_rng(0).integers(0, 256, (3, 32, 32, 3), dtype=np.uint8)
    np.testing.assert_allclose(found.compute_probabilities(pixels), model.compute_probabilities(pixels), atol=1e-6)
    assert (found.classes, read_decision(found)) == (model.classes, RULE)
    assert left() == ["From afar"]
    again = find_format("bundle").export(found, tmp_path / "again")
    assert again.checked.changed_decisions == 0
    assert "Choose another format: onnx" in str(find_format("keras").find_obstacle(found))


def strange(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_what_could_run_code_is_refused_with_the_reason(tmp_path):
    with h5py.File(tmp_path / "weights.dat", "w") as file:
        file["a"] = 1
    keras = packed(tmp_path / "renamed.zip", **{"config.json": "{}", "model.weights.h5": "x"})
    torch = packed(tmp_path / "torch.zip", **{"archive/data.pkl": "x"})
    cases = {
        "CVE-2025-1550": [strange(tmp_path, "m.keras", b"PK"), tmp_path / "weights.dat", keras],
        "pickle": [strange(tmp_path, "m.pt", b"PK"), strange(tmp_path, "m.xyz", b"\x80\x04abc"), torch],
        "an ONNX file alone": [strange(tmp_path, "m.onnx", hand_made_model(2))],
        "no bundle": [strange(tmp_path, "m.zip", b"no zip"), packed(tmp_path / "n.zip", **{"model.json": None})],
        "cannot be found": [tmp_path / "nowhere.zip"],
    }
    for said, paths in cases.items():
        for path in paths:
            with pytest.raises(InputError, match=said):
                import_bundle(path, "theirs")
    assert left() == []


@pytest.mark.parametrize(
    ("facts", "members", "said"),
    [
        ({"classes": ["cat"]}, {}, "classes"),
        ({"classes": ["cat", "cat"]}, {}, "one name"),
        ({"classes": ["cat", "d\x1bog"]}, {}, "classes"),
        ({"classes": ["cat", "\u202egod"]}, {}, "classes"),
        ({"title": "\u202egod"}, {}, "title"),
        ({"title": None}, {}, "title"),
        ({"view": "sideways"}, {}, "view"),
        ({"threshold": 0.5}, {}, "of one of two classes"),
        ({"threshold": 0.5, "positive": "a", "classes": ["a", "b", "c"]}, {}, "of one of two classes"),
        ({"reject_below": float("nan")}, {}, "reject_below"),
        ({}, {"model.json": b"\xff\xfe{\0}\0"}, "model.json"),
        ({}, {"model.json": "[" * 100_000}, "model.json"),
        ({"image_size": 10**9}, {}, "image_size"),
        ({"temperature": 0}, {}, "temperature"),
        ({"bundle": 2}, {}, "bundle"),
        ({"threshold": 0.5, "positive": "cow"}, {}, "of no class"),
        ({"classes": ["a", "b", "c"]}, {}, "knows 2 classes"),
        ({"image_size": 64}, {}, "pictures of 32 pixels"),
        ({}, {"model.json": "{"}, "model.json"),
        ({}, {"model.onnx": b"no model"}, "no ONNX file"),
        ({}, {"../outside.txt": "x"}, "leads out"),
    ],
)
def test_what_cannot_be_is_named_and_leaves_nothing(facts, members, said, tmp_path):
    with pytest.raises(InputError, match=said):
        import_bundle(packed(tmp_path / "b.zip", facts, **members), "theirs")
    assert left() == []


def test_a_zip_that_unpacks_to_far_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "MOST_BYTES", 1000)
    with pytest.raises(InputError, match="more than a model of pictures takes"):
        import_bundle(packed(tmp_path / "b.zip"), "theirs")
    assert left() == []


@pytest.mark.parametrize("steps", [0, 2])
def test_a_cancelled_import_leaves_nothing(steps, tmp_path):
    asked = iter([False] * steps + [True])
    with pytest.raises(Cancelled):
        import_bundle(packed(tmp_path / "b.zip"), "theirs", CancelWhen(lambda: next(asked)))
    assert left() == []


def test_a_bundle_within_a_folder_is_taken_and_no_name_is_given_twice(tmp_path):
    inner = {"b/model.onnx": hand_made_model(2), "b/model.json": json.dumps(FACTS), "b/card.md": "# Card"}
    path = packed(tmp_path / "b.zip", **{"model.onnx": None, "model.json": None}, **inner)
    assert import_bundle(path, "theirs").card.read_text() == "# Card"
    for name in ("Theirs", "imagenet", "last"):
        with pytest.raises(InputError, match="already"):
            import_bundle(path, name)
