"""Which pictures of an evaluation come first in each gallery."""

from dataclasses import replace

import numpy as np

from core.curation.deciding.decide import decide_all
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake.adding import add
from core.evaluation.breakdown.galleries import GALLERIES, rank
from core.evaluation.evaluate import Predictions
from core.evaluation.outdated import count_outdated
from tests.core.data.pictures import two_classes

SHARES = [[0.9, 0.1], [0.2, 0.8], [0.05, 0.95], [0.51, 0.49], [0.3, 0.7], [0.99, 0.01]]
LABELS = [0, 0, 0, 1, 1, 1]
FOUND = Predictions(("cat", "dog"), tuple("abcdef"), np.array(LABELS), np.array(SHARES))


def paths(name, most=None):
    return "".join(entry.path for entry in rank(name, FOUND, most))


def test_mistakes_come_by_the_probability_of_the_wrong_class():
    assert paths("confident") == "fcbd"
    assert paths("confident", 2) == "fc"
    first = rank("confident", FOUND)[0]
    assert (first.true, first.said, first.runner_up) == ("dog", "cat", "dog")
    assert (first.said_probability, first.true_probability) == (0.99, 0.01)


def test_the_least_certain_come_by_their_margin_right_or_wrong():
    assert paths("uncertain") == "debacf"


def test_a_label_is_suspect_if_the_other_class_is_as_probable_as_it_usually_is():
    # Thresholds are the mean of the own probabilities: 0.383 of cats, 0.4 of dogs.
    assert paths("suspect") == "fcbd"
    sure = Predictions(
        ("cat", "dog"), ("a", "b", "c"), np.array([0, 0, 1]), np.array([[0.9, 0.1], [0.4, 0.6], [0.1, 0.9]])
    )
    assert rank("suspect", sure) == []  # of b the dog is likelier, but 0.6 is less than dogs usually get
    assert [entry.path for entry in rank("confident", sure)] == ["b"]


def test_every_gallery_of_a_faultless_model_can_be_empty():
    right = Predictions(("cat", "dog"), ("a", "b"), np.array([0, 1]), np.eye(2))
    assert {name: len(rank(name, right)) for name in GALLERIES} == {"confident": 0, "uncertain": 2, "suspect": 0}


def test_decisions_put_an_evaluation_out_of_date(tmp_path):
    dataset = add(two_classes(tmp_path / "pets"), "pets")
    records = dataset.list_pictures(split="test")
    labels = np.array([dataset.classes.index(record.label) for record in records])
    found = Predictions(tuple(dataset.classes), tuple(record.path for record in records), labels, np.eye(2)[labels])
    assert count_outdated(found, dataset, "test") == 0
    spelled = replace(found, classes=tuple(name.upper() for name in found.classes))
    assert count_outdated(spelled, dataset, "test") == 0
    other = next(label for label in dataset.classes if label != records[0].label)
    into = next(record.path for record in dataset.list_pictures(split="val"))
    changes = {
        records[0].path: Decision(kind="relabel", label=other),
        records[1].path: Decision(kind="leave_out"),
        into: Decision(kind="move", split="test"),
    }
    decide_all("pets", changes)
    assert count_outdated(found, datasets.load("pets"), "test") == 3
