"""A model whose kept rule answers otherwise than the most probable class would, with what it makes of test pictures."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.data import datasets
from core.data.intake.adding import add
from core.data.pixels.decode import decode
from core.inference.decision import NOT_SURE, DecisionRule, save_decision
from core.inference.model import Model
from core.inference.models import find_model
from core.runs.folder import RunFolder
from tests.core.data.pictures import fill
from tests.hand_made import hand_made_run

TEMPERATURE = 2.0
CLASSES = {2: ("cat", "dog"), 3: ("ant", "cat", "dog")}
A_CLASS = 8


@dataclass(frozen=True)
class Kept:
    """The run and its model, and by the name of a test picture: its `files`, its `answers`, and the `likeliest` class.

    An answer is None where the rule says "not sure"; `chosen` has those too, as the rule would choose.
    """

    run: RunFolder
    model: Model
    rule: DecisionRule
    files: dict[str, Path]
    answers: dict[str, str | None]
    chosen: dict[str, str]
    likeliest: dict[str, str]

    def choose_telling(self) -> list[str]:
        """Pictures of each kind: not sure, answered otherwise than the most probable class, and as that one."""
        kinds = {
            (self.answers[name] is None, self.chosen[name] == self.likeliest[name]): name for name in sorted(self.files)
        }
        return list(kinds.values())


def keep_rule(folder: Path, classes: int = 2) -> Kept:
    """Make the dataset `pets`, a run on it, and a rule of temperature, limit and, of two classes, a threshold."""
    for number, label in enumerate(CLASSES[classes]):
        fill(folder / "pets" / "test" / label, A_CLASS, first=1000 * number)
        fill(folder / "pets" / "train" / label, A_CLASS, first=1000 * number + 500)
    add(folder / "pets", "pets")
    run = hand_made_run("pets", seed=3)
    model, files = find_model(run.run_id), _copy_flat(folder / "flat")
    pixels = np.stack([decode(file, model.image_size, model.view) for file in files.values()])
    rows = DecisionRule(TEMPERATURE).calibrate(model.compute_probabilities(pixels))
    rule = _choose_rule(rows, CLASSES[classes])
    save_decision(model, rule)
    decided = rule.decide(rows, model.classes)
    chosen = DecisionRule(TEMPERATURE, rule.threshold, rule.positive).decide(rows, model.classes)
    names = np.array(model.classes)
    kept = Kept(
        run, model, rule, files,
        {name: None if place == NOT_SURE else str(names[place]) for name, place in zip(files, decided, strict=True)},
        dict(zip(files, map(str, names[chosen]), strict=True)),
        dict(zip(files, map(str, names[rows.argmax(axis=1)]), strict=True)),
    )  # fmt: skip
    assert None in kept.answers.values()
    assert classes > 2 or kept.chosen != kept.likeliest, "the rule would not be noticed"
    return kept


def _copy_flat(folder: Path) -> dict[str, Path]:
    """The test pictures in one folder, by names of their own: that of the class is in it."""
    dataset, copies = datasets.load("pets"), {}
    folder.mkdir()
    for record in dataset.list_pictures(split="test"):
        name = name_flat(record.path)
        copies[name] = Path(shutil.copy(dataset.find_path(record), folder / name))
    return copies


def name_flat(path: str) -> str:
    return "-".join(path.split("/")[-2:])


def _choose_rule(rows: np.ndarray, classes: tuple[str, ...]) -> DecisionRule:
    """A threshold that a third of the pictures reach, and a limit that a quarter of the answers miss."""
    threshold = None
    if len(classes) == 2:
        shares = np.sort(rows[:, 1])
        place = 2 * len(shares) // 3
        threshold = round(float(shares[place - 1 : place + 1].mean()), 4)
    rule = DecisionRule(TEMPERATURE, threshold, classes[1] if threshold else None)
    certainties = np.sort(rule.compute_certainty(rows, classes))
    place = len(certainties) // 4
    limit = round(float(certainties[place - 1 : place + 1].mean()), 5)
    return DecisionRule(TEMPERATURE, threshold, rule.positive, limit)
