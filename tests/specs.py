"""A spec of which nothing but the dataset is as it comes, and a strategy for every other."""

from hypothesis import strategies as st

from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES
from core.specs.settings import list_settings
from core.specs.training_spec import DESIGNED, TrainingSpec

EVERYTHING = TrainingSpec(
    architecture="compact",
    epochs=7,
    image_size=64,
    view="letterbox",
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

LETTERS = "aZ09 -_.=,'\"\\/\n猫é🐶"  # in names of datasets


def values_of(setting):
    """A strategy for every valid value of a setting that needs no design beside it."""
    if setting.name == "device":
        return st.sampled_from(("auto", "cpu", "all")) | st.integers(0, 999).map("gpu:{}".format)
    if setting.choices:
        return st.sampled_from([choice for choice in setting.choices if choice != DESIGNED])
    values = {
        "boolean": st.booleans(),
        "integer": st.integers(setting.low, setting.high),
        "number": st.floats(setting.low, setting.high, allow_infinity=False),
        "string": st.text(LETTERS, min_size=1).filter(lambda text: text != "--"),  # argparse takes that from anybody
    }[setting.kind]
    return st.none() | values if setting.optional else values


@st.composite
def valid_specs(draw, **strategies):
    """Any spec that there can be; `strategies` draw the values of the settings that they are named after."""
    values = {}
    for name, setting in list_settings().items():
        field, dot, part = name.partition(".")
        if setting.kind == "object":
            values[name] = draw(st.none() | st.just({}))
        elif not dot:
            values[name] = draw(strategies[name] if name in strategies else values_of(setting))
        elif values[field] is not None:
            values[field] |= {part: draw(values_of(setting))}
    if values["architecture"] in BACKBONES:
        values["image_size"] = BACKBONES[values["architecture"]].image_size
    return TrainingSpec(**values)
