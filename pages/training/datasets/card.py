"""A dataset in the list of all: some of its pictures, how much there is, and the way in."""

import streamlit as st
from PIL import Image

from core.data import datasets
from core.data.datasets import Summary
from core.data.manifest import Manifest
from core.data.samples import choose_from_each_class, make_square_thumbnail
from core.errors import InputError
from core.i18n import _
from core.units import join_names
from pages.shared.caches import cache_data
from pages.shared.plain import escape_markdown
from pages.training.datasets.view import remove_dialog, show_drawn_badge

HERE = "pages/training/datasets/page.py"
TRAIN = "pages/training/train/page.py"
PICTURES, SIDE = 3, 56  # pixels; three fit into a card beside the sidebar
MOST_LABELS = 6


def dataset_card(summary: Summary) -> None:
    with st.container(border=True, height="stretch"):
        if summary.manifest is None:
            _show_damaged(summary)
        else:
            _show(summary.manifest, summary.name)


def _show(manifest: Manifest, name: str) -> None:
    st.page_link(
        HERE, label=f"**{escape_markdown(name)}**", icon=":material/photo_library:", query_params={"dataset": name}
    )
    if manifest.drawn:
        show_drawn_badge()
    with st.container(horizontal=True, gap="xsmall"):
        for label, picture in _render_thumbnails(name, (manifest.created.timestamp(), manifest.revision)):
            st.image(picture, alt=label)
    about = _("{images} pictures, {classes} classes")
    st.write(about.format(images=f"{manifest.images:,}", classes=len(manifest.classes)))
    st.caption(join_names(map(escape_markdown, manifest.classes), MOST_LABELS))
    if manifest.refused:
        st.caption(_("Files not used: {count}").format(count=f"{manifest.refused:,}"))
    st.page_link(TRAIN, label=_("Train with it"), icon=":material/play_arrow:", query_params={"dataset": name})


def _show_damaged(summary: Summary) -> None:
    st.markdown(f"**{escape_markdown(summary.name)}**")
    st.error(escape_markdown(str(summary.problem)), icon=":material/error:")
    with st.popover(_("Remove"), icon=":material/delete:", key=f"ask_{summary.name}"):
        remove_dialog(summary.name, kept=None)


@cache_data(max_entries=64)
def _render_thumbnails(name: str, version: tuple[float, int]) -> list[tuple[str, Image.Image]]:
    """Some pictures with their labels; `version` changes with the dataset. None where one of them cannot be read."""
    try:
        dataset = datasets.load(name)
        return [
            (str(record.label), make_square_thumbnail(dataset.find_path(record), SIDE, record.path))
            for record in choose_from_each_class(dataset, PICTURES)
        ]
    except InputError:
        return []
