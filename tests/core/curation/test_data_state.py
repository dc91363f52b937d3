"""What is known of a dataset is said beside its figures, and follows every decision."""

from core.curation.current_state import load_state
from core.curation.deciding.decide import decide, undo
from core.curation.health import judge
from core.curation.known import find_known
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding
from tests.core.data.pictures import spoiled_classes


def make_spoiled(tmp_path):
    return adding.add(spoiled_classes(tmp_path / "photos", 12), "spoiled")


def test_leaks_conflicts_and_absent_classes_are_told_and_decisions_count(tmp_path):
    dataset = make_spoiled(tmp_path)
    state = load_state(dataset)
    assert (state.leaks, state.conflicts, state.absent) == (1, 2, ["owl"])
    assert state.version == dataset.version
    told = [str(note) for note in state.explain()]
    assert told[0].startswith("1 of the validation and test pictures are in another split too")
    assert told[1].startswith("2 pictures are under two labels")
    assert told[2].startswith("There are no test pictures of owl")
    moved = decide("spoiled", "test/cat/z.png", Decision(kind="move", split="train"))
    assert load_state(moved).leaks == 0
    assert load_state(moved).version != state.version
    undo("spoiled")
    again = load_state(datasets.load("spoiled"))
    assert (again.leaks, again.version) == (1, state.version)


def test_the_health_names_the_worst_first_and_a_sound_dataset_has_all(tmp_path):
    dataset = make_spoiled(tmp_path)
    health = judge(dataset, find_known(dataset))
    assert list(health.counts)[:3] == ["leakage", "label_conflict", "class_missing"]
    assert health.score < 80
    assert health.notes[0].startswith("Same picture in two splits: 1. The model is tested on pictures")
    sound = adding.add("sketches", "sound", options={"count": 120, "size": 64})
    health = judge(sound, find_known(sound))
    assert (health.score, health.counts) == (100, {})
    assert health.notes == ["Nothing was found that would spoil a result."]
