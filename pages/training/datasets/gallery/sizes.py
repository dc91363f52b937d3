"""How large the pictures of a dataset are, and in which shapes."""

from collections import Counter

import pandas as pd
import streamlit as st

from core.charts.picture_sizes import picture_sizes
from core.data.datasets import Dataset
from core.i18n import N_, _
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table

CHART = "datasets.sizes"
NUMBERS = N_("The sizes as numbers")


def sizes(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    counts = Counter((record.width, record.height) for record in dataset.list_pictures())
    st.subheader(_("Sizes and shapes"))
    alt = _("Width and height of the pictures, a point for each size; the table has the numbers.")
    st.plotly_chart(picture_sizes(counts), alt=alt, key=CHART, config={"displayModeBar": False}, width=560)
    chart_download(CHART, name="picture-sizes")
    folded_table(lambda: _make_table(counts), label=NUMBERS)


def _make_table(counts: Counter[tuple[int, int]]) -> pd.DataFrame:
    frequent = counts.most_common()
    return pd.DataFrame(
        {
            _("Width in pixels"): [width for (width, _height), _count in frequent],
            _("Height in pixels"): [height for (_width, height), _count in frequent],
            _("Pictures"): [count for _size, count in frequent],
        }
    )
