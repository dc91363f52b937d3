"""Which labels of a dataset the rest of it contradicts: look for them, decide about each, and see what that changes."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from core.charts.datasets import SPLIT_NAMES
from core.charts.probabilities import per_cent
from core.curation import label_check, label_effect
from core.curation.decide import decide
from core.curation.label_check import ALL, LEARNED_FROM, LabelCheck
from core.curation.label_effect import Effect
from core.curation.suspects import Suspect
from core.data.datasets import Dataset
from core.data.decisions import Decision
from core.data.index import Record
from core.errors import InputError
from core.i18n import N_, _
from core.inference.previews import preview
from pages.shared.caches import cache_data
from pages.shared.folded_table import folded_table
from pages.shared.plain import plain
from pages.shared.progress import Progress

ON_A_PAGE = 6
SIDE = 220  # pixels
DECIDED = {
    "relabel": N_(":material/label: now {label}"),
    "leave_out": N_(":material/block: left out"),
    "keep": N_(":material/check: the label is right"),
}
PROBLEM = "suspects.problem"


@cache_data(max_entries=256)
def _picture(path: str, sha256: str, name: str) -> bytes:
    return preview(Path(path), name, 2 * SIDE)


def suspect_labels(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_("Suspect labels"))
    check = label_check.load(dataset)
    if check is None:
        st.write(
            _(
                "Pictures whose label the rest of the data contradicts: a small classifier judges every picture without"
                " having learned from it. Where it is sure of another class, look with your own eyes."
            )
        )
    _look(dataset, check)
    if check is not None:
        _found(dataset, check)


def _look(dataset: Dataset, check: LabelCheck | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        label = _("Look for suspect labels") if check is None else _("Look again")
        pressed = st.button(
            label, type="primary" if check is None else "secondary", icon=":material/troubleshoot:", key="suspects.look"
        )
        too = st.checkbox(_("Test pictures too"), key="suspects.test", disabled=not dataset.pictures(split="test"))
    place = st.empty()
    if pressed:
        try:
            with place.container():
                progress = Progress(_("Looking at the pictures and asking about each"))
                st.button(_("Stop"), icon=":material/stop:", key="suspects.stop")
                label_check.check_labels(dataset, ALL if too else LEARNED_FROM, progress=progress)
        except InputError as error:
            place.error(plain(str(error)), icon=":material/error:")
            return
        st.rerun()


def _found(dataset: Dataset, check: LabelCheck) -> None:
    found = check.suspects()
    if not found:
        text = _("None among {n} pictures: every label is what the others say.")
        st.success(text.format(n=f"{len(check.records):,}"), icon=":material/check_circle:")
        return
    text = _("{suspects} of {n} pictures, the most suspect first. Many are right and only hard: you decide.")
    st.caption(text.format(suspects=len(found), n=f"{len(check.records):,}"))
    if problem := st.session_state.pop(PROBLEM, None):
        st.error(plain(problem), icon=":material/error:")
    pages = -(-len(found) // ON_A_PAGE)
    page = st.pagination(pages, key="suspects.page") if pages > 1 else 1
    with st.grid(3, min_column_width=260):
        for record, suspect in found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
            _card(dataset, record, suspect)
    _effect(dataset, check)
    folded_table(lambda: _table(dataset, found), label=N_("All suspects as a table"))


def _card(dataset: Dataset, record: Record, suspect: Suspect) -> None:
    likely, decision = dataset.classes[suspect.likely], dataset.decisions.get(record.path)
    with st.container(border=True, height="stretch"):
        try:
            shown = _picture(str(dataset.path_of(record)), record.sha256, record.path)
            st.image(shown, width=SIDE, alt=f"{record.label}: {record.path}")
        except InputError as error:
            st.warning(plain(str(error)), icon=":material/warning:")
        says = _("Label **{label}**. The others say **{likely}**, {probability}.")
        st.markdown(
            says.format(label=plain(str(record.label)), likely=plain(likely), probability=per_cent(suspect.probability))
        )
        split = _(SPLIT_NAMES[str(record.split)])
        st.caption(f"{plain(record.path)} · {split}" + (" · " + _("sure") if suspect.sure else ""))
        if decision:
            _decided(dataset, record, decision)
        else:
            _ask(dataset, record, likely)


def _ask(dataset: Dataset, record: Record, likely: str) -> None:
    choices = {
        "relabel": (_("It is {label}").format(label=plain(likely)), Decision(kind="relabel", label=likely)),
        "leave_out": (_("Leave out"), Decision(kind="leave_out")),
        "keep": (_("Keep"), Decision(kind="keep")),
    }
    with st.container(horizontal=True, gap="xsmall"):
        for kind, (label, decision) in choices.items():
            st.button(
                label,
                key=f"suspects.{kind}.{record.path}",
                on_click=_decide,
                args=(dataset.name, record.path, decision),
            )


def _decided(dataset: Dataset, record: Record, decision: Decision) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_(DECIDED[decision.kind]).format(label=plain(decision.label or "")), width="content")
        st.button(
            _("Undo"), icon=":material/undo:", type="tertiary", key=f"suspects.undo.{record.path}",
            on_click=_decide, args=(dataset.name, record.path, None),
        )  # fmt: skip


def _decide(name: str, path: str, decision: Decision | None) -> None:
    try:
        decide(name, path, decision)
    except InputError as error:
        st.session_state[PROBLEM] = str(error)


def _effect(dataset: Dataset, check: LabelCheck) -> None:
    """What the decisions change, measured when it is asked for."""
    if all(decision.kind == "keep" for decision in dataset.decisions.values()):
        return
    place = st.empty()
    if effect := label_effect.load(dataset):
        with place.container():
            _measured(effect)
    elif place.button(_("Measure what your decisions change"), icon=":material/balance:", key="suspects.measure"):
        with place.container():
            label_effect.measure(dataset, check, progress=Progress(_("Judging every picture again")))
        st.rerun()


def _measured(effect: Effect) -> None:
    gain, (low, high) = (effect.after - effect.before) / effect.n, effect.difference
    (before_low, before_high), (after_low, after_high) = effect.intervals
    with st.container(horizontal=True, gap="medium"):
        for title, value, interval in (
            (_("Before"), per_cent(effect.before / effect.n), f"{per_cent(before_low)} – {per_cent(before_high)}"),
            (_("After"), per_cent(effect.after / effect.n), f"{per_cent(after_low)} – {per_cent(after_high)}"),
            (_("Difference"), f"{100 * gain:+.2f}", f"{100 * low:+.2f} … {100 * high:+.2f}"),
        ):
            st.metric(title, value, delta=interval, delta_color="off", delta_arrow="off", width="content")
    st.caption(
        _(
            "Accuracy on the {n} pictures that no decision touches, each judged without having been learned from, with"
            " 95% intervals; the difference in points, on the same pictures. {verdict}"
        ).format(n=f"{effect.n:,}", verdict=_verdict(low, high))
    )


def _verdict(low: float, high: float) -> str:
    if low > 0:
        return _("Your decisions help.")
    return _("Your decisions hurt.") if high < 0 else _("So many pictures cannot tell whether it helps.")


def _table(dataset: Dataset, found: Sequence[tuple[Record, Suspect]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("File"): [record.path for record, _suspect in found],
            _("Label"): [record.label for record, _suspect in found],
            _("The others say"): [dataset.classes[suspect.likely] for _record, suspect in found],
            _("Probability of the label"): [suspect.own for _record, suspect in found],
            _("Probability of the other"): [suspect.probability for _record, suspect in found],
        }
    )
