"""What was trained last: some pictures of its dataset, what it is, and how good it is or how far."""

from io import BytesIO

import streamlit as st

from core.data import datasets
from core.data.samples import choose_from_each_class, make_strip
from core.errors import InputError
from core.i18n import _
from core.intervals import format_measured
from core.jobs.state import ACTIVE
from core.networks import catalogue
from core.runs.summary import RunSummary, summarize_newest
from pages.shared.caches import cache_data
from pages.shared.jobs.job_words import STATE_COLOURS, translate_state
from pages.shared.plain import escape_markdown

TRAIN = "pages/training/train/page.py"
PREDICT = "pages/inference/predict/page.py"
RUNS = "pages/training/runs/page.py"
SHOWN = 4  # runs
PICTURES, SIDE = 4, 96  # in a strip, and pixels of each


def latest_runs() -> None:
    """The newest runs side by side; nothing before the first one."""
    runs = summarize_newest(SHOWN)
    if not runs:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_("Your last runs"), anchor=False)
        st.page_link(RUNS, label=_("All runs"), icon=":material/list:", width="content")
    with st.grid(SHOWN, min_column_width=220):
        for run in runs:
            _show(run)


def _show(run: RunSummary) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        if strip := _find_strip(run.dataset):
            st.image(strip, alt=_("Pictures of {name}").format(name=run.dataset))
        label = f"{catalogue.translate_title(run.architecture)} · {escape_markdown(run.dataset)}"
        st.page_link(TRAIN, label=f"**{label}**", query_params={"run": run.run_id})
        st.markdown(_describe_result(run))
        for note in run.notes:
            st.caption(f":material/gpp_maybe: {escape_markdown(str(note))}")
        st.caption(f"{run.created:%Y-%m-%d %H:%M}")
        _lead_on(run)


def _lead_on(run: RunSummary) -> None:
    """What to do with it next: look on while it is at work, ask it where it answers, else see what it ended with."""
    if run.state not in ACTIVE and run.has_model:
        page, label = PREDICT, _("Predict with it")
    else:
        page, label = TRAIN, _("See how far it is") if run.state in ACTIVE else _("See why it has no model")
    st.page_link(page, label=label, icon=":material/arrow_forward:", query_params={"run": run.run_id})


def _describe_result(run: RunSummary) -> str:
    """How good it is on pictures that it had not seen, or in which state it is."""
    if metrics := run.metrics:
        text = _("{accuracy} right on unseen pictures")
        return text.format(accuracy=format_measured(metrics.accuracy, metrics.interval))
    return f":{STATE_COLOURS.get(run.state, 'gray')}-badge[{translate_state(run.state)}]"


def _find_strip(name: str) -> bytes | None:
    """Some pictures of the dataset side by side; None where it, or one of them, cannot be read."""
    try:
        manifest = datasets.load(name).manifest
    except InputError:
        return None
    return _render_strip(name, (manifest.created.timestamp(), manifest.revision))


@cache_data(max_entries=64)
def _render_strip(name: str, version: tuple[float, int]) -> bytes | None:
    try:
        dataset = datasets.load(name)
        chosen = choose_from_each_class(dataset, PICTURES)
        strip = make_strip([(dataset.find_path(record), record.path) for record in chosen], SIDE)
    except InputError:
        return None
    file = BytesIO()
    strip.save(file, "JPEG", quality=85)
    return file.getvalue()
