from streamlit.testing.v1 import AppTest

from core.charts.style import class_colour


def page():
    from pages.shared.charts.probability_bars import probability_bars

    probability_bars({"<b>dog</b>": 0.9998, "cat": 0.0002}, ["bird", "cat", "<b>dog</b>"])


def test_labels_are_text_and_colours_follow_the_classes():
    (shown,) = AppTest.from_function(page).run().get("html")
    first, second = shown.proto.body.split("<dt")[1:]
    assert "&lt;b&gt;dog&lt;/b&gt;</dt>" in first
    assert f"width:99.98%;min-width:2px;height:100%;border-radius:3px;background:{class_colour('2', '012')}" in first
    assert ">&gt;99.9%</dd>" in first
    assert "width:0.02%" in second
    assert ">&lt;0.1%</dd>" in second
