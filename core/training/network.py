"""The network that a spec asks for, as a description: pages show it, the worker builds it."""

from core.models.architecture import NO_AUGMENTATION, Architecture, augmented, with_dropout
from core.models.augmentation import Augmentation
from core.models.catalogue import describe
from core.models.efficientnet import NAME as PRETRAINED
from core.models.efficientnet import learning
from core.training.spec import TrainingSpec


def network(spec: TrainingSpec, classes: int) -> Architecture:
    """The spec's architecture with its dropout, its training pictures augmented."""
    plain = describe(spec.architecture, spec.image_size, classes)
    if spec.architecture == PRETRAINED:
        plain = learning(plain, spec.trainable)
    if spec.dropout is not None:
        plain = with_dropout(plain, spec.dropout)
    return augmented(plain, recipe(spec))


def recipe(spec: TrainingSpec) -> Augmentation:
    """The spec's augmentation, or that which its architecture brings; a head alone learns from pictures as they are."""
    if spec.head_only:
        return NO_AUGMENTATION
    if spec.augmentation is not None:
        return spec.augmentation
    return describe(spec.architecture, spec.image_size, classes=2).recipe
