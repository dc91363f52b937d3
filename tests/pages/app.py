"""Open any page the way a person does: through app.py, in one of the languages."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.shared.charts.folded_table import build_key

APP = str(Path(__file__).parents[2] / "app.py")
SLOW_START = 30  # seconds; the first import of a page may be slow on a busy machine


def open_page(path: str | None = None, /, *, language: str = "en", **query: str) -> AppTest:
    """The app after its first run, on the page `path` (such as ``pages/training/runs/page.py``)."""
    app = AppTest.from_file(APP, default_timeout=SLOW_START)
    app.session_state["language"] = language
    for name, value in query.items():
        app.query_params[name] = value
    if path:
        app.run()
        app.switch_page(path)
    return app.run()


def unfold(app: AppTest, *labels: str) -> AppTest:
    """The app after the tables with these English labels were unfolded."""
    for label in labels:
        app.session_state[build_key(label)] = True
    return app.run()


def drawings(app: AppTest) -> list:
    """The mounted components but for the buttons that save charts."""
    return [one for one in app.get("bidi_component") if "chart_download" not in one.proto.component_name]


def as_read(element) -> str:
    """What a person reads in a sentence whose signs were kept from Markdown."""
    return re.sub(r"\\(.)", r"\1", element.value)
