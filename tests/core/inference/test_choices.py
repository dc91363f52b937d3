"""Which runs can be asked."""

from core.inference.choices import choices
from core.runs import folder
from core.specs.training_spec import TrainingSpec


def test_without_runs_there_is_no_choice():
    assert list(choices()) == []


def test_a_run_with_a_model_is_offered_with_its_accuracy(trained):
    folder.create(TrainingSpec(dataset="digits"))  # queued: it has no model
    (choice,) = choices()
    assert (choice.run_id, choice.architecture, choice.dataset) == (trained.run_id, "article", "digits")
    assert choice.accuracy == trained.result().metrics.accuracy


def test_a_damaged_run_does_not_hide_the_others(trained):
    broken = folder.create(TrainingSpec(dataset="digits"))
    broken.onnx_model.write_bytes(b"model")
    (broken.path / "spec.json").write_text("{")
    assert [choice.run_id for choice in choices()] == [trained.run_id]
