"""The question which way of reading folders is meant, with pictures of each; nothing has to be uploaded again."""

import streamlit as st

from core.errors import InputError
from core.i18n import _
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
    if st.button(_("This one is meant"), key=f"reading.{reading.name}", icon=":material/check:"):
        _answer(job, reading.name, key)


def _answer(job: JobFolder, reading: str, key: str) -> None:
    try:
        started = reading_answer.answer(job, reading)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    follow(key, started)


def _dismiss(job: JobFolder) -> None:
    reading_answer.dismiss(job)
    watching.mark_seen(job)
