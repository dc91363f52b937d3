"""The form that asks for a training: good defaults at first sight, everything else folded away by what it is about."""

import streamlit as st

from core.data.intake.choices import Choice
from core.i18n import N_, _
from core.jobs.gpus import gpu_names
from pages.server.language import linked
from pages.training.train.augmentation_form import augmentation
from pages.training.train.backbone_form import backbone, chosen
from pages.training.train.form_state import (
    CLASS_WEIGHTS,
    LARGEST_DROPOUT,
    OPTIMIZERS,
    PRECISIONS,
    SCHEDULES,
    STATE,
    spec,
)
from pages.training.train.pretrained_form import is_pretrained, remember, suit, what_learns
from pages.training.train.rate_test import rate_test

SMALLEST, LARGEST_DEFAULT = 32, 224
UNFOLDED = STATE.key("augmentation_unfolded")
ABOUT = {
    "article": N_("The article's CNN: two convolutions and one large dense layer. It learns by heart easily."),
    "compact": N_("A small residual network with augmentation. Slower a step, far better on pictures it has not seen."),
}
PRETRAINED = N_("{title}, which a million photos have taught to see; only your classes are new.")
OPTIMIZER_NAMES = {"sgd": "SGD", "rmsprop": "RMSprop", "adam": "Adam", "adamw": "AdamW"}
SCHEDULE_NAMES = {"constant": N_("constant"), "cosine": N_("cosine"), "one_cycle": N_("one-cycle")}
WEIGHT_NAMES = {"none": N_("all pictures alike"), "balanced": N_("all classes alike")}
PRECISION_NAMES = {
    "auto": N_("auto: measure, then take the faster"),
    "float32": "float32",
    "mixed_bfloat16": "mixed_bfloat16",
    "mixed_float16": "mixed_float16",
}


def default_size(choice: Choice) -> int:
    """224 px, or the pictures' own size where that is smaller."""
    return max(SMALLEST, min(LARGEST_DEFAULT, choice.side))


def training_form(choice: Choice) -> None:
    """What everyone wants to choose; `more_settings` asks for the rest, `training_state.spec` is what was answered."""
    if STATE["image_size"] is None:
        STATE.set(image_size=default_size(choice))
    remember()
    pretrained = chosen()
    st.radio(
        _("Architecture"),
        [*ABOUT, pretrained.name],
        captions=[*(_(text) for text in ABOUT.values()), _(PRETRAINED).format(title=pretrained.title)],
        key=STATE.key("architecture"),
        on_change=suit,
    )
    if is_pretrained():
        backbone()
        what_learns()
    if not spec().head_only:
        _how_it_learns()


def _how_it_learns() -> None:
    left, right = st.columns(2)
    left.number_input(
        _("Epochs"), 1, 1000, key=STATE.key("epochs"),
        help=linked(_("How often the network sees every training picture. [Watch one learn](learning?epoch=100)")),
    )  # fmt: skip
    if not is_pretrained():
        right.number_input(
            _("Image size (px)"), SMALLEST, 512, step=16, key=STATE.key("image_size"),
            help=_("Every picture is resized to a square of this side. Twice the side takes about four times as long."),
        )  # fmt: skip
    left, right = st.columns(2)
    left.number_input(
        _("Batch size"), 1, 1024, key=STATE.key("batch_size"),
        help=linked(_("How many pictures go into one step of the optimiser; the gradient of a few is noisy."
                      " [See the noise](optimizers?closely=gradient_descent&noise=2)")),
    )  # fmt: skip
    right.number_input(
        _("Learning rate"), 1e-8, 10.0, step=1e-4, format="%g", key=STATE.key("learning_rate"),
        help=linked(_("How far one step goes. Too high and the loss jumps; too low and it hardly moves."
                      " [See it jump](learning?rate=60&epoch=100&stage=update)")),
    )  # fmt: skip


def more_settings(choice: Choice) -> None:
    """Everything else, folded away by what it is about."""
    if spec().head_only:
        return
    with st.expander(_("Find a learning rate"), icon=":material/query_stats:"):
        rate_test(spec())
    with st.expander(_("Optimiser"), icon=":material/speed:"):
        _optimiser()
    with st.expander(_("Regularisation"), icon=":material/shield:"):
        _regularisation()
    pictures = st.expander(_("Augmentation"), icon=":material/auto_fix_high:", key=UNFOLDED, on_change="rerun")
    with pictures:
        augmentation(choice, looked_at=bool(pictures.open))
    with st.expander(_("Machine"), icon=":material/memory:"):
        _machine()


