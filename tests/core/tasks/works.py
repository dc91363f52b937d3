"""One job of each kind over small data, and what tells that it was done."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from core.curation import check_results
from core.curation.deciding.decide import decide
from core.curation.labels import label_check, label_effect
from core.curation.map import picture_map
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import drafts
from core.evaluation.evaluate import load
from core.export.formats import find_format
from core.inference.imagenet_model import make_imagenet_model
from core.inference.imported import imported_model
from core.tasks.datasets import add_dataset, check_dataset, export_dataset, map_pictures
from core.tasks.datasets import label_check as label_check_task
from core.tasks.datasets import label_effect as label_effect_task
from core.tasks.models import evaluate, export, import_model
from tests.core.curation.checks import planted
from tests.core.data.pictures import noise, two_classes
from tests.hand_made import hand_made_model


@dataclass(frozen=True)
class Work:
    """`prepare(tmp_path)` makes what the job needs, `start()` starts it, `is_done()` looks for what it leaves."""

    name: str
    prepare: Callable
    start: Callable
    is_done: Callable


def zipped(count=20, broken=0, name="pets.zip", seed=0):
    """An open zip of pictures in two classes; the first ones may be no pictures."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for number in range(count):
            picture = io.BytesIO(b"no picture")
            if number >= broken:
                noise(seed + number, (64, 48)).save(picture, "PNG")
            opened.writestr(f"{('cat', 'dog')[number % 2]}/{number}.png", picture.getvalue())
    file.name = name
    return file


def _draft(tmp_path):
    draft = drafts.create(["cat", "dog"])
    for number in range(8):
        picture = io.BytesIO()
        noise(number).save(picture, "PNG")
        draft.add(draft.classes[number % 2], picture.getvalue(), f"{number}.png")


def _folder(tmp_path):
    two_classes(tmp_path / "photos")


def _planted(tmp_path):
    planted.planted(tmp_path)


def _unmeasured(tmp_path):
    """As a dataset of an earlier version is."""
    dataset = planted.planted(tmp_path)
    for file in ("measures.npy", "figures.npy", "alike.json"):
        (dataset.folder / file).unlink()


def _decided(tmp_path):
    dataset = planted.planted(tmp_path)
    label_check.check_labels(dataset)
    decide(dataset.name, "square/00.png", Decision(kind="leave_out"))


def _pets(tmp_path):
    """Pictures of classes that ImageNet knows."""
    from core.data.intake import adding

    adding.add(two_classes(tmp_path / "photos"), "pets")


def _bundle(tmp_path):
    facts = {"name": "m", "title": "M", "classes": ["cat", "dog"], "image_size": 32}
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as opened:
        opened.writestr("model.json", json.dumps(facts))
        opened.writestr("model.onnx", hand_made_model(2))


def _has(name):
    return lambda: name in datasets.list_names() and bool(datasets.load(name).list_pictures())


def _loaded():
    return datasets.load("planted")


def works(tmp_path):
    return [
        Work("add_upload", lambda _: None, lambda: add_dataset.start_upload(zipped(), "pets"), _has("pets")),
        Work("add_folder", _folder, lambda: add_dataset.start(tmp_path / "photos", "pets", copy=True), _has("pets")),
        Work("add_built_in", lambda _: None, lambda: add_dataset.start("digits", "digits"), _has("digits")),
        Work("add_draft", _draft, lambda: add_dataset.start_draft(drafts.find_latest(), "pets"), _has("pets")),
        Work(
            "check_dataset", _unmeasured, lambda: check_dataset.start(_loaded(), "near_duplicates"),
            lambda: bool(check_results.load(_loaded(), "near_duplicates")),
        ),
        Work(
            "label_check", _planted, lambda: label_check_task.start(_loaded(), ("train", "val")),
            lambda: label_check.load(_loaded()) is not None,
        ),
        Work(
            "label_effect", _decided, lambda: label_effect_task.start(_loaded()),
            lambda: label_effect.load(_loaded()) is not None,
        ),
        Work(
            "map_pictures", _planted, lambda: map_pictures.start(_loaded()),
            lambda: picture_map.load(_loaded()) is not None,
        ),
        Work(
            "evaluate", _pets, lambda: evaluate.start(make_imagenet_model(), datasets.load("pets"), "test"),
            lambda: load(make_imagenet_model().evaluations, "pets", "test") is not None,
        ),
        Work(
            "export", _pets, lambda: export.start(make_imagenet_model(), find_format("onnx"), tmp_path / "out"),
            lambda: (tmp_path / "out" / "imagenet.onnx").exists(),
        ),
        Work(
            "import_model", _bundle, lambda: import_model.start(tmp_path / "b.zip", "theirs"),
            lambda: imported_model.find("theirs") is not None,
        ),
        Work(
            "export_dataset", _pets, lambda: export_dataset.start(datasets.load("pets"), "folders", tmp_path / "out"),
            lambda: (tmp_path / "out" / "train").exists(),
        ),
    ]  # fmt: skip


NAMES = [
    "add_upload", "add_folder", "add_built_in", "add_draft", "check_dataset", "label_check", "label_effect",
    "map_pictures", "evaluate", "export", "import_model", "export_dataset",
]  # fmt: skip
