"""What the kinds of layers are called beside Keras's names for them, where the reader's language has other words."""

from core.i18n import N_, _

NAMES = {
    "Activation": N_("activation"),
    "Add": N_("addition"),
    "AveragePooling2D": N_("average pooling"),
    "Augment": N_("augmentation"),
    "BatchNormalization": N_("batch normalisation"),
    "Conv2D": N_("convolution"),
    "Dense": N_("fully connected"),
    "DepthwiseConv2D": N_("depthwise convolution"),
    "Dropout": N_("dropout"),
    "Flatten": N_("flattening"),
    "GlobalAveragePooling2D": N_("global average pooling"),
    "GlobalMaxPooling2D": N_("global max pooling"),
    "LayerNormalization": N_("layer normalisation"),
    "MaxPooling2D": N_("max pooling"),
    "Multiply": N_("multiplication"),
    "PretrainedNetwork": N_("pretrained network"),
    "Rescaling": N_("rescaling"),
}


def translate_kind(kind: str) -> str:
    """Keras's name, which code needs, and beside it the reader's word if it is another."""
    name = NAMES.get(kind, "")
    return kind if _(name) == name else f"{kind} {_(name)}"
