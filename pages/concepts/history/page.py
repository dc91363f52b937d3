"""How it grew: what each step added, from the perceptron on, and how many parameters networks had."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.charts.concepts.growth import Network, draw_growth
from core.content.milestones import FIELDS, MILESTONES, Milestone
from core.i18n import N_, _
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import find_stop, next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.screen_state import State, choices

FIELD_NAMES = {
    "networks": N_("Units and layers"),
    "learning": N_("Learning"),
    "pictures": N_("Images"),
    "language": N_("Language"),
    "decisions": N_("Decisions and science"),
}
STATE = State("history", {"fields": choices(FIELDS, FIELDS)})
PRESETS = (
    Preset(
        N_("The whole line"),
        {},
        N_(
            "Most ideas are older than one thinks: reverse differentiation is from 1970, the CNN from 1980. What came"
            " in 2012 was data, hardware and a few details, and with them thousands of times the parameters of 1989."
        ),
    ),
    Preset(
        N_("Images"),
        {"fields": ["pictures"]},
        N_(
            "From filters of ten thousand weights to networks of 60 million. Size alone did not decide: ResNet-152 is"
            " as large as AlexNet; of the photos of ImageNet, several of them together miss 3.6%, and AlexNets 15.3%."
        ),
    ),
    Preset(
        N_("Language"),
        {"fields": ["language"]},
        N_("First recurrent networks, then attention beside them, then attention alone, and since then mostly size."),
    ),
    Preset(
        N_("A wrong turn"),
        {"fields": ["networks"]},
        N_(
            "In 1969 it was proved what one layer cannot do, and many took it for a limit of all networks. Work on them"
            " was rare until 1986. Try it yourself: XOR needs a hidden layer."
        ),
        failure=True,
    ),
)


def controls() -> None:
    names = {name: _(title) for name, title in FIELD_NAMES.items()}
    st.pills(
        _("Fields"),
        FIELDS,
        selection_mode="multi",
        format_func=names.__getitem__,
        key=STATE.key("fields"),
    )


def growth(shown: Sequence[Milestone]) -> None:
    """The networks with a published number of parameters."""
    networks = [Network(_(one.name), one.year, one.parameters, one.field) for one in shown if one.parameters]
    if not networks:
        return
    names = {name: _(title) for name, title in FIELD_NAMES.items()}
    st.plotly_chart(
        draw_growth(networks, fields=names, titles=(_("year"), _("parameters"))),
        alt=_("Parameters of networks by year on a logarithmic axis; the table has the numbers."),
        key="history.growth",
        config={"displayModeBar": False},
    )
    chart_download("history.growth", name="parameters-by-year")


def timeline(shown: Sequence[Milestone]) -> None:
    for number, milestone in enumerate(shown):
        with st.container(border=True, key=f"milestone{number}"):
            when, what, where = st.columns([2, 9, 5], vertical_alignment="center")
            when.markdown(f"### {milestone.year}")
            with what:
                st.markdown(f"**{_(milestone.name)}** · {_(milestone.text)}")
                st.caption(f"{milestone.authors}: {milestone.source}")
            with where:
                touch(milestone)


def touch(milestone: Milestone) -> None:
    """The link to the screen on which the idea can be tried."""
    if milestone.topic:
        stop = find_stop(milestone.topic)
        st.page_link(stop.page, icon=f":material/{stop.icon}:")


def numbers_table(shown: Sequence[Milestone]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("year"): [one.year for one in shown],
            _("work"): [_(one.name) for one in shown],
            _("field"): [_(FIELD_NAMES[one.field]) for one in shown],
            _("parameters"): pd.array([one.parameters for one in shown], dtype="Int64"),
            _("authors"): [one.authors for one in shown],
            _("source"): [one.source for one in shown],
        }
    )


STATE.restore()
scaffold.heading(
    _("How it grew"),
    _(
        "Seventy years of ideas on one page. Each line says **what was new**, who published it and where, and leads to"
        " the screen on which you can try it."
    ),
)
scaffold.presets(STATE, PRESETS)
controls()
chosen = [one for one in MILESTONES if one.field in STATE["fields"]]
growth(chosen)
timeline(chosen)
scaffold.table(lambda: numbers_table(chosen))
next_concept("pages/concepts/history/page.py")
STATE.keep()
