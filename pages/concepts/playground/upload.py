"""A table of one's own: a CSV file of two columns and a label becomes the points of the playground."""

from collections.abc import Mapping

import streamlit as st

from core.concepts.playground.own_points import MOST_POINTS, encode
from core.concepts.playground.scenes import MOST_CLASSES
from core.concepts.playground.table import Code, Table, TableError, read_table
from core.i18n import N_, _
from pages.concepts.playground.state import OWN, STATE

KEY = "playground.csv"
TOLD = "playground.csv.told"
MEGABYTES = 5
SENTENCES: Mapping[Code, str] = {
    "empty": N_("The file holds no rows. It needs two columns of numbers and a label."),
    "columns": N_("Row {row}, “{entry}”, does not have three cells: two numbers and a label."),
    "number": N_("Row {row}: “{entry}” is not a number. The first two columns must be numbers."),
    "finite": N_("Row {row}: “{entry}” is not a finite number."),
    "classes": N_("The label has {entry} different values that are not numbers. There is room for {most} classes."),
    "one_class": N_("Every row has the label “{entry}”. There must be two different ones at least."),
    "flat": N_("A column has the same number, {entry}, in every row. There is nothing to learn from it."),
}


def upload() -> None:
    """A line to unfold with the place for a file, and what came of the last one."""
    with st.expander(_("Your own table (CSV)"), icon=":material/upload_file:", key="playground.csv.folded"):
        st.file_uploader(
            _("Two columns of numbers and a label, in this order"),
            type=["csv", "tsv", "txt"],
            key=KEY,
            on_change=_take,
            max_upload_size=MEGABYTES,
        )
        st.caption(
            _(
                "A label of up to {most} different values is a class; more different numbers are values to predict. The"
                " columns are scaled to the window. At most {points} rows fit into the link."
            ).format(most=MOST_CLASSES, points=MOST_POINTS)
        )
    if told := st.session_state.get(TOLD):
        (st.error if told[0] else st.success)(told[1], icon=":material/error:" if told[0] else ":material/check:")


def _take() -> None:
    st.session_state.pop(TOLD, None)
    file = st.session_state[KEY]
    if file is None:
        return
    try:
        table = read_table(file.getvalue().decode("utf-8", errors="replace"))
    except TableError as error:
        sentence = _(SENTENCES[error.code]).format(row=error.row, entry=error.entry[:60], most=MOST_CLASSES)
        st.session_state[TOLD] = (True, sentence)
        return
    _use(table)


def _use(table: Table) -> None:
    regression = not table.classes
    STATE.set(
        points=OWN,
        own=encode(table.points, regression=regression),
        task="values" if regression else "classes",
        classes=max(2, len(table.classes)),
    )
    what = ", ".join(table.classes) if table.classes else _("values of {name}").format(name=table.names[2])
    kept = len(table.points.labels)
    st.session_state[TOLD] = (
        False,
        _("x₁ is {x1}, x₂ is {x2}; labels: {what}. {kept} of {rows} rows are used.").format(
            x1=table.names[0], x2=table.names[1], what=what, kept=kept, rows=table.rows
        ),
    )
