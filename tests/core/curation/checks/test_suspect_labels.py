"""The suspect labels that are told are sure, still undecided, and of datasets that say enough."""

import pytest

from core.curation.checks.suspect_labels import SuspectLabels
from core.curation.deciding.decide import decide
from core.curation.labels import label_check
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding
from tests.core.curation.checks import planted
from tests.core.data.pictures import two_classes

PLANTED = "square/animal.png"


@pytest.fixture
def dataset(tmp_path):
    return planted.planted(tmp_path)


def test_the_planted_mistake_is_told_until_somebody_decides(dataset):
    (found,) = SuspectLabels().find(dataset)
    assert found.path == PLANTED
    assert str(found.reason).startswith("square/animal.png is labelled square, but the other pictures say animal.")
    decide(dataset.name, PLANTED, Decision(kind="keep"))
    assert SuspectLabels().find(datasets.load(dataset.name)) == []


def test_a_kept_check_of_all_splits_is_taken_and_one_of_fewer_is_not(dataset, monkeypatch):
    label_check.check_labels(dataset)
    before = SuspectLabels().find(dataset)
    monkeypatch.setattr(label_check, "check_labels", None)
    assert SuspectLabels().find(dataset) == before


def test_too_few_pictures_say_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(label_check, "check_labels", None)
    assert SuspectLabels().find(adding.add(two_classes(tmp_path / "photos", 9), "pets")) == []
