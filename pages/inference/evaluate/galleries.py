"""Pictures that deserve a look: confidently wrong, least certain, suspect label; relabelled or left out from here.

In the address: `?gallery=` which of them.
"""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from core.data import datasets
from core.data.datasets import Dataset
from core.errors import InputError
from core.evaluation.breakdown.galleries import GALLERIES, Entry, rank
from core.evaluation.evaluate import Predictions
from core.i18n import N_, _, ngettext
from core.units import format_per_cent, format_whole_per_cent
from pages.shared import address
from pages.shared.charts.folded_table import folded_table
from pages.shared.decisions.decide_together import decide_together
from pages.shared.decisions.decision_buttons import undo_button
from pages.shared.pictures.paged_gallery import Shown, paged_gallery

SCREEN = "evaluate"
SECTION = "galleries"
MOST = 240  # pictures: ten pages, of which few people look at more than two
SIDE = 150  # pixels
SELECTED = "evaluate.selected"  # in the session: {dataset: the paths of the pictures to decide about}


def galleries(predictions: Predictions, dataset: str) -> None:
    """The section of the screen Evaluate; its choices draw nothing else anew, and decisions all of it."""
    opened = _open(dataset)
    _galleries(predictions, dataset, opened.manifest.revision if opened else None)


@st.fragment
def _galleries(predictions: Predictions, dataset: str, drawn_revision: int | None) -> None:
    opened = _open(dataset)
    if opened and opened.manifest.revision != drawn_revision:
        st.rerun()  # the figures above may be out of date now, which is said beside them
    st.subheader(_("Pictures that deserve a look"), anchor=False)
    titles = {name: _(one.title) for name, one in GALLERIES.items()}
    name = address.switch(_("Which pictures"), titles, name="gallery", screen=SCREEN)
    st.caption(_(GALLERIES[name].about))
    entries = rank(name, predictions, MOST)
    if entries:
        selected = _read_selected(dataset)
        paged_gallery(
            dataset, [_describe(entry, opened) for entry in entries], key=f"evaluate.gallery.{name}",
            label=titles[name], side=SIDE, chosen=selected, on_pick=lambda path: _toggle(dataset, path),
        )  # fmt: skip
        folded_table(lambda: pd.DataFrame(map(asdict, entries)), label=N_("The pictures of the gallery as a table"))
    else:
        st.success(_("There are none."), icon=":material/check_circle:")
    if opened:
        _decide(opened, can_select=bool(entries))
    address.end()


def _open(dataset: str) -> Dataset | None:
    """None if it is gone or damaged, which the gallery tells."""
    try:
        opened = datasets.load(dataset)
        return opened if opened.records else None  # which reads the index and the decisions
    except InputError:
        return None


def _describe(entry: Entry, dataset: Dataset | None) -> Shown:
    """The label and the answer; of a recognised picture the answer and the class that comes second."""
    if entry.said == entry.true:
        caption = f"{entry.said} {format_whole_per_cent(entry.said_probability)}"
        caption += f" · {entry.runner_up} {format_whole_per_cent(entry.runner_up_probability)}"
    else:
        caption = f"{entry.true} → {entry.said} {format_whole_per_cent(entry.said_probability)}"
    alt = _("{path}: label {label}, {label_share}; answer {said}, {said_share}").format(
        path=entry.path,
        label=entry.true,
        label_share=format_per_cent(entry.true_probability),
        said=entry.said,
        said_share=format_per_cent(entry.said_probability),
    )
    return Shown(entry.path, _describe_decision(dataset, entry.path) or caption, alt)


def _describe_decision(dataset: Dataset | None, path: str) -> str:
    decision = dataset.decisions.get(path) if dataset else None
    if decision is None:
        return ""
    texts = {
        "leave_out": _("left out"),
        "keep": _("looked at, and right"),
        "relabel": _("now {label}").format(label=decision.label),
        "move": _("moved"),
    }
    return f"✓ {texts[decision.kind]}"


def _decide(dataset: Dataset, *, can_select: bool) -> None:
    """Buttons for the selected pictures, and how to select some."""
    there = {record.path for record in dataset.found if record.usable}
    selected = sorted(_read_selected(dataset.name) & there)
    with st.container(horizontal=True, vertical_alignment="center"):
        if selected:
            n = len(selected)
            st.markdown(ngettext("**{n} picture is selected**", "**{n} pictures are selected**", n).format(n=n))
            st.button(
                _("Select none"), icon=":material/deselect:", type="tertiary", key="evaluate.none", on_click=_select,
                args=(dataset.name, frozenset()),
            )  # fmt: skip
        elif can_select:
            st.caption(_("Click on pictures to select them, then relabel them or leave them out of the dataset."))
        undo_button(dataset, section=SECTION)
    if selected:
        decide_together(dataset, selected, section=SECTION)
        st.caption(
            _(
                "Judge by what you see. If only labels that the model contradicts are changed in the test pictures, "
                "its figures become better than it is."
            )
        )


def _read_selected(dataset: str) -> frozenset[str]:
    selected: frozenset[str] = st.session_state.get(SELECTED, {}).get(dataset, frozenset())
    return selected


def _select(dataset: str, paths: frozenset[str]) -> None:
    st.session_state[SELECTED] = {dataset: paths}


def _toggle(dataset: str, path: str) -> None:
    _select(dataset, _read_selected(dataset) ^ {path})
