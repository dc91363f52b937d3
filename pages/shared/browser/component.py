"""Components of ours in the browser (Streamlit's Components v2): an ES module, style sheets and HTML, all in files.

    _mount = component("concepts/activations/chart.js", styles=["shared/charts/chart.css"])
    _mount(key="activations.chart", data={"z": 1.0}, on_z_change=moved)

Streamlit hands the browser each component's script as a text, whose relative imports would lead nowhere. So that text
only imports the component's module from its address (see scripts.py), and at the same time everything that the module
needs. The module's default export is called at every change of `data`, always with the same node: it keeps what it has
drawn and brings it up to date (see component.js).
"""

import json
from collections.abc import Sequence

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.shared.browser.scripts import PAGES, build_address, collect_imports

LOADER = """
const addresses = {addresses};
const load = () => Promise.all(addresses.map((address) => import(new URL(address, document.baseURI).href)));
export default async (call) => (await load())[0].default(call);
"""


def component(
    script: str, *, styles: Sequence[str] = (), html: str | None = None, isolate_styles: bool = True
) -> ComponentRenderer:
    """Register the component whose module is `script`, once, when its Python module is imported; call what it returns.

    `script`, `styles` and `html` name files below pages/. Without `isolate_styles` the component is no shadow root.

    Raises:
        FileNotFoundError, KeyError: one of the files is not there.

    """
    return st.components.v2.component(
        build_name(script),
        js=LOADER.replace("{addresses}", json.dumps([build_address(needed) for needed in collect_imports(script)])),
        css="\n".join(map(_read, styles)) or None,
        html=html and _read(html),
        isolate_styles=isolate_styles,
    )


def build_name(script: str) -> str:
    """The name under which Streamlit knows the component."""
    return f"glassbox.{script.removesuffix('.js').replace('/', '.')}"


def _read(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")
