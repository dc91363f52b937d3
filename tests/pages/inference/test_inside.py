"""The screen Inside your network, with a real worker behind it."""

import json

import pytest

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
    assert "Logit of " in said(app)
    assert "the sigmoid makes its probability of it" in said(app)

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


def test_before_any_training_or_dataset_there_are_a_network_and_a_picture_to_look_into(ending_workers):
    app = open_page(PAGE)
    assert not app.exception
    assert not app.error
    assert len(app.selectbox(key="inside.run").options) == 1
    assert "The sum makes" in said(app)
    assert ":green[:material/check_circle:]" in said(app)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_of_a_head_the_way_back_leads_through_the_pretrained_network_to_the_pixels(transferred, ending_workers):
    app = open_page(PAGE, run=transferred.run_id)
    layers = json.loads(next(one.proto.json for one in app.get("bidi_component") if "inside.chain" in one.proto.id))
    last = len(layers["steps"]) - 1
    app.query_params["layer"] = str(last)
    app.run()
    visited = []
    while (layer := read_layer(app)) != 0:
        visited.append(layer)
        assert not app.exception
        assert not app.error
        assert ":green[:material/check_circle:]" in said(app), f"the sum of layer {layer}"
        app.button(key="inside.back.0").click().run()
    assert visited[0] == last
    assert visited == sorted(visited, reverse=True)
    assert len(visited) > 30
    assert "no sum has made them" in said(app)


def read_layer(app):
    found = app.query_params["layer"]
    return int(found if isinstance(found, str) else found[0])


def test_in_chinese(answered):
    app = open_page(PAGE, language="zh", run=answered.run_id, layer="6", sample="gone.png")
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "网络内部"
    assert "求和得到" in said(app)
