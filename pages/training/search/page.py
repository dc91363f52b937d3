"""Let the machine look for better settings within a budget. `?search=` in the address shows that search."""

from contextlib import suppress
from datetime import datetime
from itertools import islice

import streamlit as st

from core.errors import InputError
from core.i18n import _
from core.jobs import folder
from core.jobs.folder import JobFolder
from core.search.searches import is_search, list_searches
from core.search.trials import find_best, read_state
from core.specs.network import translate_network
from core.specs.search.search_spec import SearchSpec
from core.tasks import overview
from core.tasks.networks import search
from core.tasks.words import STATES
from core.units import format_per_cent
from pages.shared.allowance import show_search_allowance
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown
from pages.training.search.form import STATE, ask, fill
from pages.training.search.trials_view import trials_view

RUNS = "pages/training/runs/page.py"
TRAIN = "pages/training/train/page.py"
SHOWN = 5  # earlier searches


def _ask() -> None:
    st.title(_("Search"))
    st.caption(
        _(
            "Trials are trainings with varied settings, compared on the validation pictures; those that lag are"
            " stopped. Test pictures are never used."
        )
    )
    STATE.restore()
    request = ask()
    pressed = st.button(
        _("Search"), type="primary", icon=":material/search:", width="stretch", disabled=request is None
    )
    show_search_allowance()
    STATE.keep()
    if pressed and request:
        st.query_params.from_dict({"search": search.start(request).job_id})
        st.rerun()
    _list_earlier()
    onward(
        Step(
            _(
                "A head trains in seconds and is hard to beat where photos are few. The search compares its best trial"
                " with the best run of before."
            ),
            TRAIN,
            _("Train"),
        )
    )


def _list_earlier() -> None:
    earlier = list(islice(list_searches(), SHOWN))
    heading = _("Earlier searches")
    if earlier:
        st.markdown(f"**{heading}**")
    for job in earlier:
        st.page_link(
            "pages/training/search/page.py", label=_describe(job), icon=":material/history:",
            query_params={"search": job.job_id},
        )  # fmt: skip


def _describe(job: JobFolder) -> str:
    """When it was asked for, what it was about, and what came of it; its name where that cannot be read."""
    try:
        base, state = job.read_spec(SearchSpec).base, overview.read_current_state(job)
        best = find_best(read_state(job).trials)
    except InputError:
        return job.job_id
    came = format_per_cent(best.val_accuracy) if best and best.val_accuracy is not None else _(STATES[state.state])
    when = f"{datetime.fromtimestamp(state.created):%Y-%m-%d %H:%M}"
    return " · ".join([when, escape_markdown(base.dataset), escape_markdown(translate_network(base)), came])


def _ask_again(job: JobFolder) -> None:
    """The form with what that search was asked for; with its defaults where that cannot be read."""
    with suppress(InputError):
        fill(job.read_spec(SearchSpec))
    st.query_params.clear()


def _watch(job_id: str) -> None:
    st.title(_("Search"))
    job = folder.find(job_id)
    if not is_search(job):
        st.error(_("This job is not a search. Choose one from the list of searches."), icon=":material/error:")
        return
    trials_view(job)
    st.button(_("Search again"), icon=":material/add:", on_click=_ask_again, args=(job,))
    onward(Step(_("Trials are runs like others: watch them, compare them."), RUNS, _("Runs")))


try:
    if "search" in st.query_params:
        _watch(st.query_params["search"])
    else:
        _ask()
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
