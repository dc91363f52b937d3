"""The question which way of reading folders is meant, with pictures of each; nothing has to be uploaded again."""

from dataclasses import replace

import streamlit as st

from core.data.intake.layout.label_table import ColumnFacts, Columns, LabelTable
from core.errors import InputError
from core.i18n import _, ngettext
from core.jobs.folder import JobFolder
from core.tasks import watching
from core.tasks.datasets import reading_answer, reading_question
from core.tasks.datasets.add_dataset import AddRequest
from core.tasks.datasets.reading_question import PossibleReading
from pages.shared.jobs.job_section import follow, forget
from pages.shared.plain import escape_markdown
from pages.training.datasets.adding.layout_form import READING_NAMES


def ask_reading(key: str) -> None:
    """Ask what the newest addition that needs it has asked; the addition with the answer is followed under `key`."""
    job = reading_answer.find_open()
    question = reading_question.read(job) if job else None
    if job is None or question is None:
        return
    forget(key, job)
    with st.container(border=True, key="reading_question"):
        name = job.read_spec(AddRequest).name
        asked = _("The folders of {name} can be read in several ways. Which one is meant?")
        st.markdown(f"**{asked.format(name=escape_markdown(name))}**")
        for reading in question.readings:
            _offer(job, reading, key)
        st.button(_("Do not add it"), type="tertiary", on_click=_dismiss, args=(job,))


def _offer(job: JobFolder, reading: PossibleReading, key: str) -> None:
    st.divider()
    st.markdown(f"**{_(READING_NAMES[reading.name])}**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for sample in reading.samples:
            picture, label = reading_question.find_picture(job, sample), escape_markdown(sample.label)
            st.image(picture, caption=label, width=96, alt=sample.label)
    st.caption(escape_markdown(str(reading.sentence)))
    table = _choose_columns(reading.table) if reading.table else None
    if st.button(_("This one is meant"), key=f"reading.{reading.name}", icon=":material/check:"):
        _answer(job, reading.name, table, key)


def _choose_columns(table: LabelTable) -> LabelTable:
    """The table with the columns that are meant; those that were found stand there at first."""
    facts = {column.name: column for column in table.columns}
    naming = [name for name, column in facts.items() if column.pictures or name == table.used.path]
    left, right = st.columns(2)
    path = left.selectbox(
        _("Column of the pictures"), naming, index=naming.index(table.used.path), key="reading.path",
        format_func={name: _format_naming(facts[name]) for name in naming}.__getitem__,
    )  # fmt: skip
    others = {name: column for name, column in facts.items() if name != path}
    labelling = [name for name, column in others.items() if column.values > 1 or name == table.used.label]
    label = right.selectbox(
        _("Column of the classes"), labelling, key="reading.label",
        index=labelling.index(table.used.label) if table.used.label in labelling else 0,
        format_func={name: _format_labelling(facts[name]) for name in labelling}.__getitem__,
    )  # fmt: skip
    return replace(table, used=Columns(path, label, None)) if path and label else table


def _format_naming(column: ColumnFacts) -> str:
    n = column.pictures
    text = ngettext("{column}: names {n} picture", "{column}: names {n} pictures", n)
    return text.format(column=column.name, n=n)


def _format_labelling(column: ColumnFacts) -> str:
    more = ", …" if column.values > len(column.first) else ""
    text = ngettext("{column}: {n} class, {names}", "{column}: {n} classes, {names}", column.values)
    return text.format(column=column.name, n=column.values, names=", ".join(column.first) + more)


def _answer(job: JobFolder, reading: str, table: LabelTable | None, key: str) -> None:
    try:
        started = reading_answer.answer(job, reading, table)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    follow(key, started)


def _dismiss(job: JobFolder) -> None:
    reading_answer.dismiss(job)
    watching.mark_seen(job)
