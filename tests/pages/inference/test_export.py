"""The screen Export: a format is made, checked and downloaded, and a bundle comes in."""

import io
import json
import zipfile
from pathlib import Path

import onnx
import pytest

from core.data import datasets
from core.data.intake.adding import add
from core.evaluation.evaluate import evaluate
from core.export.format import explain_missing_rule
from core.export.formats import FORMATS, find_format
from core.inference.decision import DecisionRule, save_decision
from core.inference.imported import imported_model
from core.inference.models import find_model
from core.tasks.models import export, import_model
from core.tasks.models.export import find_downloads
from pages.shared.file_download import ROUTE, find_offer
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_import, hand_made_model, hand_made_run
from tests.pages.app import as_read, open_page
from tests.waiting import ended, until

PAGE = "pages/inference/export/page.py"
FACTS = {"name": "m", "title": "M", "classes": ["cat", "dog"], "image_size": 32}


@pytest.fixture
def run(tmp_path):
    add(two_classes(tmp_path / "pets"), "pets")
    return hand_made_run("pets")


def links(app):
    return [element.proto.url for element in app.get("link_button")]


def test_a_format_is_made_checked_and_offered_and_what_is_not_possible_says_why(run):
    app = open_page(PAGE, run=run.run_id)
    assert not app.exception
    assert {f"`{one.name}`" for one in FORMATS} <= {as_read(text).split(" ")[-1] for text in app.markdown}
    assert any("no keras file" in as_read(caption) for caption in app.caption)
    assert {button.key for button in app.button if button.key.startswith("export.start")} == {
        "export.start.bundle", "export.start.onnx", "export.start.card"
    }  # fmt: skip
    app.button(key="export.start.onnx").click().run()
    until(lambda: links(app.run()))
    assert any("Asked about 64 pictures: all get the same class" in text.value for text in app.markdown)
    (address,) = links(app)
    path = find_offer(address.removeprefix(ROUTE))
    assert onnx.load(path).graph == onnx.load(run.onnx_model).graph
    assert path.name == f"{run.run_id}.onnx"
    again = open_page(PAGE, language="zh", run=run.run_id)
    assert links(again) == [address]


def test_what_was_exported_before_the_model_changed_is_not_offered(run):
    model = find_model(run.run_id)
    for _time in range(2):
        job = export.start_download(model, find_format("onnx"))
        assert ended(job).state == "finished"
        assert list(find_downloads(model)) == ["onnx"]
    run.onnx_model.write_bytes(hand_made_model(2, seed=1))
    assert find_downloads(find_model(run.run_id)) == {}


def test_what_tells_of_a_rule_or_an_evaluation_is_not_offered_when_these_have_changed(run):
    model = find_model(run.run_id)

    def export_both():
        for name in ("bundle", "onnx"):
            assert ended(export.start_download(model, find_format(name))).state == "finished"

    save_decision(model, DecisionRule(temperature=2.0))
    export_both()
    assert set(find_downloads(model)) == {"bundle", "onnx"}
    save_decision(model, DecisionRule())  # which leaves no file
    assert find_downloads(model) == {}
    export_both()
    evaluate(model, datasets.load("pets"), "test")
    assert set(find_downloads(model)) == {"onnx"}, "the card in the bundle is out of date"


def test_a_format_without_the_kept_rule_says_so(run):
    model = find_model(run.run_id)
    assert explain_missing_rule(model, find_format("litert")) is None
    save_decision(model, DecisionRule(reject_below=0.7))
    assert "without the temperature, threshold or limit" in str(explain_missing_rule(model, find_format("litert")))
    assert explain_missing_rule(model, find_format("onnx")) is None
    model.settings.write_text("{")
    assert "decision.json is damaged" in str(explain_missing_rule(model, find_format("keras")))


def test_an_imported_model_is_chosen_told_and_removed(run):
    hand_made_import("theirs", ["cat", "dog"])
    app = open_page(PAGE, run="theirs")
    assert not app.exception
    assert app.selectbox[0].value == "theirs"
    app.button(key="import.remove").click().run()
    assert not app.exception
    assert imported_model.find("theirs") is None


def bundle(name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("model.json", json.dumps(FACTS))
        opened.writestr("model.onnx", hand_made_model(2))
    file.name = name
    return file


def test_an_upload_is_imported_under_the_name_that_was_suggested(run):
    app = open_page(PAGE, run=run.run_id)
    app.file_uploader(key="import.file").set_value(("theirs.zip", bundle("theirs.zip").getvalue(), "application/zip"))
    app.run()
    assert [field.value for field in app.text_input] == ["theirs"]
    app.button(key="import.start").click().run()
    until(lambda: app.run().success)
    assert "cat" in app.success[0].value
    assert find_model("theirs").classes == ("cat", "dog")


def test_an_upload_that_could_run_code_is_a_sentence(run):
    file = io.BytesIO(b"PK")
    file.name = "m.keras"
    job = import_model.start_upload(file, "theirs")
    state = ended(job)
    assert "CVE-2025-1550" in str(state.reason)
    assert not Path(job.inputs).exists()
