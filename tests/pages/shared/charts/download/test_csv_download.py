"""How tables leave: as UTF-8 with a mark by which Excel knows it, under a name that says what they are."""

import pandas as pd
import pytest

from pages.shared.charts.download.chart_download import build_class
from pages.shared.charts.download.csv_download import encode_csv
from pages.shared.charts.folded_table import build_file_name


def test_the_file_has_chinese_all_digits_and_row_names_if_asked():
    frame = pd.DataFrame({"类别": ["猫", "狗"], "share": [1 / 3, None]}, index=["a", "b"])
    assert encode_csv(frame).decode("utf-8-sig") == f"类别,share\n猫,{1 / 3!r}\n狗,\n"
    assert encode_csv(frame, index=True).startswith(b"\xef\xbb\xbf,")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("The curves as a table", "curves"),
        ("The sizes as numbers", "sizes"),
        ("The numbers of every step", "numbers-of-every-step"),
        ("As a table", "as-a-table"),
    ],
)
def test_a_file_is_named_after_its_table(label, name):
    assert build_file_name(label) == name


def test_a_chart_is_found_by_the_class_that_streamlit_makes_of_its_key():
    assert build_class("evaluate.confusion") == "st-key-evaluate-confusion"
    assert build_class("map_chart.3") == "st-key-map_chart-3"
