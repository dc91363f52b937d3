"""Would more pictures help, or another network? A curve of trainings on a quarter, a half and all of them."""

import streamlit as st

from core.charts.search.data_curve import draw_data_curve
from core.errors import InputError
from core.i18n import _
from core.runs.data_notes import explain_data
from core.runs.folder import RunFolder
from core.search.data_curve import read_curve
from core.search.more_pictures import DataCurve, explain_curve, foretell
from core.tasks.networks import data_curve
from core.units import format_per_cent
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.shared.models.data_notes import data_notes
from pages.shared.plain import escape_markdown

KEY = "train.data_curve"


def more_pictures(run: RunFolder) -> None:
    """Offer the curve, or show it; nothing for a head alone, which takes all pictures at once."""
    if run.read_training_spec().head_only:
        return
    with st.expander(_("Would more pictures help?"), icon=":material/trending_up:"):
        take_ended(KEY)
        try:
            curve = read_curve(run)
        except InputError as error:
            st.error(escape_markdown(str(error)), icon=":material/error:")
            return
        if curve:
            _show(curve)
            data_notes(explain_data(run))
            return
        st.caption(_("Trains the same on a quarter, a half and all pictures: less than twice as long as this run."))
        at_work = job_section(KEY, data_curve.DATA_CURVE, lambda request: request.run == run.run_id)
        if not at_work and st.button(_("Draw the curve"), icon=":material/trending_up:"):
            follow(KEY, data_curve.start(run))


def _show(curve: DataCurve) -> None:
    more = foretell(curve.points, 2 * curve.points[-1].pictures)
    names = {
        "measured": _("measured"), "foretold": _("foretold"), "pictures": _("training pictures"),
        "accuracy": _("validation accuracy"),
    }  # fmt: skip
    points = [(one.pictures, one.accuracy, *one.interval) for one in curve.points]
    ahead = (more.pictures, more.accuracy, more.low, more.high)
    alt = _("Validation accuracy against training pictures; with {count} it would be {accuracy}").format(
        count=more.pictures, accuracy=format_per_cent(more.accuracy)
    )
    live_charts(pack_charts(Chart(draw_data_curve(points, ahead, names=names), alt=alt)), key=KEY)
    for said in explain_curve(curve):
        st.markdown(f"- {said}")
