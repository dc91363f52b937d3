"""The datasets: what there is, add one, look into one. `?dataset=` in the address shows that dataset."""

import streamlit as st

from core import recent
from core.data import datasets
from core.data.datasets import Dataset
from core.errors import InputError
from core.i18n import N_, _, sentences
from pages.shared.caches import cache_resource
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown
from pages.training.datasets.adding.form import dataset_form
from pages.training.datasets.card import dataset_card
from pages.training.datasets.view import dataset_view

HERE = "pages/training/datasets/page.py"
TRAIN = "pages/training/train/page.py"
INSTANT = "pages/training/instant/page.py"
COLUMNS = 3
WHAT = N_("There are no datasets yet. A dataset is a set of pictures with one folder for each class to be told apart.")
BEGIN = N_("Begin with a built-in one, or add your own.")


@cache_resource(max_entries=16)
def _loaded(name: str, version: tuple[float, int]) -> Dataset:
    """The dataset with its index in memory; `version` changes with the dataset and with every decision about it."""
    return datasets.load(name)


def _one(name: str) -> None:
    st.page_link(HERE, label=_("All datasets"), icon=":material/arrow_back:")
    st.title(escape_markdown(name))
    manifest = datasets.load(name).manifest
    recent.remember("dataset", name)
    dataset_view(_loaded(name, (manifest.created.timestamp(), manifest.revision)))
    why = _("The pictures are in order? Then train a classifier on them, and watch how it learns.")
    onward(Step(why, TRAIN, _("Train with it"), {"dataset": name}))


def _all() -> None:
    st.title(_("Datasets"))
    summaries = datasets.summarize_all()
    if not summaries:
        st.info(sentences(_(WHAT), _(BEGIN)), icon=":material/info:")
    for start in range(0, len(summaries), COLUMNS):
        for column, summary in zip(st.columns(COLUMNS), summaries[start : start + COLUMNS], strict=False):
            with column:
                dataset_card(summary)
    with st.container(border=True):
        dataset_form()
    why = _("No folders at hand? Take a few pictures with the camera, and make a dataset of them later.")
    onward(Step(why, INSTANT, _("Instant classifier")))


try:
    if "dataset" in st.query_params:
        _one(st.query_params["dataset"])
    else:
        _all()
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
