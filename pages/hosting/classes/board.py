"""The board of a class: everybody's runs on its dataset beside each other, as they are now."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core.errors import InputError
from core.hosting import classes
from core.hosting.classes import BoardRow, Classroom
from core.i18n import _, ngettext
from core.intervals import format_measured
from core.networks import catalogue
from core.runs.report import has_figure
from core.tasks.words import STATES
from core.units import format_per_cent
from pages.shared.charts.table import table
from pages.shared.models.data_notes import data_notes
from pages.shared.plain import escape_markdown

REFRESH_SECONDS = 5.0


def show_board(classroom: Classroom) -> None:
    st.subheader(_("Board"), anchor=False)
    st.fragment(_draw, run_every=REFRESH_SECONDS)(classroom)


def _draw(classroom: Classroom) -> None:
    """The class may have ended since the page was opened."""
    try:
        found = classes.find(classroom.code)
        rows, members = classes.read_board(found), classes.list_members(found)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    without = sorted({one.name for one in members} - {row.member.name for row in rows})
    st.caption(ngettext("{n} member", "{n} members", len(members)).format(n=len(members)))
    if rows:
        table(pd.DataFrame([_describe(row) for row in rows]), name="board")
        data_notes(note for row in rows if has_figure(row.run) for note in row.run["notes"])
    if without:
        st.caption(_("No training yet: {names}").format(names=escape_markdown(", ".join(without))))


def _format_accuracy(metrics: Mapping[str, Any] | None) -> str | None:
    """With its interval: the test pictures of a class's dataset may be few."""
    return format_measured(metrics["accuracy"], metrics["interval"]["accuracy"]) if metrics else None


def _describe(row: BoardRow) -> dict[str, Any]:
    run, spec = row.run, row.run["spec"]
    return {
        _("Name"): row.member.name,
        _("State"): _(STATES[run["state"]]),
        _("Test accuracy"): _format_accuracy(run["metrics"]),
        _("Best validation accuracy"): None if (best := run["best_val_accuracy"]) is None else format_per_cent(best),
        _("Epochs"): run["epochs"],
        _("Architecture"): catalogue.translate_title(spec["architecture"]),
        _("Image size (px)"): spec["image_size"],
        _("Learning rate"): spec["learning_rate"],
    }
