"""The network is the one that a spec asks for."""

from core.networks.augmentation import Augmentation
from core.specs.network import describe_network, resolve_recipe
from core.specs.training_spec import TrainingSpec


def test_the_network_is_what_the_spec_asks_for():
    assert resolve_recipe(TrainingSpec(architecture="article")) == Augmentation()
    assert resolve_recipe(TrainingSpec(architecture="compact")).flip
    assert not resolve_recipe(TrainingSpec(architecture="compact", augmentation=Augmentation())).flip
    smaller = Augmentation(flip=True, smaller=0.2)
    assert resolve_recipe(TrainingSpec(architecture="compact", augmentation=smaller)) == smaller
    assert resolve_recipe(TrainingSpec(architecture="article", augmentation=smaller)) == Augmentation(flip=True)
    asked = describe_network(TrainingSpec(augmentation=Augmentation(flip=True), dropout=0.25), classes=2)
    assert asked.nodes[0].name == "augment"
    assert next(node.layer.rate for node in asked.nodes if node.name == "dropout") == 0.25
