"""Pictures of ours to click on, for whoever has none at hand."""

import streamlit as st

from core.data.examples import Example, list_examples
from core.i18n import _
from core.inference.previews import encode_data_url, render_preview
from pages.shared import address
from pages.shared.caches import cache_data
from pages.shared.pictures.gallery import Tile, gallery


def example_gallery(picked: str | None, *, name: str, key: str, side: int) -> None:
    """The examples, their tiles `side` pixels wide; a click puts the one that it is on into the address as `name`."""
    st.caption(_("Click on one. Photos: danielbuechele and vultilion on Flickr (CC BY 2.0), from scikit-learn."))
    gallery(
        [_build_tile(one, example, side, chosen=one == picked) for one, example in list_examples().items()],
        key=key,
        label=_("Examples"),
        side=side,
        on_pick=lambda one: address.put(**{name: one}),
    )


def _build_tile(name: str, example: Example, side: int, *, chosen: bool) -> Tile:
    return Tile(name, encode_data_url(render_example(name, 2 * side)), _(example.shows), chosen=chosen)


@cache_data(max_entries=16)
def render_example(name: str, side: int) -> bytes:
    return render_preview(list_examples()[name].read(), name, side)
