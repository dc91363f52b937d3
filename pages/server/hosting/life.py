"""What a hosted server does beside answering, as long as it runs: it hides paths and names, sweeps, tells figures.

When it ends, jobs go on: their workers are processes of their own, and a server that starts again finds them.
"""

import asyncio
import logging
from contextlib import suppress

from streamlit.runtime import runtime_util

from core import i18n
from core.hosting import retention
from core.hosting.hiding import build_hiding
from core.hosting.logs import hide_picture_names
from core.hosting.settings import HostSettings
from pages.server.hosting import figures
from pages.server.hosting.messages import answer_pages_alone
from pages.server.hosting.sessions import watch_made_files

SWEEP_SECONDS = 600.0
LARGEST_ANSWER = 200 * 10**6  # bytes that a browser is sent at once, as Streamlit has it by itself
_LOG = logging.getLogger("glassbox")


def begin(host: HostSettings) -> "asyncio.Task[None]":
    """Prepare the process, once its runtime has started; what is returned sweeps until it is cancelled."""
    i18n.hide_with(build_hiding())
    hide_picture_names()
    watch_made_files()
    answer_pages_alone()
    figures.serve(host)
    let_answers_be_large()
    return asyncio.create_task(_keep_sweeping(host))


def let_answers_be_large() -> None:
    """Lift from what is sent the limit of what is received, which holds by now.

    Streamlit has one option for both; it is read once for the websockets, when the server begins to listen, and kept
    for the answers.
    """
    runtime_util._max_message_size_bytes = LARGEST_ANSWER


async def _keep_sweeping(host: HostSettings) -> None:
    while True:
        with suppress(Exception):  # the next sweep tries again, and the log has the trace
            await asyncio.to_thread(_sweep, host)
        await asyncio.sleep(SWEEP_SECONDS)


def _sweep(host: HostSettings) -> None:
    try:
        done = retention.sweep(host)
    except Exception:
        _LOG.exception("the sweep has failed")
        raise
    if done.owners or done.links:
        _LOG.info("erased %d owners and %d links", len(done.owners), done.links)
