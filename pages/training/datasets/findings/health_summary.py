"""What is wrong with a dataset, what it would do to a result, and one press to mend what is safe to mend."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.curation.checks.near_duplicates import NearDuplicates
from core.curation.checks.problem_kinds import get_kind
from core.curation.deciding.mend import LEAVE_OUT
from core.curation.health import LINE, SOUND, Health, judge
from core.data.datasets import Dataset
from core.i18n import _, ngettext, sentences
from pages.shared.decisions.decision_buttons import take, undo_button
from pages.training.datasets.findings.check_job import show_check_at_work, start_check
from pages.training.datasets.findings.known_problems import load_known, load_last_change

GOOD, FAIR = 90, 60  # scores from which the health is shown in green, and in orange


def health_summary(dataset: Dataset) -> None:
    """The first section of a dataset's screen."""
    known = load_known(dataset)
    health = judge(dataset, known.problems)
    with st.container(border=True):
        st.subheader(_("Health"), anchor=False)
        st.markdown(_format_score(health))
        _show_kinds(health.counts)
        _show_last_change(dataset, health)
        _offer_mend(dataset, known.surplus)
        if not known.measured:
            _offer_comparison(dataset)
        st.caption(
            _("Version {version} of the dataset: every run records the one it learned from.").format(
                version=dataset.version
            )
        )


def _format_score(health: Health) -> str:
    colour = "green" if health.score >= GOOD else "orange" if health.score >= FAIR else "red"
    score = _("{score} of 100").format(score=health.score)
    return f":{colour}-badge[{score}] " + ("" if health.counts else _(SOUND))


def _show_kinds(counts: Mapping[str, int]) -> None:
    """A line a kind, the worst first: how many, and why it matters."""
    line = "- " + _(LINE)
    lines = [
        line.format(title=f"**{_(get_kind(kind).title)}**", n=f"{n:,}", why=_(get_kind(kind).why))
        for kind, n in counts.items()
    ]
    if lines:
        st.markdown("\n".join(lines))


def _show_last_change(dataset: Dataset, health: Health) -> None:
    """What the last change of the decisions has made better or worse."""
    if not (change := load_last_change(dataset, health)):
        return
    pair = _("{title}: {before} → {after}")
    lines = [pair.format(title=_("Health of 100"), before=change.before.score, after=change.after.score)]
    lines += [
        pair.format(title=_(get_kind(kind).title), before=f"{before:,}", after=f"{after:,}")
        for kind, (before, after) in change.counts.items()
    ]
    st.caption(sentences(_("What the last change did:"), " · ".join(lines)))


def _offer_mend(dataset: Dataset, surplus: Sequence[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if n := len(surplus):
            st.button(
                ngettext("Leave out {n} picture that does harm", "Leave out {n} pictures that do harm", n).format(n=n),
                type="primary", icon=":material/healing:", key="health.mend",
                on_click=take, args=(dataset.name, dict.fromkeys(surplus, LEAVE_OUT)),
                help=_("Copies of test and validation pictures in another split, surplus copies, and blank pictures. "
                       "No file is touched, and one press undoes it."),
            )  # fmt: skip
        undo_button(dataset, section="health")


def _offer_comparison(dataset: Dataset) -> None:
    """Datasets of earlier versions were not measured while they were added."""
    if show_check_at_work(dataset, NearDuplicates.name):
        return
    st.write(_("The pictures of this dataset have not been compared yet, so copies in two splits are not known."))
    if st.button(_("Compare the pictures"), icon=":material/content_copy:", key="health.compare"):
        start_check(dataset, NearDuplicates.name)
