"""The strip on every page: this person's jobs at work, how far they are, and which have ended since.

It is a fragment that is drawn every second while something is at work, and asks nobody otherwise. What the page below
shows by itself, it leaves out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.errors import InputError
from core.i18n import N_, _, ngettext
from core.jobs.folder import JobFolder
from core.jobs.state import ACTIVE, JobState
from core.runs.folder import RunFolder
from core.tasks import overview, watching
from pages.shared.jobs.job_section import cancel_button, is_followed_here, record_page, resume_button
from pages.shared.jobs.job_words import About, describe_job, describe_progress
from pages.shared.jobs.live_progress import read_job_progress
from pages.shared.plain import escape_markdown

REFRESH_SECONDS = 1.0
MOST_FAILED, MOST_OTHERS = 3, 1  # ends with a line of their own; the others are counted
ENDED = {
    "finished": (":green[:material/check_circle:]", N_("finished")),
    "stopped": (":orange[:material/block:]", N_("cancelled")),
    "failed": (":red[:material/error:]", N_("failed")),
}


@dataclass(frozen=True)
class StripRow:
    """A job as the strip shows it."""

    job: JobFolder
    state: JobState
    about: About
    is_trial: bool


@contextmanager
def jobs_strip(page: str) -> Iterator[None]:
    """The strip above the screen of the address `page`, which is drawn inside.

    It is filled when the screen is drawn, since only then it is known which jobs the screen itself shows. The ends
    that the screen tells are marked before, since a reader may leave it while it is drawn.
    """
    record_page(page)
    _mark_shown_here(page)
    place = st.container()
    try:
        yield
    finally:  # a screen may end with st.stop
        with place:
            at_work = bool(_list_at_work(page))
            st.fragment(_strip, run_every=REFRESH_SECONDS if at_work else None)(page, at_work)


def _strip(page: str, polled: bool) -> None:
    at_work, ended = _list_at_work(page), _list_ended(page)
    if polled and not at_work:
        st.rerun()
    if at_work or ended:
        with st.container(border=True, gap="xsmall", key="jobs_strip"):
            for line in at_work:
                _show_at_work(line)
            shown = _choose_shown(ended)
            for line in shown:
                _show_ended(line)
            if rest := [line for line in ended if line not in shown]:
                _show_rest(rest)


def _list_at_work(page: str) -> list[StripRow]:
    lines = map(_make_row, overview.list_active())
    return [line for line in lines if line and line.state.state in ACTIVE and not _is_shown_below(line, page)]


def _mark_shown_here(page: str) -> None:
    """An end that the page itself tells is told, and of others nothing is to be told."""
    _mark_seen([line for line in _list_unseen() if _is_end_shown_by(line, page) or _needs_no_word(line)])


def _list_ended(page: str) -> list[StripRow]:
    """The ends that are still to be told."""
    return [line for line in _list_unseen() if not _is_end_shown_by(line, page) and not _needs_no_word(line)]


def _choose_shown(ended: Sequence[StripRow]) -> list[StripRow]:
    """What has failed, since something is to be done about it, and the newest of the others: a screen is small."""
    failed = [line for line in ended if line.state.state == "failed"]
    others = [line for line in ended if line.state.state != "failed"]
    return [*failed[:MOST_FAILED], *others[:MOST_OTHERS]]


def _list_unseen() -> list[StripRow]:
    return [line for line in map(_make_row, watching.list_unseen()) if line and not is_followed_here(line.job)]


def _is_end_shown_by(line: StripRow, page: str) -> bool:
    return _is_at(line.about, page) and (line.state.state != "failed" or line.about.tells_failure)


def _needs_no_word(line: StripRow) -> bool:
    """Whether what it came to went with the page that had asked for it, or its search tells of it."""
    return line.is_trial or (line.state.state == "finished" and not line.about.lasts)


def _make_row(job: JobFolder) -> StripRow | None:
    """None for a job that cannot be read, of which the lists of jobs and runs tell, and for a worker on call."""
    if overview.is_on_call(job):
        return None
    try:
        state = overview.read_current_state(job)
        is_trial = isinstance(job, RunFolder) and bool(job.read_training_spec().trial_of)
        return StripRow(job, state, describe_job(job, state.state), is_trial)
    except InputError:
        return None


def _is_shown_below(line: StripRow, page: str) -> bool:
    return is_followed_here(line.job) or _is_at(line.about, page)


def _is_at(where: About, page: str) -> bool:
    """Whether the address is that of the page where this is to be seen; a screen's address is its folder's name."""
    if Path(where.page).parent.name != page:
        return False
    return all(st.query_params.get(name) == value for name, value in where.query.items())


def _show_at_work(line: StripRow) -> None:
    progress = read_job_progress(line.job)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        text = f"**{line.about.title}** · {describe_progress(line.job, progress, line.state.state)}"
        st.progress(progress.share or 0.0, text)
        _open_link(line)
        cancel_button(line.job, line.state, key=f"strip.cancel.{line.job.job_id}")


def _show_ended(line: StripRow) -> None:
    icon, word = ENDED[line.state.state]
    why = f" · {escape_markdown(str(line.state.reason))}" if line.state.state == "failed" and line.state.reason else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{icon} **{line.about.title}** · {_(word)}{why}")
        if line.state.state == "finished" or line.about.tells_failure:
            _open_link(line)
        resume_button(line.job, key=f"strip.resume.{line.job.job_id}")
        st.button(
            _("Hide"), icon=":material/close:", type="tertiary", key=f"strip.seen.{line.job.job_id}",
            help=_("Do not show this again"), on_click=watching.dismiss, args=(line.job,),
        )  # fmt: skip


def _show_rest(lines: Sequence[StripRow]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(ngettext("{n} more has ended", "{n} more have ended", len(lines)).format(n=len(lines)))
        st.button(_("Hide them"), type="tertiary", key="strip.seen.rest", on_click=_mark_seen, args=(lines,))


def _open_link(line: StripRow) -> None:
    query = {name: value for name, value in line.about.query.items() if value is not None}
    st.page_link(line.about.page, label=_("Open"), icon=":material/open_in_new:", query_params=query, width="content")


def _mark_seen(lines: Sequence[StripRow]) -> None:
    for line in lines:
        watching.mark_seen(line.job)
