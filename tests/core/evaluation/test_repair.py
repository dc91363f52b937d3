"""A run whose state or result is damaged is rebuilt from what else is there, and its model is left alone."""

import re

import pytest

from core.errors import InputError
from core.evaluation.repair import find_damage, repair
from tests.queueing import as_worker


def read_model(run):
    return run.onnx_model.read_bytes()


def is_as_it_was(after, before):
    """Events have fewer digits of the numbers, and the times of phases rather than what was measured."""
    rounded = {name: getattr(before, name) for name in ("seconds", "images_per_second", "best_val_accuracy")}
    assert after.best_val_accuracy == pytest.approx(before.best_val_accuracy, abs=1e-5)
    return after.model_copy(update=rounded) == before


@pytest.mark.parametrize("damage", ["half", "empty", "missing"])
def test_a_lost_result_is_rebuilt_as_it_was(trained, damage):
    path, before, model = trained.path / "result.json", trained.read_training_result(), read_model(trained)
    if damage == "missing":
        path.unlink()
    else:
        path.write_text(path.read_text()[: 40 if damage == "half" else 0])
    assert find_damage(trained) == ["result.json"]
    assert repair(trained) == ["result.json"]
    after = trained.read_training_result()
    assert is_as_it_was(after, before)
    assert after.seconds.total == pytest.approx(before.seconds.total, abs=1.0)
    assert after.seconds.train == pytest.approx(before.seconds.train, abs=1.0)
    assert read_model(trained) == model
    assert (find_damage(trained), repair(trained)) == ([], [])


@pytest.mark.slow
def test_a_heads_result_is_rebuilt_too(transferred):
    before = transferred.read_training_result()
    (transferred.path / "result.json").write_text("{")
    repair(transferred)
    assert is_as_it_was(transferred.read_training_result(), before)


def test_an_empty_state_is_rebuilt_from_the_events(trained):
    before = trained.read_state()
    (trained.path / "state.json").write_text("")
    assert repair(trained) == ["state.json"]
    after = trained.read_state()
    assert (after.state, after.reason) == ("finished", None)
    assert after.ended == pytest.approx(before.ended, abs=5)


def test_a_run_with_a_model_has_not_failed_if_only_its_end_is_lost(trained):
    lines = trained.events.read_text().splitlines(keepends=True)
    trained.events.write_text("".join(line for line in lines if not re.search(r'"kind":"end"', line)))
    (trained.path / "state.json").write_text("")
    repair(trained)
    assert (trained.read_state().state, trained.read_state().reason) == ("finished", None)


def test_without_its_events_a_result_is_not_made_up(trained):
    trained.events.write_bytes(b"")
    (trained.path / "result.json").write_text("")
    with pytest.raises(InputError, match="keep the run, and evaluate the model anew"):
        repair(trained)
    assert trained.onnx_model.exists()


def test_what_a_worker_has_is_left_to_it(trained):
    as_worker(trained, "running")
    with pytest.raises(InputError, match="still running"):
        repair(trained)
