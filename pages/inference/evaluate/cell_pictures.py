"""The pictures of one cell of a confusion matrix."""

from collections.abc import Sequence

import streamlit as st

from core.data import datasets
from core.data.datasets import Dataset
from core.errors import InputError
from core.evaluation.evaluate import Predictions
from core.i18n import _, ngettext
from core.units import format_per_cent
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown

TILES = 24  # a page
SIDE = 120


def cell_pictures(found: Predictions, dataset: str, true: int, predicted: int) -> None:
    """Show the pictures of class `true` that were taken for `predicted`, the surest first, a page at a time."""
    places = found.find_cell(true, predicted)
    st.markdown(_heading(len(places), found.classes[true], found.classes[predicted]))
    if not len(places):
        return
    try:
        opened = datasets.load(dataset)
    except InputError as error:
        stays = _("The numbers stay; the pictures cannot be shown.")
        st.warning(f"{escape_markdown(str(error))} {stays}", icon=":material/warning:")
        return
    pages = -(-len(places) // TILES)
    page = st.pagination(pages, key=f"evaluate.page.{true}.{predicted}.{pages}") if pages > 1 else 1
    _page(found, opened, places[(page - 1) * TILES : page * TILES].tolist(), predicted)


def _heading(count: int, true: str, predicted: str) -> str:
    if true == predicted:
        text = ngettext("{count} picture of {true} was recognised", "{count} pictures of {true} were recognised", count)
    else:
        text = ngettext(
            "{count} picture of {true} was taken for {predicted}",
            "{count} pictures of {true} were taken for {predicted}",
            count,
        )
    return text.format(
        count=f"{count:,}", true=f"**{escape_markdown(true)}**", predicted=f"**{escape_markdown(predicted)}**"
    )


def _page(found: Predictions, dataset: Dataset, places: Sequence[int], predicted: int) -> None:
    tiles, problems = [], []
    for place in places:
        path, sure = found.paths[place], format_per_cent(float(found.probabilities[place, predicted]))
        try:
            src = render_thumbnail(dataset.root / path, SIDE, name=path)
        except InputError as error:
            problems.append(escape_markdown(str(error)))
        else:
            tiles.append(Tile(path, src, f"{path}: {found.classes[predicted]} {sure}", caption=sure))
    gallery(tiles, key="evaluate.pictures", label=_("Pictures of the cell"), side=SIDE)
    _show_problems(problems)


def _show_problems(problems: Sequence[str]) -> None:
    """The first problem stands for the others: a folder that is gone takes all its pictures along."""
    if problems:
        more = _("There are {count} such pictures on this page.").format(count=len(problems))
        st.warning(f"{problems[0]} {more}" if len(problems) > 1 else problems[0], icon=":material/warning:")
