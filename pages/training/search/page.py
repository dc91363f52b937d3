"""Let the machine look for better settings within a budget. `?search=` in the address shows that search."""

from itertools import islice

import streamlit as st

from core.errors import InputError
from core.i18n import _
from core.jobs import folder
from core.search.searches import is_search, list_searches
from core.tasks.networks import search
from pages.shared.allowance import show_search_allowance
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown
from pages.training.search.form import STATE, ask
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
                "Train once first: a head takes seconds, and is hard to beat where photos are few. The search compares"
                " its best trial with the best run of before."
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
            "pages/training/search/page.py", label=job.job_id, icon=":material/history:",
            query_params={"search": job.job_id},
        )  # fmt: skip


def _watch(job_id: str) -> None:
    st.title(_("Search"))
    job = folder.find(job_id)
    if not is_search(job):
        st.error(_("This job is no search. Choose one from the list of searches."), icon=":material/error:")
        return
    trials_view(job)
    st.button(_("Search again"), icon=":material/add:", on_click=st.query_params.clear)
    onward(Step(_("Trials are runs like others: watch them, compare them."), RUNS, _("Runs")))


try:
    if "search" in st.query_params:
        _watch(st.query_params["search"])
    else:
        _ask()
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
