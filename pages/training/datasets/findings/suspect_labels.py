"""Which labels of a dataset the rest of it contradicts: look for them, decide about each, and see what that changes."""

from pathlib import Path

import pandas as pd
import streamlit as st

from core.curation.checks.suspect_labels import SuspectLabels
from core.curation.labels import label_check, label_effect
from core.curation.labels.label_check import ALL, LEARNED_FROM, LabelCheck
from core.curation.labels.label_effect import Effect
from core.data.datasets import Dataset
from core.i18n import N_, _
from core.tasks.datasets.label_check import LABEL_CHECK
from core.tasks.datasets.label_check import start as start_check
from core.tasks.datasets.label_effect import LABEL_EFFECT
from core.tasks.datasets.label_effect import start as start_measuring
from core.units import format_per_cent
from pages.shared import address
from pages.shared.charts.folded_table import folded_table
from pages.shared.jobs.job_section import follow, job_section
from pages.shared.plain import escape_markdown
from pages.training.datasets.findings.suspect_cards import Suspects, suspect_cards


def suspect_labels(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_(SuspectLabels.title))
    check = label_check.load(dataset)
    if check is None:
        st.write(_(SuspectLabels.about))
        _show_damaged(label_check.find_damaged(dataset))
    if not job_section(_key(dataset), LABEL_CHECK, lambda request: request.dataset == dataset.name):
        _look(dataset, check)
    if check is not None:
        _show_found(dataset, check)


def _look(dataset: Dataset, check: LabelCheck | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        label = _("Look for suspect labels") if check is None else _("Look again")
        pressed = st.button(
            label, type="primary" if check is None else "secondary", icon=":material/troubleshoot:", key="suspects.look"
        )
        nothing_to_test = not dataset.list_pictures(split="test")
        too = address.tick(_("Test pictures too"), name="suspects_of_test", screen="datasets", disabled=nothing_to_test)
    if pressed:
        follow(_key(dataset), start_check(dataset, ALL if too else LEARNED_FROM))


def _key(dataset: Dataset) -> str:
    return f"suspects.job.{dataset.name}"


def _show_found(dataset: Dataset, check: LabelCheck) -> None:
    found = check.find_suspects()
    if not found:
        text = _("None among {n} pictures: every label is what the others say.")
        st.success(text.format(n=f"{len(check.records):,}"), icon=":material/check_circle:")
        return
    text = _("{suspects} of {n} pictures, the most suspect first. Many are right and only hard: you decide.")
    st.caption(text.format(suspects=len(found), n=f"{len(check.records):,}"))
    suspect_cards(dataset, found)
    _show_effect(dataset)
    folded_table(lambda: _table(dataset, found), label=N_("All suspects as a table"))


def _show_effect(dataset: Dataset) -> None:
    """What the decisions change, measured when it is asked for."""
    if all(decision.kind == "keep" for decision in dataset.decisions.values()):
        return
    key = f"suspects.effect.{dataset.name}"
    if effect := label_effect.load(dataset):
        _show_measured(effect)
        return
    _show_damaged(label_effect.find_damaged(dataset))
    if not job_section(key, LABEL_EFFECT, lambda request: request.dataset == dataset.name):
        label = _("Measure what your decisions change")
        if st.button(label, icon=":material/balance:", key="suspects.measure"):
            follow(key, start_measuring(dataset))


def _show_damaged(path: Path | None) -> None:
    if path:
        text = _("{path} is damaged, so what was found is lost; only that. Look again.")
        st.warning(escape_markdown(text.format(path=path)), icon=":material/broken_image:")


def _show_measured(effect: Effect) -> None:
    gain, (low, high) = (effect.after - effect.before) / effect.n, effect.difference
    (before_low, before_high), (after_low, after_high) = effect.intervals
    with st.container(horizontal=True, gap="medium"):
        for title, value, interval in (
            (
                _("Before"),
                format_per_cent(effect.before / effect.n),
                f"{format_per_cent(before_low)} – {format_per_cent(before_high)}",
            ),
            (
                _("After"),
                format_per_cent(effect.after / effect.n),
                f"{format_per_cent(after_low)} – {format_per_cent(after_high)}",
            ),
            (_("Difference"), f"{100 * gain:+.2f}", f"{100 * low:+.2f} … {100 * high:+.2f}"),
        ):
            st.metric(title, value, delta=interval, delta_color="off", delta_arrow="off", width="content")
    st.caption(
        _(
            "Accuracy on the {n} pictures that no decision affects, each predicted by a classifier trained without "
            "it, with 95% intervals; the difference in points, on the same pictures. {verdict}"
        ).format(n=f"{effect.n:,}", verdict=_verdict(low, high))
    )


def _verdict(low: float, high: float) -> str:
    if low > 0:
        return _("Your decisions help.")
    return _("Your decisions hurt.") if high < 0 else _("So many pictures cannot tell whether it helps.")


def _table(dataset: Dataset, found: Suspects) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("File"): [record.path for record, _suspect in found],
            _("Label"): [record.label for record, _suspect in found],
            _("The others say"): [dataset.classes[suspect.likely] for _record, suspect in found],
            _("Probability of the label"): [suspect.own for _record, suspect in found],
            _("Probability of the other"): [suspect.probability for _record, suspect in found],
        }
    )
