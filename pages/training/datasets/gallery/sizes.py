"""How large the pictures of a dataset are, and in which shapes."""

from collections import Counter

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from core.charts.picture_sizes import picture_sizes
from core.data.datasets import Dataset
from core.i18n import N_, _, language
from pages.shared.caches import cache_resource
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table

CHART = "datasets.sizes"
NUMBERS = N_("The sizes as numbers")


def sizes(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    version = (dataset.manifest.created.timestamp(), dataset.manifest.revision)
    counts = _count(dataset.name, version, dataset)
    st.subheader(_("Sizes and shapes"))
    alt = _("Width and height of the pictures, a point for each size; the table has the numbers.")
    st.plotly_chart(
        _draw(dataset.name, version, language(), counts),
        alt=alt,
        key=CHART,
        config={"displayModeBar": False},
        width=560,
    )
    chart_download(CHART, name="picture-sizes")
    folded_table(lambda: _make_table(counts), label=NUMBERS)


@cache_resource(max_entries=16)
def _count(name: str, version: tuple[float, int], _dataset: Dataset) -> Counter[tuple[int, int]]:
    """{(width, height): pictures}; `version` changes with every decision."""
    return Counter((record.width, record.height) for record in _dataset.list_pictures())


@cache_resource(max_entries=16)
def _draw(name: str, version: tuple[float, int], in_language: str, _counts: Counter[tuple[int, int]]) -> go.Figure:
    return picture_sizes(_counts)


def _make_table(counts: Counter[tuple[int, int]]) -> pd.DataFrame:
    frequent = counts.most_common()
    return pd.DataFrame(
        {
            _("Width in pixels"): [width for (width, _height), _count in frequent],
            _("Height in pixels"): [height for (_width, height), _count in frequent],
            _("Pictures"): [count for _size, count in frequent],
        }
    )
