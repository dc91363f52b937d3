import pytest

from core.curation import check_results
from core.curation.checks.check import Problem
from core.curation.deciding.decide import decide, decide_all
from core.curation.findings_by_picture import ANY, DECIDED, filter_pictures, find_findings
from core.data.decisions import Decision
from core.data.intake import adding
from core.i18n import Message
from tests.core.data.pictures import two_classes


@pytest.fixture
def pets(tmp_path):
    dataset = adding.add(two_classes(tmp_path / "photos"), "pets")
    pair = Problem("near_duplicate", "cat/001.png", Message("alike"), other="dog/1001.png")
    suspect = Problem("suspect_label", "cat/001.png", Message("odd"))
    check_results.save(dataset, "suspect_labels", [pair, suspect])  # a slow check, whose results are read
    return dataset


def paths(dataset, **chosen):
    return [record.path for record in filter_pictures(dataset, find_findings(dataset), **chosen)]


def test_a_pair_is_found_under_both_of_its_pictures(pets):
    assert paths(pets, finding="near_duplicate") == ["cat/001.png", "dog/1001.png"]
    assert paths(pets, finding="near_duplicate", label="dog") == ["dog/1001.png"]
    assert paths(pets, finding="suspect_label") == ["cat/001.png"]
    assert {"cat/001.png", "dog/1001.png"} <= set(paths(pets, finding=ANY))
    assert {"near_duplicate": 2, "suspect_label": 1}.items() <= find_findings(pets).counts.items()


def test_class_and_split_are_those_after_the_decisions(pets):
    assert len(paths(pets)) == 20
    path = paths(pets, label="cat", split="train")[0]
    decided = decide_all("pets", {path: Decision(kind="relabel", label="dog")})
    assert path in paths(decided, label="dog", split="train")
    moved = decide("pets", path, Decision(kind="move", split="test"))
    assert path in paths(moved, label="cat", split="test")


def test_what_was_left_out_is_among_what_was_decided_alone(pets):
    decided = decide("pets", "cat/001.png", Decision(kind="leave_out"))
    assert paths(decided, finding=DECIDED) == ["cat/001.png"]
    assert "cat/001.png" not in paths(decided)
    assert paths(decided, finding="near_duplicate") == []
