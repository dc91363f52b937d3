"""The form that asks for a training: good defaults, everything else folded away, all of it kept in the address."""

import pandas as pd
import streamlit as st

from core.data.choices import Choice
from core.i18n import N_, _
from core.models.architecture import LayerSummary, parameters, summarize, training_memory
from core.models.catalogue import ARCHITECTURES, describe
from core.training.spec import TrainingSpec
from core.units import readable_bytes

DEFAULTS = TrainingSpec()
SMALLEST, LARGEST_DEFAULT = 32, 224
ABOUT = {
    "article": N_("The article's CNN: two convolutions and one large dense layer. It learns by heart easily."),
    "compact": N_("A small residual network with augmentation. Slower a step, far better on pictures it has not seen."),
}
SCHEDULES = {"constant": N_("constant"), "cosine": N_("cosine with warm-up")}
PRECISIONS = {
    "auto": N_("auto: measure, then take the faster"),
    "float32": "float32",
    "mixed_bfloat16": "mixed_bfloat16",
    "mixed_float16": "mixed_float16",
}


def default_size(choice: Choice) -> int:
    """224 px, or the pictures' own size where that is smaller."""
    return max(SMALLEST, min(LARGEST_DEFAULT, choice.side))


def training_form(choice: Choice) -> dict[str, object]:
    """Ask for everything but the dataset; the values belong to a `TrainingSpec`."""
    asked: dict[str, object] = {"dataset": choice.name}
    asked["architecture"] = st.radio(
        _("Architecture"),
        list(ARCHITECTURES),
        captions=[_(ABOUT[name]) for name in ARCHITECTURES],
        key="architecture",
        bind="query-params",
    )
    first, second = st.columns(2)
    asked["epochs"] = first.number_input(
        _("Epochs"), 1, 1000, DEFAULTS.epochs, key="epochs", bind="query-params",
        help=_("How often the network sees every training picture."),
    )  # fmt: skip
    asked["image_size"] = second.number_input(
        _("Image size (px)"), SMALLEST, 512, default_size(choice), step=16, key=f"image_size_{choice.name}",
        help=_("Every picture is resized to a square of this side. Twice the side takes about four times as long."),
    )  # fmt: skip
    asked["batch_size"] = first.number_input(
        _("Batch size"), 1, 1024, DEFAULTS.batch_size, key="batch_size", bind="query-params",
        help=_("How many pictures go into one step of the optimiser."),
    )  # fmt: skip
    asked["learning_rate"] = second.number_input(
        _("Learning rate"), 1e-6, 10.0, DEFAULTS.learning_rate, step=1e-4, format="%g", key="learning_rate",
        bind="query-params", help=_("How far one step goes. Too high and the loss jumps; too low and it hardly moves."),
    )  # fmt: skip
    with st.expander(_("More settings")):
        asked |= _more()
    return asked


def _more() -> dict[str, object]:
    first, second = st.columns(2)
    return {
        "optimizer": first.selectbox(
            _("Optimiser"), ["adam", "adamw"], format_func={"adam": "Adam", "adamw": "AdamW"}.__getitem__,
            key="optimizer", bind="query-params", help=_("AdamW also draws every weight towards zero (weight decay)."),
        ),
        "weight_decay": second.number_input(
            _("Weight decay"), 0.0, 0.99, DEFAULTS.weight_decay, step=0.01, format="%g", key="weight_decay",
            bind="query-params", help=_("Only AdamW uses it."),
        ),
        "schedule": first.selectbox(
            _("Schedule of the learning rate"), list(SCHEDULES), format_func=lambda name: _(SCHEDULES[name]),
            key="schedule", bind="query-params",
            help=_("With cosine, the rate climbs for a tenth of the steps and then falls smoothly."),
        ),
        "label_smoothing": second.number_input(
            _("Label smoothing"), 0.0, 0.49, DEFAULTS.label_smoothing, step=0.01, format="%g", key="label_smoothing",
            bind="query-params", help=_("Asks for a little less than certainty, which helps with doubtful labels."),
        ),
        "precision": first.selectbox(
            _("Precision of the numbers"), list(PRECISIONS), format_func=lambda name: _(PRECISIONS[name]),
            key="precision", bind="query-params", help=_("Mixed precision is faster on hardware that is made for it."),
        ),
        "seed": second.number_input(
            _("Random seed"), 0, 2**31 - 1, DEFAULTS.seed, key="seed", bind="query-params",
            help=_("The same seed starts from the same weights and the same order of pictures."),
        ),
    }  # fmt: skip


def show_architecture(name: str, image_size: int, classes: int, batch_size: int) -> None:
    """The layers with their output shapes and parameters, and what training them takes."""
    rows = summarize(describe(name, image_size, classes))
    total = parameters(rows)
    count, memory = st.columns(2)
    count.metric(_("Parameters"), f"{total.trainable + total.frozen:,}")
    memory.metric(
        _("Memory for training"),
        readable_bytes(training_memory(rows, batch_size)),
        help=_("Estimated: the parameters with Adam's moments, and every layer's output with its gradient."),
    )
    st.dataframe(_table(rows), hide_index=True)


def _table(rows: list[LayerSummary]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Layer"): [row.name for row in rows],
            _("Kind"): [row.kind for row in rows],
            _("Output shape"): [" × ".join(map(str, row.output_shape)) for row in rows],
            _("Parameters"): [row.parameters.trainable + row.parameters.frozen for row in rows],
        }
    )
