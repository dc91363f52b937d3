"""What to search: a dataset, a network, a budget, and the settings that vary."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from core import recent
from core.data.intake import choices
from core.errors import InputError
from core.i18n import N_, Message, _, ngettext
from core.networks.backbones import BACKBONES
from core.networks.catalogue import translate_title
from core.runs.expected_time import estimate_seconds
from core.runs.recommended import recommend_view_for
from core.search.trial_epochs import suggest_epochs
from core.specs.designs.link import decode_design, encode_design
from core.specs.designs.store import list_designs, load_design
from core.specs.named_values import spec_from
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Dimension, Space, suggest_space
from core.specs.setting_words import describe_value, get_title
from core.specs.settings import list_settings
from core.specs.spec_errors import explain_error
from core.specs.training_spec import DESIGNED, TrainingSpec
from core.units import format_estimate
from pages.shared.plain import escape_markdown
from pages.shared.screen_state import Field, State, choice, integer

PRETRAINED = tuple(one.name for one in BACKBONES.values() if one.packaged)
NETWORKS = ("compact", "article", *PRETRAINED, DESIGNED)
FINE_TUNED = ("top", "all")  # a head alone leaves nothing to search
SECONDS = {
    "none": N_("accuracy alone"),
    "parameters": N_("accuracy against size"),
    "seconds": N_("accuracy against time"),
}
TABLE = "search.space"
KEPT = "search.kept_design"
OWN_SIZE = "search.own_size"  # of a pretrained network
VARIES, LOW, HIGH, LOG, CHOICES, SETTING = ("varies", "low", "high", "log", "choices", "setting")

STATE = State(
    "search",
    {
        "dataset": Field("sketches", always=True, read=lambda text: choice("", choices.list_names()).read(text)),
        "network": choice("compact", NETWORKS),
        "trainable": choice(FINE_TUNED[0], FINE_TUNED),
        "design": Field(None, read=decode_design, write=encode_design),
        "size": integer(64, 32, 512),
        "epochs": integer(0, 0, 1000),
        "minutes": integer(25, 1, 10080),
        "trials": integer(0, 0, 10_000),
        "parallel": integer(1, 1, 64),
        "against": choice("none", SECONDS),
    },
    following=lambda _values: {"dataset": recent.last("dataset", choices.list_names()) or choices.list_names()[0]},
)


def ask() -> SearchSpec | None:
    """The request that the form holds; None while it is none, with the reason on screen."""
    _ask_for_network()
    _ask_for_budget()
    try:
        base = _build_base()
        space = _ask_for_space(base)
        _tell_time(base)
        return SearchSpec(
            base=base, space=space, minutes=STATE["minutes"], trials=STATE["trials"] or None,
            parallel=STATE["parallel"], second=STATE["against"],
        )  # fmt: skip
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return None


def fill(request: SearchSpec) -> None:
    """Put what was asked for into the form, in a callback; what varies is suggested anew."""
    base = request.base
    own: dict[str, Any] = (
        {"trainable": base.trainable} if base.architecture in PRETRAINED else {"size": base.image_size}
    )
    if base.dataset in choices.list_names():
        own["dataset"] = base.dataset
    STATE.set(
        design=base.design, epochs=base.epochs, minutes=round(max(1.0, request.minutes)),
        network=base.architecture if base.architecture in NETWORKS else NETWORKS[0],
        trials=request.trials or 0, parallel=request.parallel, against=request.second, **own,
    )  # fmt: skip


def _ask_for_network() -> None:
    st.selectbox(_("Dataset"), choices.list_names(), key=STATE.key("dataset"))
    names = [name for name in NETWORKS if name != DESIGNED or STATE["design"] is not None or list_designs()]
    if STATE["network"] == DESIGNED and STATE["design"] is None:
        kept = list_designs()
        STATE.set(**({"design": load_design(kept[0])} if kept else {"network": NETWORKS[0]}))
    st.radio(_("Network"), names, format_func=translate_title, key=STATE.key("network"), horizontal=True)
    if STATE["network"] in PRETRAINED:
        _ask_what_learns()
    if STATE["network"] == DESIGNED and (kept := list_designs()):
        name = STATE["design"].name
        st.selectbox(_("Design"), kept, index=kept.index(name) if name in kept else None, key=KEPT, placeholder=name,
                     on_change=_take_design)  # fmt: skip


def _ask_what_learns() -> None:
    setting = list_settings()["trainable"]
    st.segmented_control(
        _(setting.form.title), FINE_TUNED, format_func=lambda name: str(describe_value(setting.name, name)),
        key=STATE.key("trainable"), required=True,
        help=_("The head is trained first. With it alone there is nothing to search: it trains until it converges."),
    )  # fmt: skip


def _take_design() -> None:
    if name := st.session_state[KEPT]:
        STATE.set(design=load_design(name))


def _ask_for_budget() -> None:
    first, second, third = st.columns(3)
    first.number_input(_("Minutes"), 1, 10080, key=STATE.key("minutes"))
    second.number_input(_("Trials at most (0: no limit)"), 0, 10_000, key=STATE.key("trials"))
    third.number_input(
        _("Trials at once"), 1, 64, key=STATE.key("parallel"), help=_("As far as there are free places.")
    )
    size, epochs, against = st.columns(3)
    if backbone := BACKBONES.get(STATE["network"]):
        size.number_input(
            _("Image size (px)"), value=backbone.image_size, disabled=True, key=f"{OWN_SIZE}.{backbone.name}"
        )
    else:
        size.number_input(_("Image size (px)"), 32, 512, step=16, key=STATE.key("size"))
    epochs.number_input(_("Epochs a trial (0: what suits the budget)"), 0, 1000, key=STATE.key("epochs"))
    against.selectbox(
        _("Aim"), list(SECONDS), format_func=lambda name: _(SECONDS[name]), key=STATE.key("against"),
        help=_("With two aims no trial is stopped early."),
    )  # fmt: skip


def _build_base() -> TrainingSpec:
    network, found = STATE["network"], choices.find_choice(STATE["dataset"])
    values: dict[str, Any] = {
        "dataset": found.name, "architecture": network, "schedule": "cosine",
        "view": recommend_view_for(found, network),
    }  # fmt: skip
    if network in PRETRAINED:
        values["trainable"] = STATE["trainable"]
    else:
        values["image_size"] = STATE["size"]
    base = spec_from(values | ({"design": STATE["design"]} if network == DESIGNED else {}))
    epochs = STATE["epochs"] or suggest_epochs(base, found, STATE["minutes"])
    return base.model_copy(update={"epochs": epochs})


def _ask_for_space(base: TrainingSpec) -> Space:
    """The suggested settings as a table whose limits can be changed, and whose rows can be taken out."""
    with st.expander(_("What varies"), icon=":material/tune:"):
        edited = st.data_editor(
            tabulate_space(suggest_space(base)), hide_index=True, key=f"{TABLE}.{base.architecture}",
            disabled=[SETTING], column_config=_name_columns(), placeholder="",
        )  # fmt: skip
    return read_table(edited)


def _name_columns() -> dict[str, Any]:
    return {
        SETTING: _("Setting"), VARIES: _("Varies"), LOW: _("From"), HIGH: _("To"), LOG: _("By factors"),
        CHOICES: _("Choices"),
    }  # fmt: skip


def tabulate_space(space: Space) -> pd.DataFrame:
    """A row a setting, which the index names as commands do; its choices as text, with commas between."""
    rows = [
        {
            SETTING: _(get_title(name)), VARIES: True, LOW: one.low, HIGH: one.high, LOG: one.log,
            CHOICES: ", ".join(map(str, one.choices)),
        }
        for name, one in space.root.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, index=list(space.root)).astype({LOW: float, HIGH: float})


def read_table(table: pd.DataFrame) -> Space:
    """The space that the table says: what varies, whole numbers where a setting has no others.

    Raises:
        InputError: a row names neither limits that can be nor choices.

    """
    rows = zip(table.index, table.to_dict("records"), strict=True)
    return Space({str(name): _read_row(str(name), row) for name, row in rows if row[VARIES]})


def _read_row(name: str, row: Mapping[Hashable, Any]) -> Dimension:
    texts = [text.strip() for text in str(row[CHOICES] or "").split(",") if text.strip()]
    try:
        if texts:
            return Dimension(choices=tuple(_read_choice(text) for text in texts))
        return Dimension(low=row[LOW], high=row[HIGH], log=bool(row[LOG]), whole=name.endswith(("depth", "kernel")))
    except ValidationError as error:
        raise InputError(
            N_("{setting}: {reason}. Correct its row under “What varies”."),
            setting=Message(get_title(name)), reason=explain_error(error).reason,
        ) from error  # fmt: skip


def _read_choice(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _tell_time(base: TrainingSpec) -> None:
    seconds = estimate_seconds(base, choices.find_choice(base.dataset))
    if seconds is None:
        return
    trials = max(1, int(60 * STATE["minutes"] / seconds)) * STATE["parallel"]
    said = ngettext(
        "A whole trial of {n} epoch takes about {time} on this machine: room for about {count}, and for more as some"
        " are stopped.",
        "A whole trial of {n} epochs takes about {time} on this machine: room for about {count}, and for more as some"
        " are stopped.",
        base.epochs,
    )
    st.caption(said.format(n=base.epochs, time=format_estimate(seconds), count=trials))
