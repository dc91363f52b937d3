"""The datasets: what there is, add one, look into one. `?dataset=` in the address shows that dataset."""

import streamlit as st

from core.data import datasets
from core.data.datasets import Dataset, Summary
from core.errors import InputError
from core.i18n import N_, _, sentences
from core.units import readable_names
from pages.shared.caches import cache_resource
from pages.shared.plain import plain
from pages.training.datasets.form import dataset_form
from pages.training.datasets.view import dataset_view, drawn_badge, remove_dialog

HERE = "pages/training/datasets/page.py"
COLUMNS = 3
MOST_LABELS = 6
WHAT = N_("There are no datasets yet. A dataset is a set of pictures with one folder for each class to be told apart.")
BEGIN = N_("Begin with a built-in one, or add your own.")


@cache_resource(max_entries=16)
def _loaded(name: str, version: tuple[float, int]) -> Dataset:
    """The dataset with its index in memory; `version` changes with the dataset and with every decision about it."""
    return datasets.load(name)


def _one(name: str) -> None:
    st.page_link(HERE, label=_("All datasets"), icon=":material/arrow_back:")
    st.title(plain(name))
    manifest = datasets.load(name).manifest
    dataset_view(_loaded(name, (manifest.created.timestamp(), manifest.revision)))


def _card(summary: Summary) -> None:
    with st.container(border=True, height="stretch"):
        manifest = summary.manifest
        if manifest is None:
            st.markdown(f"**{plain(summary.name)}**")
            st.error(plain(str(summary.problem)), icon=":material/error:")
            with st.popover(_("Remove"), icon=":material/delete:", key=f"ask_{summary.name}"):
                remove_dialog(summary.name, kept=None)
            return
        label = f"**{plain(summary.name)}**"
        st.page_link(HERE, label=label, icon=":material/photo_library:", query_params={"dataset": summary.name})
        if manifest.drawn:
            drawn_badge()
        st.write(
            _("{images} pictures, {classes} classes").format(
                images=f"{manifest.images:,}", classes=len(manifest.classes)
            )
        )
        st.caption(_labels(list(manifest.classes)))
        if manifest.refused:
            st.caption(_("Files not used: {count}").format(count=f"{manifest.refused:,}"))


def _labels(labels: list[str]) -> str:
    return readable_names(map(plain, labels), MOST_LABELS)


def _all() -> None:
    st.title(_("Datasets"))
    summaries = datasets.summarize_all()
    if not summaries:
        st.info(sentences(_(WHAT), _(BEGIN)), icon=":material/info:")
    for start in range(0, len(summaries), COLUMNS):
        for column, summary in zip(st.columns(COLUMNS), summaries[start : start + COLUMNS], strict=False):
            with column:
                _card(summary)
    with st.container(border=True):
        dataset_form()


try:
    if "dataset" in st.query_params:
        _one(st.query_params["dataset"])
    else:
        _all()
except InputError as error:
    st.error(plain(str(error)), icon=":material/error:")
