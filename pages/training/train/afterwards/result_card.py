"""The card of a run on its screen: to look at, to download, and the link to the run itself."""

from collections.abc import Hashable
from functools import partial
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from core.cards.run_card import draw_run_card, read_run_card
from core.errors import InputError
from core.evaluation.evaluate import load
from core.i18n import _, language
from core.inference.decision import read_decision
from core.inference.run_model import RunModel
from core.runs.folder import RunFolder
from pages.shared.caches import cache_data
from pages.shared.pictures.card_download import card_download
from pages.shared.plain import escape_markdown

WIDTH = 640  # pixels of the preview


def result_card(run: RunFolder) -> None:
    """Show the card; nothing for a run that was not evaluated on test pictures."""
    dataset = run.read_training_spec().dataset
    if load(run.evaluation, dataset, "test") is None:
        return
    st.subheader(_("A result to show"), anchor=False)
    try:
        version = ((run.evaluation / dataset / "test.npz").stat().st_mtime_ns, read_decision(RunModel(run)))
        card = _draw(run.run_id, version, language(), run)
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/broken_image:")
        return
    st.image(card, width=WIDTH, alt=_("What was trained, how good it is, three right answers and three mistakes"))
    with st.container(horizontal=True, vertical_alignment="center"):
        card_download(partial(bytes, card), file_name=f"{run.run_id}.png", key=f"card.{run.run_id}")
        st.code(_build_link(run.run_id), language=None, width="content")
    st.caption(_("The picture can be sent to anyone. The link opens this run for those who can reach this Glassbox."))


@cache_data(max_entries=16)
def _draw(run_id: str, version: Hashable, language: str, _run: RunFolder) -> bytes:
    """The card in that language; `version` changes with every evaluation and with the kept rule."""
    return draw_run_card(read_run_card(_run))


def _build_link(run_id: str) -> str:
    """The address of this screen with nothing but the run in it."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, f"run={run_id}", ""))