def _optimiser() -> None:
    left, right = st.columns(2)
    left.selectbox(
        _("Optimiser"), OPTIMIZERS, format_func=OPTIMIZER_NAMES.__getitem__, key=STATE.key("optimizer"),
        help=linked(_("The rule that turns gradients into steps. Weight decay is apart from the gradients here, so"
                      " Adam with it is AdamW. [Watch them race](optimizers)")),
    )  # fmt: skip
    right.selectbox(
        _("Schedule"), SCHEDULES, format_func=lambda name: _(SCHEDULE_NAMES[name]), key=STATE.key("schedule"),
        help=linked(_("Cosine climbs to the rate and falls smoothly to a hundredth; one-cycle falls to nearly nothing."
                      " [See why: a constant rate never settles](optimizers?closely=gradient_descent&noise=2)")),
    )  # fmt: skip
    left, right = st.columns(2)
    left.number_input(
        _("Momentum (share kept)"), 0.0, 0.999, step=0.05, format="%g", key=STATE.key("momentum"),
        disabled=STATE["optimizer"] not in ("sgd", "rmsprop"),
        help=linked(_("How much of its last step the next one keeps; of SGD and RMSprop."
                      " [See it](optimizers?closely=momentum)")),
    )  # fmt: skip
    right.number_input(
        _("Warm-up (share)"), 0.0, 0.9, step=0.05, format="%g", key=STATE.key("warm_up"),
        disabled=STATE["schedule"] == "constant",
        help=linked(_("The share of all steps in which a schedule climbs to the learning rate."
                      " [See first steps that are too long](learning?rate=60&epoch=100&stage=update)")),
    )  # fmt: skip
    left, right = st.columns(2, vertical_alignment="bottom")
    left.number_input(
        _("Clip gradients at norm"), 0.0, step=0.5, format="%g", key=STATE.key("clip_norm"),
        help=linked(_("Shortens all gradients together to this length where they are longer; 0 leaves them alone."
                      " [See steps that grow](optimizers?closely=gradient_descent&rate=0.21)")),
    )  # fmt: skip
    right.checkbox(
        "Nesterov", key=STATE.key("nesterov"), disabled=STATE["optimizer"] != "sgd",
        help=linked(_("Takes the gradient where momentum is about to lead, not where it is; of SGD."
                      " [See it](optimizers?closely=nesterov)")),
    )  # fmt: skip


def _regularisation() -> None:
    left, right = st.columns(2)
    left.number_input(
        _("Weight decay"), 0.0, 0.99, step=0.01, format="%g", key=STATE.key("weight_decay"),
        help=linked(_("Every step draws every weight towards zero by this share of the rate; 0 is off."
                      " [See it](optimizers?closely=adamw&decay=0.1)")),
    )  # fmt: skip
    right.number_input(
        _("Dropout"), 0.0, LARGEST_DROPOUT, step=0.1, format="%g", key=STATE.key("dropout"), placeholder=_("its own"),
        help=linked(_("The share of units that each training step leaves out, so that none can rely on another."
                      " Left empty, it is as the architecture has it. [See what it is against](article)")),
    )  # fmt: skip
    left, right = st.columns(2)
    left.number_input(
        _("Label smoothing"), 0.0, 0.49, step=0.01, format="%g", key=STATE.key("label_smoothing"),
        help=linked(_("Asks for a little less than certainty, which helps with doubtful labels."
                      " [See the loss](losses)")),
    )  # fmt: skip
    right.number_input(
        _("Early stopping (epochs)"), 0, 1000, key=STATE.key("early_stopping"),
        help=linked(_("Ends the run after so many epochs without a better one; 0 lets it go on."
                      " [See epochs that only memorise](article)")),
    )  # fmt: skip
    st.selectbox(
        _("What weighs the same"), CLASS_WEIGHTS, format_func=lambda name: _(WEIGHT_NAMES[name]),
        key=STATE.key("class_weights"),
        help=linked(_("All classes alike: a picture of a rare class counts for more, so that it is not passed over."
                      " [See the loss that is weighted](losses)")),
    )  # fmt: skip


def _machine() -> None:
    names = _devices()
    st.selectbox(
        _("Device"), list(names), format_func=names.__getitem__, key=STATE.key("device"),
        help=_("Where the training is computed. Several GPUs share each batch."),
    )  # fmt: skip
    st.selectbox(
        _("Precision of the numbers"), PRECISIONS, format_func=lambda name: _(PRECISION_NAMES[name]),
        key=STATE.key("precision"), help=_("Mixed precision is faster on hardware that is made for it."),
    )  # fmt: skip
    st.number_input(
        _("Random seed"), 0, 2**31 - 1, key=STATE.key("seed"),
        help=linked(_("The same seed starts from the same weights and the same order of pictures."
                      " [See why weights start from chance](learning?start=zeros&epoch=100&stage=backward)")),
    )  # fmt: skip


def _devices() -> dict[str, str]:
    """The devices there are, and the one that a link or a file names even where it is not."""
    gpus = gpu_names()
    known = {"auto": _("auto: a GPU if there is one"), "cpu": "CPU"}
    known |= {f"gpu:{place}": f"GPU {place}: {name}" for place, name in enumerate(gpus)}
    if len(gpus) > 1:
        known["all"] = _("all {count} GPUs together").format(count=len(gpus))
    named = str(STATE["device"])
    return known if named in known else known | {named: _("{device} (not on this machine)").format(device=named)}
