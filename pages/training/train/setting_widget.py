"""The control of a setting: which it is, its limits and its texts follow from the field of the spec."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.i18n import _, sentences
from core.specs.setting_words import describe_value
from core.specs.settings import Setting, list_settings
from pages.server.language import add_language_to_links
from pages.training.train.form_state import STATE

Widget = Callable[[DeltaGenerator, Setting], None]


def draw_section(section: str, special: Mapping[str, Widget]) -> None:
    """Every setting of a section of the form, two a row; `special` draws those that have a control of their own."""
    for row in _rows([setting for setting in list_settings().values() if setting.form.section == section]):
        for place, setting in zip(_places(row), row, strict=False):
            special.get(setting.name, draw_setting)(place, setting)


def _places(row: Sequence[Setting]) -> Sequence[DeltaGenerator]:
    """A checkbox has no label above it, so it stands beside the box of its neighbour, and not beside the label."""
    if row[0].form.wide:
        return [st.container()]
    has_checkbox = any(setting.kind == "boolean" for setting in row)
    return st.columns(2, vertical_alignment="bottom" if has_checkbox else "top")


def _rows(found: Sequence[Setting]) -> Iterator[list[Setting]]:
    """Two a row in their order, but a wide one by itself."""
    row: list[Setting] = []
    for setting in found:
        if row and (len(row) == 2 or setting.form.wide or row[0].form.wide):
            yield row
            row = []
        row.append(setting)
    if row:
        yield row


def draw_setting(place: DeltaGenerator, setting: Setting) -> None:
    """The control that goes with the setting's kind; it is grey while the setting has no effect."""
    if setting.kind == "boolean":
        _checkbox(place, setting)
    elif setting.choices:
        _selectbox(place, setting)
    else:
        _number_input(place, setting)


def build_help(setting: Setting) -> str:
    """What the setting does, and a link to the screen that shows it, in the reader's language."""
    texts = filter(None, (setting.form.help, setting.form.see))
    return add_language_to_links(sentences(*map(_, texts)))


def _number_input(place: DeltaGenerator, setting: Setting) -> None:
    place.number_input(
        _(setting.form.title), setting.low, setting.high, step=setting.form.step, key=STATE.key(setting.name),
        format="%g" if setting.kind == "number" else None, placeholder=_(setting.form.nothing) or None,
        disabled=not setting.has_effect(STATE.values()), help=build_help(setting),
    )  # fmt: skip


def _checkbox(place: DeltaGenerator, setting: Setting) -> None:
    place.checkbox(
        _(setting.form.title), key=STATE.key(setting.name), disabled=not setting.has_effect(STATE.values()),
        help=build_help(setting),
    )  # fmt: skip


def _selectbox(place: DeltaGenerator, setting: Setting) -> None:
    place.selectbox(
        _(setting.form.title), setting.choices, format_func=lambda choice: str(describe_value(setting.name, choice)),
        key=STATE.key(setting.name), disabled=not setting.has_effect(STATE.values()), help=build_help(setting),
    )  # fmt: skip
