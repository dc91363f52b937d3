"""Trains about sixty small runs of all kinds, and keeps what the findings see of each for a test.

    python -m benchmarks.findings_runs ../shared/data [--home FOLDER] [--only NAME ...] [--record]

Prints what is found of each run, to be read by eye. With `--record` what the findings see is written to
`tests/core/evaluation/recorded_runs.json`. A home that is named is kept, and its runs are not trained again. All runs
are trained in this process, one after the other: starting Keras takes longer than any of them.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import findings_pictures as pictures
from benchmarks.findings_pictures import count_alike
from benchmarks.temporary import temporary_folder

if TYPE_CHECKING:
    from core.evaluation.evidence.curves import Curves

RECORDED = Path("tests/core/evaluation/recorded_runs.json")
TWO, FOUR = "disc square", "cross disc ring square"
FLIP = {"flip": True}
Make = Callable[[Path, Path], Path]  # of the photos and an empty folder


@dataclass(frozen=True)
class Case:
    """One run: its dataset, and what its spec says beside that."""

    name: str
    dataset: str
    values: Mapping[str, Any] = field(default_factory=dict)


def _shapes(classes: str, *counts: int, draw: pictures.Picture = pictures.draw_shape) -> Make:
    return lambda _photos, root: pictures.write(root, draw, count_alike(classes, *counts))


def _uneven(draw: pictures.Picture, many: str, few: str, share: float, *, n: int = 200) -> Make:
    counts = {split: {many: round(k * (1 - share)), few: round(k * share)} for split, k in _sizes(n).items()}
    return lambda _photos, root: pictures.write(root, draw, counts)


def _sizes(n: int) -> dict[str, int]:
    return {"train": 2 * n, "val": n, "test": n}


def _photos(name: str, counts: pictures.Counts) -> Make:
    return lambda photos, root: pictures.copy_photos(photos / name, root, counts)


CLOTHES = "dress hat longsleeve outwear pants shirt shoes shorts skirt t-shirt"
CATS = "cat dog"
DATASETS: Mapping[str, Make] = {
    "shapes2": _shapes(TWO, 150, 100, 100),
    "shapes4": _shapes(FOUR, 100, 60, 60),
    "few_shapes": _shapes(TWO, 10, 100, 100),
    "few_to_judge": _shapes(TWO, 150, 12, 12),
    "colours": _shapes("blue red", 100, 100, 100, draw=pictures.draw_colour),
    "noise": _shapes("a b", 100, 100, 100, draw=pictures.draw_noise),
    "noise_uneven": _uneven(pictures.draw_noise, "common", "rare", 0.05),
    "shapes_uneven": _uneven(pictures.draw_shape, "disc", "square", 0.05),
    "shapes_uneven_20": _uneven(pictures.draw_shape, "disc", "square", 0.2),
    "left_right": _shapes("left right", 150, 100, 100, draw=pictures.draw_side),
    "high_low": _shapes("high low", 150, 100, 100, draw=pictures.draw_height),
    "negatives": lambda _, root: pictures.invert(_shapes(FOUR, 100, 60, 60)(_, root), "val", "test"),
    "negative_test": lambda _, root: pictures.invert(_shapes(TWO, 150, 100, 100)(_, root), "test"),
    "leaked": lambda _, root: pictures.leak(_shapes(TWO, 150, 100, 100)(_, root), 40, "val", "test"),
    "leaked_noise": lambda _, root: pictures.leak(
        _shapes("a b", 100, 100, 100, draw=pictures.draw_noise)(_, root), 40, "val", "test"
    ),
    "mislabelled": lambda _, root: pictures.mislabel(_shapes(TWO, 150, 100, 100)(_, root), 0.2, "train", "val"),
    "absent_in_test": lambda _, root: pictures.write(
        root, pictures.draw_shape, {**count_alike(FOUR, 100, 60, 60), "test": {"disc": 60, "square": 60, "ring": 60}}
    ),
    "digits_few": lambda _, root: pictures.copy_digits(_find_digits(), root, 40, 20, 20),
    "shuffled_digits": lambda _, root: pictures.mislabel(
        pictures.copy_digits(_find_digits(), root, 30, 20, 20), 0.9, "train", "val", "test"
    ),
    "cats_10": _photos("cats-vs-dogs", count_alike(CATS, 10, 20, 50)),
    "cats_40": _photos("cats-vs-dogs", count_alike(CATS, 40, 40, 100)),
    "cats_uneven": _photos("cats-vs-dogs", {split: {"cat": 4 * n, "dog": n} for split, n in
                                            (("train", 10), ("val", 10), ("test", 25))}),
    "cats_shuffled": lambda photos, root: pictures.mislabel(
        _photos("cats-vs-dogs", count_alike(CATS, 40, 40, 50))(photos, root), 0.5, "train", "val", "test"
    ),
    "cats_mislabelled": lambda photos, root: pictures.mislabel(
        _photos("cats-vs-dogs", count_alike(CATS, 40, 40, 100))(photos, root), 0.25, "train", "val"
    ),
    "cats_leaked": lambda photos, root: pictures.leak(
        _photos("cats-vs-dogs", count_alike(CATS, 60, 40, 50))(photos, root), 40, "val", "test"
    ),
    "clothes_6": _photos("clothing10", count_alike(CLOTHES, 6, 6, 10)),
    "clothes_20": _photos("clothing10", count_alike(CLOTHES, 20, 10, 10)),
}  # fmt: skip


def _find_digits() -> Path:
    from core.data import datasets

    return datasets.load("digits").root


LITTLE = {"image_size": 32, "precision": "float32", "batch_size": 32, "epochs": 10}
HEAD: Mapping[str, Any] = {"architecture": "efficientnet_lite0", "trainable": "head"}
COMPACT: Mapping[str, Any] = {"architecture": "compact"}


def _case(name: str, dataset: str, **values: Any) -> Case:
    return Case(name, dataset, values if "trainable" in values else LITTLE | values)


CASES = (
    _case("digits", "digits", epochs=8),
    _case("digits, 3 epochs", "digits", epochs=3),
    _case("digits, 1 epoch", "digits", epochs=1),
    _case("digits, compact", "digits", epochs=8, **COMPACT),
    _case("digits, compact without flip", "digits_few", epochs=8, augmentation={}, **COMPACT),
    _case("digits, rate 1", "digits_few", epochs=5, learning_rate=1.0),
    _case("digits, rate 0.03", "digits_few", epochs=5, learning_rate=0.03),
    _case("digits, rate 1e-6", "digits_few", epochs=5, learning_rate=1e-6),
    _case("digits, SGD rate 10", "digits_few", epochs=4, optimizer="sgd", learning_rate=10.0),
    _case("digits, no dropout", "digits_few", epochs=12, dropout=0.0),
    _case("digits, dropout 0.9", "digits_few", epochs=8, dropout=0.9),
    _case("digits, cosine", "digits_few", epochs=8, schedule="cosine"),
    _case("shuffled digits", "shuffled_digits", epochs=8),
    _case("shuffled digits, learned by heart", "shuffled_digits", epochs=20, dropout=0.0),
    _case("shuffled digits, compact", "shuffled_digits", epochs=6, **COMPACT),
    _case("shapes", "shapes2", epochs=15),
    _case("shapes, 3 epochs", "shapes2", epochs=3),
    _case("shapes, compact", "shapes2", epochs=15, **COMPACT),
    _case("shapes, weight decay", "shapes2", epochs=15, optimizer="adamw", weight_decay=0.05),
    _case("shapes, early stopping", "shapes2", epochs=30, early_stopping=3),
    _case("four shapes", "shapes4", epochs=15),
    _case("four shapes, compact", "shapes4", epochs=20, **COMPACT),
    _case("four shapes, compact, rate 0.3", "shapes4", epochs=8, learning_rate=0.3, **COMPACT),
    _case("four shapes, 2 epochs", "shapes4", epochs=2),
    _case("few shapes", "few_shapes", epochs=30, batch_size=4),
    _case("few shapes, compact", "few_shapes", epochs=20, batch_size=4, **COMPACT),
    _case("few to judge", "few_to_judge", epochs=12),
    _case("colours", "colours", epochs=6),
    _case("colours, 3 epochs", "colours", epochs=3),
    _case("colours, compact", "colours", epochs=10, **COMPACT),
    _case("noise", "noise", epochs=12),
    _case("noise, compact", "noise", epochs=12, **COMPACT),
    _case("noise, learned by heart", "noise", epochs=30, dropout=0.0),
    _case("noise 95:5", "noise_uneven", epochs=6),
    _case("noise 95:5, balanced", "noise_uneven", epochs=8, class_weights="balanced"),
    _case("shapes 95:5, rate 1e-5", "shapes_uneven", epochs=6, learning_rate=1e-5),
    _case("shapes 95:5", "shapes_uneven", epochs=12),
    _case("shapes 95:5, balanced", "shapes_uneven", epochs=12, class_weights="balanced"),
    _case("shapes 80:20", "shapes_uneven_20", epochs=12),
    _case("left and right, flipped", "left_right", epochs=8, augmentation=FLIP),
    _case("left and right", "left_right", epochs=8),
    _case("left and right, compact", "left_right", epochs=10, **COMPACT),
    _case("left and right, compact without flip", "left_right", epochs=10, augmentation={}, **COMPACT),
    _case("high and low, flipped", "high_low", epochs=8, augmentation=FLIP),
    _case("noise, flipped", "noise", epochs=8, augmentation=FLIP),
    _case("negatives to validate", "negatives", epochs=10),
    _case("negatives to validate, compact", "negatives", epochs=10, **COMPACT),
    _case("negatives to test", "negative_test", epochs=15),
    _case("leaks", "leaked", epochs=15),
    _case("leaks in noise", "leaked_noise", epochs=20, dropout=0.0),
    _case("mislabelled", "mislabelled", epochs=12),
    _case("absent in test", "absent_in_test", epochs=15),
    _case("sketches 60", "sketches_60", epochs=10),
    _case("sketches 400", "sketches_400", epochs=12),
    _case("sketches 400, compact", "sketches_400", epochs=8, **COMPACT),
    _case("photos from scratch", "cats_40", epochs=15, image_size=48, dropout=0.0),
    _case("photos from scratch, compact", "cats_40", epochs=12, image_size=48, **COMPACT),
    _case("photos, 10 a class, head", "cats_10", **HEAD),
    _case("photos, 40 a class, head", "cats_40", **HEAD),
    _case("photos 80:20, head", "cats_uneven", **HEAD),
    _case("photos, shuffled, head", "cats_shuffled", **HEAD),
    _case("photos, mislabelled, head", "cats_mislabelled", **HEAD),
    _case("photos, leaks, head", "cats_leaked", **HEAD),
    _case("clothes, 6 a class, head", "clothes_6", **HEAD),
    _case("clothes, 20 a class, head", "clothes_20", **HEAD),
    _case("clothes from scratch", "clothes_20", epochs=10),
    _case("left and right, head", "left_right", **HEAD),
    _case("noise, head", "noise", **HEAD),
    _case("colours, head", "colours", **HEAD),
)  # fmt: skip


def make_dataset(name: str, photos: Path, home: Path) -> None:
    """Add the dataset, unless it is there already."""
    from core.data import datasets
    from core.data.intake import adding

    if name in datasets.list_names():
        return
    if name == "digits":
        adding.ensure(name)
    elif name.startswith("sketches_"):
        adding.add("sketches", name, options={"count": int(name.removeprefix("sketches_")), "size": 32})
    else:
        adding.ensure("digits")
        root = home / "made" / name
        root.mkdir(parents=True)
        adding.add(str(DATASETS[name](photos, root)), name)


def train(case: Case) -> Path:
    """Train the run in this process; its folder."""
    import keras

    from core.errors import InputError
    from core.jobs.events import EventWriter
    from core.jobs.phases import Phases
    from core.jobs.worker.context import JobContext
    from core.jobs.worker.heartbeat import Heartbeat
    from core.jobs.worker.place import find_place
    from core.jobs.worker.requests import Requests
    from core.jobs.worker.turn import Turn
    from core.runs import folder
    from core.specs.training_spec import TrainingSpec
    from core.training import work

    keras.backend.clear_session()
    spec = TrainingSpec(dataset=case.dataset, **case.values)
    run = folder.create(spec)
    state = "finished"
    with EventWriter(run.events) as events:
        phases = Phases(events)
        turn = Turn(Heartbeat(run), phases, Requests(run), find_place(run))  # it never begins, and beats not
        try:
            work.train(JobContext(run, spec, events, phases, turn))
        except InputError:
            state = "failed"
    run.change_state(state=state, ended=time.time())
    return run.path


def train_all(photos: Path, home: Path, only: list[str]) -> dict[str, Path]:
    """Train what was not trained yet; the folder of each run by its name."""
    known_path = home / "runs.json"
    known: dict[str, str] = json.loads(known_path.read_text()) if known_path.exists() else {}
    for case in CASES:
        if case.name in known or (only and case.name not in only):
            continue
        began = time.monotonic()
        make_dataset(case.dataset, photos, home)
        known[case.name] = str(train(case))
        known_path.write_text(json.dumps(known))
        print(f"{case.name}: {time.monotonic() - began:.1f} s", flush=True)
    return {case.name: Path(known[case.name]) for case in CASES if case.name in known}


def main(photos: Path, home: Path, only: list[str], record: bool) -> None:
    from core.evaluation.evidence.curves import read_curves
    from core.evaluation.findings import find_findings
    from core.runs.folder import RunFolder
    from tests.core.evaluation.recorded import curves_to_json

    recorded = {}
    for name, path in train_all(photos, home, only).items():
        curves = read_curves(RunFolder(path))
        if curves is None:
            print(f"{name}: it has no epoch")
            continue
        found = find_findings(curves)
        print(f"\n{name}: {describe(curves)}")
        for finding in found:
            print(f"  {finding.severity} {finding.kind}: {finding.message}\n      {finding.advice}")
        recorded[name] = curves_to_json(curves)
    if record:
        rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in recorded.items())
        RECORDED.write_text(f"{{\n{rows}\n}}\n")


def describe(curves: "Curves") -> str:
    """The numbers that a reader of the findings judges them by."""
    from core.evaluation.shares import compute_accuracy, compute_balanced

    columns = {"train": curves.accuracy, "val": curves.val_accuracy, "loss": curves.loss, "val_loss": curves.val_loss}
    lines = [f"{name} {' '.join(f'{value:.2f}' for value in values)}" for name, values in columns.items()]
    if curves.test is not None:
        lines.append(f"test {compute_accuracy(curves.test):.3f}, balanced {compute_balanced(curves.test):.3f}")
    said = [f"confusions {[matrix.tolist() for matrix in curves.confusions[-1:]]}"] if curves.classes < 5 else []
    rest = {"ratio": curves.update_ratio, "dead": dict(curves.dead), "leaks": curves.leaks, "mirrored": curves.mirrored}
    return "\n    ".join([f"{curves.epochs} epochs", *lines, *said, str(rest)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    with temporary_folder() as temporary:
        home = (args.home or temporary).resolve()
        home.mkdir(parents=True, exist_ok=True)
        os.environ["GLASSBOX_HOME"] = str(home)
        main(args.photos.resolve(), home, args.only, args.record)
