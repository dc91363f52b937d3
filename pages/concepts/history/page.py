"""How it grew: what each step added, from the perceptron on, and how many parameters networks had."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.charts.concepts.growth import Network, draw_growth
from core.concepts.activations import Array
from core.concepts.doubling import Growth, fit_growth
from core.content.milestones import FIELDS, MILESTONES, Milestone
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.concept_screen import latex, scaffold
from pages.shared.concept_screen.path import find_stop, next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
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
    numbers = list_numbers(shown)
    found = fit_growth(**numbers) if numbers else None
    names = {name: _(title) for name, title in FIELD_NAMES.items()}
    st.plotly_chart(
        draw_growth(networks, fields=names, titles=(_("year"), _("parameters")), trend=_draw_along(found, networks)),
        alt=_("Parameters of networks by year on a logarithmic axis; the table has the numbers."),
        key="history.growth",
        config={"displayModeBar": False},
    )
    chart_download("history.growth", name="parameters-by-year")
    if found:
        tell_growth(found)


def _draw_along(found: Growth | None, networks: Sequence[Network]) -> Sequence[tuple[float, float]]:
    """The two ends of the line."""
    years = [one.year for one in networks]
    return [(year, found.predict(year)) for year in (min(years), max(years))] if found else ()


def tell_growth(found: Growth) -> None:
    """In how many months they doubled, in symbols and in numbers."""
    told = _("The dotted line: on average the parameters of these networks doubled every **{months} months**.")
    st.markdown(told.format(months=round(12 * found.doubling)))
    years = _("years")
    with scaffold.folded():
        scaffold.formula(
            r"T = \frac{\sum_i (y_i - \bar y)^2}{\sum_i (y_i - \bar y)\,(\log_2 P_i - \overline{\log_2 P})}",
            rf"T = \frac{{{latex.number(found.spread)}}}{{{latex.number(found.along)}}}"
            rf" = {latex.number(found.doubling)}\ \text{{{years}}}",
        )


def list_numbers(shown: Sequence[Milestone]) -> dict[str, Array]:
    """Years and parameters of the networks; none where all are of one year, or there is none."""
    sized = [(one.year, one.parameters) for one in shown if one.parameters]
    years, sizes = (np.array([pair[place] for pair in sized], float) for place in (0, 1))
    return {"years": years, "sizes": sizes} if len(set(years)) > 1 else {}


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
if numbers := list_numbers(chosen):
    take_along("pages/concepts/history/page.py", [Call("growth", fit_growth, numbers, shown=("doubling",))])
next_concept("pages/concepts/history/page.py")
STATE.keep()
