"""Learn from what the model got wrong: pictures whose class the reader has named, in a new dataset to train with.

One press adds them and trains again as the model was trained; another adds them alone.
"""

from collections import Counter

import streamlit as st

from core.curation.leaving.extend import Labelled, propose_name
from core.data import datasets
from core.errors import InputError
from core.i18n import _, ngettext
from core.inference.asking.batch import Batch
from core.inference.model import Model
from core.tasks.datasets import extend_dataset
from core.tasks.datasets.extend_dataset import EXTEND_DATASET, ExtendResult
from core.units import join_names
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.shared.plain import escape_markdown

CORRECTIONS = "predict.corrections"  # in the session: {batch: {name of a picture: class}}
JOB = "predict.extend"
LEARNED = "predict.learned"  # in the session: the dataset that was made last, and the training that began with it
TRAIN = "pages/training/train/page.py"


def list_corrections(batch: Batch) -> dict[str, str]:
    """The classes that the reader has named, by picture; what is put into it stays for this batch."""
    held: dict[str, dict[str, str]] = st.session_state.setdefault(CORRECTIONS, {})
    if batch.batch_id not in held:
        st.session_state[CORRECTIONS] = held = {batch.batch_id: {}}
    return held[batch.batch_id]


def offer_learning(model: Model, batch: Batch) -> None:
    """One press makes a dataset with the corrected pictures in it, and trains with it; then a link to that."""
    if model.training is None:
        return
    if job := take_ended(JOB):
        result = job.read_result(ExtendResult)
        st.session_state[LEARNED] = (job.read_spec(EXTEND_DATASET.spec).name, result.run if result else None)
        list_corrections(batch).clear()
    _lead_to_training()
    if job_section(JOB, EXTEND_DATASET, lambda request: True):
        return
    pictures = _find_corrected(batch)
    if pictures:
        _offer(model.id, model.training.dataset, pictures)


def _find_corrected(batch: Batch) -> list[Labelled]:
    corrections = list_corrections(batch)
    sources = {answer.name: answer.question.source for answer in batch.list_answers() if answer.problem is None}
    return [Labelled(sources[name], name, label) for name, label in corrections.items() if name in sources]


def _offer(model: str, dataset: str, pictures: list[Labelled]) -> None:
    counts = Counter(picture.label for picture in pictures)
    n = len(pictures)
    text = ngettext("You have corrected {n} picture: {each}.", "You have corrected {n} pictures: {each}.", n)
    each = join_names(f"{label} {n}" for label, n in counts.most_common())
    with st.container(border=True):
        st.markdown(escape_markdown(text.format(n=n, each=each)))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(_("Name of the new dataset"), propose_name(dataset), key="predict.extend.name")
            learns = st.button(
                _("Learn from them"), icon=":material/model_training:", key="predict.extend.learn", type="primary"
            )
            adds = st.button(_("Only add them"), icon=":material/library_add:", key="predict.extend.start")
        said = _(
            "The new dataset holds all pictures of {dataset} and these, for training; {dataset} stays as it is. To "
            "learn is to train with it as this model was trained."
        )
        st.caption(escape_markdown(said.format(dataset=dataset)))
    if not (learns or adds):
        return
    try:
        job = extend_dataset.start(datasets.load(dataset), name, pictures, repeat=model if learns else None)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
    else:
        follow(JOB, job)


def _lead_to_training() -> None:
    name, run = st.session_state.get(LEARNED, (None, None))
    if name is None or name not in datasets.list_names():
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(_("**{name}** is there, with your pictures in it.").format(name=escape_markdown(name)))
        if run:
            st.page_link(TRAIN, label=_("Watch it learn"), icon=":material/show_chart:", query_params={"run": run})
        else:
            st.page_link(
                TRAIN, label=_("Train again with it"), icon=":material/play_arrow:", query_params={"dataset": name}
            )
