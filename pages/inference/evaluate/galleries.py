"""Pictures that deserve a look: confidently wrong, least certain, suspect label; relabelled or left out from here.

In the address: `?gallery=` which of them.
"""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Part
from core.errors import InputError
from core.evaluation.breakdown.galleries import GALLERIES, Entry, rank
from core.evaluation.evaluate import Predictions
from core.evaluation.outdated import count_outdated
from core.i18n import N_, _, ngettext
from core.inference.model import Model
from core.tasks.models import evaluate
from core.tasks.models.evaluate import EVALUATE, EvaluationRequest
from core.units import format_per_cent, format_whole_per_cent
from pages.shared import address
from pages.shared.charts.folded_table import folded_table
from pages.shared.decisions.decide_together import decide_together
from pages.shared.decisions.decision_buttons import undo_button
from pages.shared.jobs.job_section import follow, job_section
from pages.shared.pictures.paged_gallery import Shown, paged_gallery

SCREEN = "evaluate"
SECTION = "galleries"
MOST = 240  # pictures: ten pages, of which few people look at more than two
SIDE = 150  # pixels
SELECTED = "evaluate.selected"  # in the session: {dataset: the paths of the pictures to decide about}
AGAIN = "evaluate.again"


@st.fragment
def galleries(model: Model, predictions: Predictions, dataset: str, split: Part) -> None:
    """The section of the screen Evaluate; its choices draw nothing else anew."""
    st.subheader(_("Pictures that deserve a look"), anchor=False)
    titles = {name: _(one.title) for name, one in GALLERIES.items()}
    name = address.switch(_("Which pictures"), titles, name="gallery", screen=SCREEN)
    st.caption(_(GALLERIES[name].about))
    entries = rank(name, predictions, MOST)
    opened = _open(dataset)
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
        _offer_again(model, predictions, opened, split)
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


def _offer_again(model: Model, predictions: Predictions, dataset: Dataset, split: Part) -> None:
    """What of the figures is out of date after decisions, and a button that makes them anew."""
    changed = count_outdated(predictions, dataset, split)
    if not changed:
        return
    request = EvaluationRequest(model=model.id, dataset=dataset.name, split=split)
    key = f"{AGAIN}.{request.model}.{request.dataset}.{request.split}"
    if job_section(key, EVALUATE, lambda asked: asked == request):
        return
    text = ngettext(
        "{n} picture was relabelled, left out or added since this evaluation. The figures are from before.",
        "{n} pictures were relabelled, left out or added since this evaluation. The figures are from before.",
        changed,
    )
    st.info(text.format(n=f"{changed:,}"), icon=":material/history:")
    if st.button(_("Evaluate again"), icon=":material/refresh:", key=AGAIN):
        follow(key, evaluate.start(model, dataset, split))
