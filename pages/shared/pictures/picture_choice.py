"""The choice of one picture to look into: a test picture, one of ours, an upload, or one that was handed over.

In the address: `?sample_from=` where it comes from, `&dataset=` and `&sample=` the picture of a dataset.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.data import datasets
from core.data.datasets import Dataset
from core.data.examples import list_examples
from core.data.index import Record
from core.data.samples import choose_evenly, draw_test_pictures
from core.errors import InputError
from core.i18n import N_, _
from core.inference.model import Model
from pages.shared import address
from pages.shared.allowance import largest_upload
from pages.shared.pictures.example_gallery import example_gallery
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown

SOURCES = {"samples": N_("Test pictures"), "examples": N_("Examples"), "upload": N_("Upload")}
HANDED_OVER = "handed_over"  # in the address, and in the session the picture itself
FindSource = Callable[[UploadedFile], Path | bytes]
SAMPLES, SIDE = 8, 72
MEGABYTES = 100
DATASETS = "pages/training/datasets/page.py"


@dataclass(frozen=True)
class Picture:
    """A picture to look into; `true` is its label where it has one."""

    name: str
    source: Path | bytes
    true: str | None = None

    @property
    def changed(self) -> int:
        """When its file was changed last, in nanoseconds since 1970; 0 of one in memory, and of one that is gone."""
        with suppress(OSError):  # whoever reads it says that it is gone
            return self.source.stat().st_mtime_ns if isinstance(self.source, Path) else 0
        return 0


def choose_picture(model: Model, screen: str, find_source: FindSource, *, name: str = "sample") -> Picture | None:
    """Ask for a picture; None until there is one.

    `find_source` says where an upload lies; `name` is that of the choice in the address.
    """
    sources = {key: _(SOURCES[key]) for key in _order_sources(model)}
    handed_over: Picture | None = st.session_state.get(HANDED_OVER)
    if handed_over:
        sources[HANDED_OVER] = _("From Predict")
    source = address.switch(_("Picture from"), sources, name=f"{name}_from", screen=screen)
    if source == HANDED_OVER:
        return handed_over
    if source == "examples":
        return _choose_example(screen, name)
    return _ask_for_upload(screen, find_source, name) if source == "upload" else _choose_sample(model, screen, name)


def _order_sources(model: Model) -> Sequence[str]:
    """Pictures of a dataset come first, but where there is none: then ours, so that there is something to look into."""
    is_empty = "dataset" not in st.query_params and _find_dataset(model) is None
    return ("examples", "upload", "samples") if is_empty else tuple(SOURCES)


def _choose_example(screen: str, name: str) -> Picture:
    examples = list_examples()
    asked = st.query_params.get(name, "")
    picked = asked if asked in examples else next(iter(examples))
    example_gallery(picked, name=name, key=f"{screen}.{name}.examples", side=SIDE)
    return Picture(picked, examples[picked].read())


def _ask_for_upload(screen: str, find_source: FindSource, name: str) -> Picture | None:
    file = st.file_uploader(
        _("A picture: JPEG, PNG, WebP, HEIC, AVIF, BMP, GIF or TIFF"),
        max_upload_size=largest_upload(MEGABYTES),
        key=f"{screen}.{name}.upload",
    )
    return Picture(file.name, find_source(file)) if file else None


def _choose_sample(model: Model, screen: str, name: str) -> Picture | None:
    dataset = _find_dataset(model)
    if dataset is None:
        offer_sketches()
        return None
    key = f"{screen}.{name}.draw"
    unseen, all_pictures = draw_test_pictures(dataset, SAMPLES, st.session_state.get(key, 0)), dataset.list_pictures()
    records, asked = unseen or choose_evenly(all_pictures, SAMPLES), st.query_params.get(name)
    chosen = next((one for one in all_pictures if one.path == asked), records[0] if records else None)
    if chosen is None:
        st.info(escape_markdown(_("The dataset {name} has no pictures. Upload one.").format(name=dataset.name)))
        return None
    if not unseen:
        text = _("The dataset {name} has no test pictures. These are of its other splits.")
        st.caption(escape_markdown(text.format(name=dataset.name)))
    shown = records if chosen in records else [chosen, *records[:-1]]
    gallery(
        _build_tiles(dataset, shown, chosen),
        key=f"{screen}.{name}",
        label=_("Test pictures") if unseen else _("Pictures"),
        side=SIDE,
        on_pick=lambda path: address.put(**{name: path}),
    )
    st.button(_("Draw others"), icon=":material/refresh:", key=f"{key}.button", on_click=_draw_others, args=(key, name))
    return Picture(chosen.path, dataset.find_path(chosen), chosen.label)


def offer_sketches() -> None:
    """Where there is no dataset: what to do, and the way to one that needs no pictures."""
    st.info(_("There is no dataset to take pictures from. Upload a picture, or add a dataset."))
    label = _("Add drawn cats and dogs")
    st.page_link(DATASETS, label=label, icon=":material/photo_library:", query_params={"source": "sketches"})


def _find_dataset(model: Model) -> Dataset | None:
    """The dataset that the address names, else the model's own, else any."""
    here = datasets.list_names()
    asked = st.query_params.get("dataset")
    own = model.training.dataset if model.training else None
    name = next((one for one in (asked, own, *here) if one in here), None)
    return datasets.load(name) if name else None


def _draw_others(key: str, name: str) -> None:
    st.session_state[key] = st.session_state.get(key, 0) + 1
    address.put(**{name: None})


def _build_tiles(dataset: Dataset, records: Sequence[Record], chosen: Record) -> list[Tile]:
    """What can be shown of the pictures; one that is gone is missing."""
    tiles = []
    for record in records:
        try:
            src = render_thumbnail(dataset.find_path(record), SIDE, name=record.path)
        except InputError:
            continue
        tiles.append(Tile(record.path, src, record.path, record.label or "", chosen=record == chosen))
    return tiles
