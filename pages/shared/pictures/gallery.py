"""Small pictures in a grid that follows the width of the window."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from core.inference.previews import encode_data_url, render_preview
from pages.shared.browser.component import component
from pages.shared.caches import cache_data

_mount = component("shared/pictures/gallery.js", styles=["shared/pictures/gallery.css"])


@dataclass(frozen=True)
class Tile:
    """One picture: `src` is an address or a data URL, `alt` says what is to be seen, `note` what to beware of."""

    id: str
    src: str
    alt: str
    caption: str = ""
    chosen: bool = False
    note: str = ""


def render_thumbnail(path: Path, side: int, *, name: str) -> str:
    """A picture on disk as a data URL, sharp at `side` pixels; made again when the file has changed.

    Raises:
        PictureError: the picture cannot be read; the sentence calls it `name`.

    """
    version = path.stat().st_mtime_ns if path.exists() else 0
    return _render_thumbnail(str(path), version, side, name)


@cache_data(max_entries=512)
def _render_thumbnail(path: str, version: int, side: int, name: str) -> str:
    return encode_data_url(render_preview(Path(path), name, 2 * side))


def gallery(
    tiles: Sequence[Tile], *, key: str, label: str, side: int = 120, on_pick: Callable[[str], None] | None = None
) -> None:
    """Show the tiles, each at least `side` pixels wide. `on_pick` gets the id of a tile that is clicked."""

    def report_pick() -> None:
        if on_pick and (tile := st.session_state[key].get("picked")):
            on_pick(tile)

    _mount(
        key=key,
        data={"tiles": [asdict(tile) for tile in tiles], "label": label, "side": side, "pick": on_pick is not None},
        on_picked_change=report_pick,
    )
