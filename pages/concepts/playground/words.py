"""The names of what can be chosen on the screen “Playground”, and its other words, for the browser."""

from collections.abc import Mapping
from typing import Any

from core.concepts.activations import ACTIVATIONS
from core.i18n import N_, _

POINTS: Mapping[str, str] = {
    "rings": N_("rings"),
    "checker": N_("squares (XOR)"),
    "spirals": N_("spirals"),
    "moons": N_("moons"),
    "clouds": N_("clouds"),
    "slope": N_("regression: slope"),
    "hills": N_("regression: hills"),
    "ripple": N_("regression: ripple"),
    "own": N_("your own points"),
}
LOSSES = {"crossentropy": N_("cross-entropy"), "mse": N_("squared error"), "huber": "Huber"}
OPTIMIZERS = {
    "gradient_descent": N_("Gradient descent"), "momentum": N_("Momentum"), "nesterov": N_("Nesterov"),
    "rmsprop": "RMSProp", "adam": "Adam", "adamw": "AdamW",
}  # fmt: skip
STARTS = {
    "glorot_uniform": N_("glorot uniform"),
    "he_normal": N_("he normal"),
    "random_normal": N_("random normal"),
    "zeros": N_("zeros"),
}
PENALTIES = {"none": N_("no penalty"), "l1": "L1", "l2": "L2"}
TASKS = {"classes": N_("classes"), "values": N_("values")}
FEATURES = {
    "x1": "x₁", "x2": "x₂", "x1x1": "x₁²", "x2x2": "x₂²", "x1x2": "x₁x₂", "sin1": "sin 2x₁", "sin2": "sin 2x₂",
}  # fmt: skip


def list_options() -> dict[str, dict[str, str]]:
    """What each list of choices offers, by the name of its field."""
    return {
        "points": _translate(POINTS),
        "task": _translate(TASKS),
        "f": {name: ACTIVATIONS[name].title for name in ACTIVATIONS},
        "loss": _translate(LOSSES),
        "optimizer": _translate(OPTIMIZERS),
        "start": _translate(STARTS),
        "penalty": _translate(PENALTIES),
    }


def _translate(names: Mapping[str, str]) -> dict[str, str]:
    return {name: _(title) for name, title in names.items()}


def list_words() -> dict[str, Any]:
    """Every word of the drawing, by the name that its script knows it by."""
    return {**_list_control_words(), **_list_network_words(), **_list_point_words(), **_list_surface_words()}


def _list_control_words() -> dict[str, Any]:
    """What the buttons and the choices are called."""
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "step": _("One update"),
        "epoch_step": _("One epoch"),
        "reset": _("Start again"),
        "epoch": _("epoch"),
        "rate": _("Learning rate"),
        "speed": _("Speed"),
        "speeds": [_("slow"), _("an epoch a frame"), _("as fast as it goes")],
        "loss": _("loss"),
        "train": _("training"),
        "test_set": _("test"),
        "right": _("right"),
        "task": _("Labels"),
        "points": _("Points"),
        "classes": _("Classes"),
        "count": _("How many"),
        "noise": _("Noise"),
        "test": _("Kept for the test, %"),
        "seed": _("Seed"),
        "f": _("Activation"),
        "start": _("Initial weights"),
        "loss_kind": _("Loss"),
        "optimizer": _("Optimiser"),
        "batch": _("Batch size"),
        "penalty": _("Regularisation"),
        "strength": _("Its strength"),
        "stop": _("Stop at a loss of"),
        "data_group": _("Data"),
        "network_group": _("Network"),
        "training_group": _("Training"),
    }


def _list_network_words() -> dict[str, Any]:
    """What the network and its parts are called."""
    return {
        "features": _("Inputs"),
        "layers": _("{count} hidden layers"),
        "add_layer": _("Add a hidden layer"),
        "drop_layer": _("Remove the last hidden layer"),
        "add_unit": _("Add a unit to layer {layer}"),
        "drop_unit": _("Remove a unit of layer {layer}"),
        "unit": _("layer {layer}, unit {unit}"),
        "output": _("output"),
        "output_of": _("output for class {unit}"),
        "feature": _("input {name}"),
    }


def _list_point_words() -> dict[str, Any]:
    """What is said of the points, and of what the network says about them."""
    return {
        "brush": _("Draw points"),
        "class_brush": _("Draw points of class {name}"),
        "value_brush": _("Draw points of value {name}"),
        "eraser": _("Erase points"),
        "clear": _("Remove all points"),
        "plane": _("The plane. Choose a colour and draw, or move the cross with the arrow keys and press Enter."),
        "hint": _("Choose a colour and draw. Point at a unit to see what it sees."),
        "show_tests": _("Show test points"),
        "hard": _("Decisions alone"),
        "at": _("at ({x}, {y})"),
        "says": _("the network says {value}"),
        "diverged": _("The numbers grew past what a computer holds. Lower the learning rate and start again."),
        "reached": _("The training loss has reached {stop} after epoch {epoch}."),
        "too_few": _("Draw some points to train on."),
        "replaying": _("Training up to where the link leads ..."),
        "inexact": _("Points or weights were changed during the training: the link leads to its beginning."),
        "most": _("A link holds {most} points; there is no room for more."),
    }


def _list_surface_words() -> dict[str, Any]:
    """What is said of the surface of the loss, of the drawings, and of a chosen unit."""
    return {
        "surface": _("The loss around the weights"),
        "path_plane": _("along the path"),
        "random_plane": _("random"),
        "path_note": _(
            "Directions: the two principal components of the path, centred on the present weights (Li et al. 2018)."
            " They hold {first} and {second} of its variance."
        ),
        "random_note": _(
            "Directions: random, each filter as long as the network's own (filter-normalised, Li et al. 2018). Of the"
            " path they show next to nothing: in so many dimensions two random directions miss it."
        ),
        "surface_wait": _("Train for a moment: a surface needs a path."),
        "surface_alt": _("The loss of the training points around the present weights, with the path of the training"),
        "curve_alt": _("The loss of the training and of the test points over the epochs"),
        "network_alt": _("The network: every weight a line, its width the size, its colour the sign"),
        "legend": _(
            "A line is a weight: its width the size, blue negative, orange positive. Click it to change it. The squares"
            " are biases."
        ),
        "unit_panel": _("Choose a unit to read its formula and change its weights."),
        "weight": _("weight of {name}"),
        "bias": _("bias"),
        "close": _("Close"),
    }
