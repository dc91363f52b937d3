"""A component's text imports its module, and with it what the module needs; its files are read when it is made."""

import json
import re

import pytest
import streamlit as st

from pages.shared.browser.component import build_name, component
from pages.shared.browser.scripts import build_address, collect_imports


@pytest.fixture
def made(monkeypatch):
    """What Streamlit is told of the last component."""
    told = {}
    monkeypatch.setattr(st.components.v2, "component", lambda name, **parts: told.update(name=name, **parts))
    return told


def test_the_text_names_the_module_first_and_all_that_it_needs(made):
    component("concepts/losses/chart.js")
    named = json.loads(re.search(r"\[.*?\]", made["js"])[0])
    assert named == [build_address(script) for script in collect_imports("concepts/losses/chart.js")]
    assert made["name"] == build_name("concepts/losses/chart.js") == "glassbox.concepts.losses.chart"


def test_style_sheets_come_in_their_order(made):
    component("shared/pictures/gallery.js", styles=["shared/pictures/gallery.css", "shared/charts/chart.css"])
    assert made["css"].index("--side") < made["css"].index(".picture")


def test_a_file_that_is_not_there_is_noticed_at_once(made):
    with pytest.raises(KeyError):
        component("shared/pictures/galery.js")
    with pytest.raises(FileNotFoundError):
        component("shared/pictures/gallery.js", styles=["shared/pictures/galery.css"])
