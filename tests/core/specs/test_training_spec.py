"""A spec takes what makes sense and names what does not."""

from core.specs.training_spec import TrainingSpec


def test_the_defaults_are_those_of_the_form():
    spec = TrainingSpec()
    assert (spec.dataset, spec.architecture, spec.image_size) == ("sketches", "article", 96)
    assert (spec.batch_size, spec.epochs, spec.optimizer, spec.learning_rate) == (32, 10, "adam", 1e-3)
