"""The screen Inside your network, with a real worker behind it."""

from core.jobs import folder
from tests.pages.app import open_page

PAGE = "pages/inference/inside/page.py"
SHAPE_OF_CONV = "8 × 1 × 1"


def said(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info))


def test_from_the_probability_back_to_the_pixels(answered):
    app = open_page(PAGE, run=answered.run_id)
    assert not app.exception
    assert not app.error
    assert SHAPE_OF_CONV in said(app), "it begins with the first convolution"
    assert "The sum makes" in said(app)
    assert ":green[:material/check_circle:]" in said(app)
    assert len(app.dataframe[0].value) == 12 + 1, "the largest terms, and the others together"
    assert "Logits: " in said(app)

    app.query_params["layer"] = "999"
    app.query_params["map"] = "3"
    app.run()
    assert app.number_input(key="inside.map").value == 3, "what the address cannot mean is passed over"

    app.button(key="inside.back.0").click().run()
    assert not app.exception
    assert app.query_params["layer"] in (["2"], "2")
    assert "32 × 32" in said(app)
    app.button(key="inside.back.0").click().run()
    app.button(key="inside.back.0").click().run()
    assert app.query_params["layer"] in (["0"], "0")
    assert "no sum has made them" in said(app)

    app.query_params["layer"] = "3"
    app.run()
    app.toggle(key="inside.strongest").set_value(True).run()
    assert not app.exception
    assert "Of at most 200 training pictures" in said(app)
    assert app.query_params["strongest"] in (["1"], "1")
    assert len(list(folder.list_jobs())) == 1, "one worker answers everything"


def test_in_chinese(answered):
    app = open_page(PAGE, language="zh", run=answered.run_id, layer="6", sample="gone.png")
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "网络内部"
    assert "求和得到" in said(app)
