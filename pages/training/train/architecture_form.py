"""The choice of an architecture: which is recommended for the dataset, how good it got on others, how long it takes."""

import streamlit as st

from core.content.recorded.three_ways import Way, three_ways
from core.data.intake.choices import Choice
from core.i18n import N_, _, sentences
from core.networks.backbones import LITE0
from core.networks.catalogue import translate_title
from core.runs.expected_time import estimate_seconds, is_measured
from core.runs.recommended import recommend
from core.specs.settings import list_settings
from core.specs.training_spec import DESIGNED
from core.units import format_estimate, format_guess, format_per_cent
from pages.training.train.backbone_form import find_backbone
from pages.training.train.design_form import find_problem, has_design
from pages.training.train.fitting import suppose
from pages.training.train.form_state import STATE, build_spec
from pages.training.train.pretrained_form import adapt_defaults

PRETRAINED = "pretrained"
ABOUT = {
    PRETRAINED: N_("It has seen a million photos already; only your classes are new."),
    "compact": N_("It learns from your pictures alone, and changes them at random so that it does not memorise them."),
    DESIGNED: N_("Blocks that you have put together yourself on the screen Design."),
    "article": N_("Two convolutions and one large dense layer. Take it to see how a network memorises its pictures."),
}
WAYS: dict[str, Way] = {PRETRAINED: "head", "compact": "scratch"}


def choose_architecture(choice: Choice) -> None:
    pretrained = find_backbone(choice).name
    names = [pretrained, "compact", "article", *([DESIGNED] if has_design() else [])]
    st.radio(
        _(list_settings()["architecture"].form.title),
        names,
        format_func={name: translate_title(name) for name in names}.__getitem__,
        captions=[_format_caption(name, choice) for name in names],
        key=STATE.key("architecture"),
        on_change=adapt_defaults,
    )


def _format_caption(name: str, choice: Choice) -> str:
    """What is told below its name. The badge stands here: a browser sends a choice by its name, which has to stay."""
    known = PRETRAINED if name not in ABOUT else name
    told = sentences(_(ABOUT[known]), *_format_expectations(name, known, choice))
    badge = _("recommended")
    return f":green-badge[{badge}] {told}" if name == recommend(choice) else told


def _format_expectations(name: str, known: str, choice: Choice) -> list[str]:
    """How good it got on photos where that was recorded, and how long it takes here where that can be told."""
    found = []
    if known in WAYS and not choice.drawn:
        trial = three_ways().nearest_trial(WAYS[known], choice.training // choice.classes)
        recorded = LITE0.name if known == PRETRAINED else known
        text = (
            _("With {photos} photos each of cats and dogs it got {accuracy} of unseen ones right.")
            if name == recorded
            else _("With {photos} photos each of cats and dogs {network} got {accuracy} of unseen ones right.")
        )
        shares = {"photos": trial.per_class, "accuracy": format_per_cent(trial.accuracy)}
        found.append(text.format(network=translate_title(recorded), **shares))
    return [*found, *_tell_time(name, choice)]


def _tell_time(name: str, choice: Choice) -> list[str]:
    """How long a training of it takes here; nothing where nothing tells, as of a design that does not fit."""
    if name == DESIGNED and STATE["design"] is None:
        return []
    spec = build_spec(suppose(choice, name))
    seconds = None if find_problem(spec, choice.classes) else estimate_seconds(spec, choice)
    if seconds is None:
        return []
    if is_measured(spec):
        return [_("About {time} on this machine.").format(time=format_estimate(seconds))]
    return [_("Roughly {time} on this machine.").format(time=format_guess(seconds))]
