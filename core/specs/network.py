"""The network that a spec asks for, as a description: pages show it, the worker builds it."""

from core.networks.architecture import Architecture, add_augmentation, add_dropout, takes_any_size, without
from core.networks.augmentation import Augmentation
from core.networks.catalogue import describe, learning, translate_title
from core.networks.design.lowering import lower
from core.networks.layers import Dropout
from core.specs.training_spec import TrainingSpec


def describe_network(spec: TrainingSpec, classes: int) -> Architecture:
    """The spec's architecture with its dropout, its training pictures augmented; a head alone has neither."""
    plain = describe_learning(spec, classes)
    if spec.head_only:
        return without(plain, Dropout)
    if spec.dropout is not None:
        plain = add_dropout(plain, spec.dropout)
    return add_augmentation(plain, resolve_recipe(spec))


def describe_learning(spec: TrainingSpec, classes: int) -> Architecture:
    """The spec's architecture, of a pretrained one with what of it learns."""
    plain = describe_plain(spec, classes)
    return learning(plain, spec.trainable) if spec.backbone else plain


def describe_plain(spec: TrainingSpec, classes: int) -> Architecture:
    """The spec's architecture as it is by itself, one that was designed included.

    Raises:
        BlockError: a block of the design does not fit.

    """
    if spec.design:
        return lower(spec.design, spec.image_size, classes).architecture
    return describe(spec.architecture, spec.image_size, classes)


def translate_network(spec: TrainingSpec) -> str:
    """What people call the spec's network: a design has its own name."""
    return spec.design.name if spec.design else translate_title(spec.architecture)


def resolve_recipe(spec: TrainingSpec) -> Augmentation:
    """The spec's augmentation, or that which its architecture brings; nothing smaller where its size is fixed."""
    plain = describe_plain(spec, classes=2)
    wanted = plain.recipe if spec.augmentation is None else spec.augmentation
    return wanted if takes_any_size(plain) else wanted.model_copy(update={"smaller": 0.0})
