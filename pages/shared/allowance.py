"""What a visitor of a hosted server is told before they press: what is left of their quota, and how long it is kept.

Where the app is a person's own, nothing is said.
"""

import math
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import streamlit as st

from core import ledger, quota, workspace
from core.i18n import _, ngettext, sentences
from core.jobs import queue
from core.quota import MEGABYTE, Quota
from core.units import format_bytes, format_estimate
from pages.shared import visitor

if TYPE_CHECKING:
    from core.tasks.waiting import Wait

MEASURED = "allowance.measured"  # in the session: when it was measured, and what is stored
MEASURE_SECONDS = 10.0


def describe_stay(*, kept: bool = False) -> str:
    """Where pictures stay that somebody shows a model, for an answer or, `kept`, to learn from."""
    if not visitor.is_hosted():
        return _("Pictures stay on this machine.")
    if kept:
        return describe_keeping()
    return _("Pictures are sent to this server, seen by nobody else, and deleted when you close this page.")


def largest_upload(most: int | None = None) -> int | None:
    """How many megabytes one file may have that a field takes `most` of."""
    limit = quota.current().least("file_mb")
    if limit is None:
        return most
    return int(limit) if most is None else min(most, int(limit))


def describe_keeping() -> str:
    """How long what is uploaded is kept; nothing where that is not the server's to decide."""
    host = visitor.host()
    if host is None:
        return ""
    from core.hosting.retention import read_hours

    hours = read_hours(visitor.current().kind, host)
    if hours is None:
        return _("Kept until you delete it; nobody else sees it.")
    return _("Deleted {hours} h after your last visit; nobody else sees it.").format(hours=f"{hours:g}")


def show_upload_allowance() -> None:
    """How much may still be uploaded and kept, and for how long."""
    if visitor.is_hosted():
        st.caption(sentences(*filter(None, (*_describe_room(quota.current()), describe_keeping()))))


def _describe_room(mine: Quota) -> Iterator[str]:
    """The smallest of what is left of bytes, and how many pictures."""
    kept, pictures = mine.room_left(_measure())
    left = [] if kept is None else [kept]
    left += [
        account.limits.upload_mb * MEGABYTE - ledger.total(account.name, "uploads")
        for account in mine.accounts
        if account.limits.upload_mb is not None
    ]
    if left:
        yield _("You may add {size} more today.").format(size=format_bytes(max(0.0, min(left))))
    if pictures is not None:
        text = ngettext("{n} more picture may be kept.", "{n} more pictures may be kept.", pictures)
        yield text.format(n=f"{pictures:,}")


def show_training_allowance() -> None:
    """What a training may be, how many minutes and jobs are left, and how many trainings are before this one."""
    if visitor.is_hosted():
        from core.tasks import waiting  # of a hosted server

        st.caption(sentences(*describe_training(quota.current()), describe_wait(waiting.expect_new())))


def show_search_allowance() -> None:
    """The same of a search, whose trials wait for their turn one after the other."""
    if visitor.is_hosted():
        st.caption(sentences(*describe_training(quota.current())))


def describe_training(mine: Quota) -> Iterator[str]:
    """What a training may be, and how many minutes and jobs are left."""
    epochs, side = mine.least("epochs"), mine.least("image_size")
    if epochs is not None and side is not None:
        yield _("Up to {epochs} epochs at {side} px.").format(epochs=int(epochs), side=int(side))
    if (minutes := mine.minutes_left()) is not None:
        yield (
            ngettext("{n} minute of training is left today.", "{n} minutes of training are left today.", int(minutes))
            .format(n=math.floor(minutes))
        )  # fmt: skip
    if (jobs := mine.jobs_left(queue.list_askers())) is not None:
        yield ngettext("{n} more job may be asked for.", "{n} more jobs may be asked for.", jobs).format(n=jobs)


def describe_wait(wait: "Wait") -> str:
    """The place in the queue, and when the training starts."""
    if wait.seconds == 0:
        return _("It starts at once.")
    before = ngettext("{n} training is before it.", "{n} trainings are before it.", wait.before).format(n=wait.before)
    if wait.seconds is None:
        return before
    return sentences(before, _("It starts in about {time}.").format(time=format_estimate(wait.seconds)))


def _measure() -> quota.Stored:
    """What is stored, measured anew every few seconds: a workspace may have thousands of files."""
    held: tuple[float, quota.Stored] | None = st.session_state.get(MEASURED)
    if held is None or time.monotonic() - held[0] > MEASURE_SECONDS:
        st.session_state[MEASURED] = held = (time.monotonic(), quota.measure(workspace.current().root))
    return held[1]
