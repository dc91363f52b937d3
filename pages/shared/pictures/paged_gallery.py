"""Pictures of a dataset by their paths, a page at a time; those that cannot be read are named once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from core.data import datasets
from core.data.datasets import Dataset
from core.errors import InputError
from core.i18n import _
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown

ON_A_PAGE = 24
SIDE = 120  # pixels


@dataclass(frozen=True)
class Shown:
    """A picture of a dataset, by its path in it, with the words below it and what it says to a screen reader."""

    path: str
    caption: str
    alt: str


def paged_gallery(
    dataset: str,
    pictures: Sequence[Shown],
    *,
    key: str,
    label: str,
    side: int = SIDE,
    chosen: Collection[str] = (),
    on_pick: Callable[[str], None] | None = None,
) -> None:
    """Show the pictures of the dataset of that name; `key` tells the gallery and its pages from others."""
    try:
        opened = datasets.load(dataset)
    except InputError as error:
        stays = _("The numbers stay; the pictures cannot be shown.")
        st.warning(f"{escape_markdown(str(error))} {stays}", icon=":material/warning:")
        return
    pages = -(-len(pictures) // ON_A_PAGE)
    page = st.pagination(pages, key=f"{key}.page.{pages}") if pages > 1 else 1
    tiles, problems = _make_tiles(opened, pictures[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], side, chosen)
    gallery(tiles, key=key, label=label, side=side, on_pick=on_pick)
    _show_problems(problems)


def _make_tiles(
    dataset: Dataset, pictures: Sequence[Shown], side: int, chosen: Collection[str]
) -> tuple[list[Tile], list[str]]:
    """The tiles of what can be read, and a sentence for each picture that cannot."""
    tiles, problems = [], []
    for one in pictures:
        try:
            src = render_thumbnail(dataset.root / one.path, side, name=one.path)
        except InputError as error:
            problems.append(escape_markdown(str(error)))
        else:
            tiles.append(Tile(one.path, src, one.alt, one.caption, one.path in chosen))
    return tiles, problems


def _show_problems(problems: Sequence[str]) -> None:
    """The first problem stands for the others: a folder that is gone takes all its pictures along."""
    if problems:
        more = _("There are {count} such pictures on this page.").format(count=len(problems))
        st.warning(f"{problems[0]} {more}" if len(problems) > 1 else problems[0], icon=":material/warning:")
