"""A spec of which nothing but the dataset is as it comes."""

from core.networks.augmentation import Augmentation
from core.specs.training_spec import TrainingSpec

EVERYTHING = TrainingSpec(
    architecture="compact",
    epochs=7,
    image_size=64,
    batch_size=8,
    learning_rate=0.0003,
    seed=5,
    optimizer="sgd",
    momentum=0.8,
    nesterov=True,
    schedule="one_cycle",
    warm_up=0.3,
    weight_decay=0.001,
    clip_norm=1.5,
    label_smoothing=0.05,
    class_weights="balanced",
    early_stopping=2,
    dropout=0.3,
    augmentation=Augmentation(
        flip=True, rotation=10, zoom=0.1, crop=0.4, shift=0.1, contrast=0.2, brightness=0.1, colour=0.1, erasing=0.1,
        smaller=0.1, mixup=0.2,
    ),
    device="cpu",
    precision="float32",
)  # fmt: skip
