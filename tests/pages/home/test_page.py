"""Home leads to everything: the ways in, and the last runs by name and result."""

import subprocess
import sys

import pytest

from core.data.intake import adding
from core.i18n import LANGUAGES
from tests.core.runs.test_summary import RESULT
from tests.hand_made import hand_made_run
from tests.pages.app import as_read, open_page

HEAVY = ("sklearn", "tensorflow", "keras", "onnxruntime", "onnx", "scipy")


def links(app):
    return {link.proto.page: link.proto.label for link in app.get("page_link")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_in_is_one_press_away(language, home):
    app = open_page(language=language)
    assert not app.exception
    assert {"learning", "backprop", "datasets", "train", "instant", "predict"} <= set(links(app))
    assert "runs" not in links(app)  # before the first run there is nothing to list


def test_the_last_runs_are_told_by_name_and_result(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    run = hand_made_run("pets")
    (run.path / "result.json").write_text(RESULT)
    app = open_page()
    assert not app.exception
    of_run = {link.proto.page: link.proto.label for link in app.get("page_link") if run.run_id in str(link.proto)}
    assert of_run.items() >= {"train": "**The article's CNN · pets**", "predict": "Predict with it"}.items()
    assert any("90.0% (" in as_read(text) and ") right on unseen pictures" in as_read(text) for text in app.markdown)
    assert len(app.get("image")) == 1


def test_home_imports_nothing_heavy():
    code = f"import sys, pages.home.latest_runs, pages.home.ways; print([m for m in {HEAVY} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
