"""Each part of a page that starts a job shows it, finds it again after a reload, ends it, and tells why it failed."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from pydantic import BaseModel

from core.backbone.weights import published
from core.curation.deciding.decide import decide
from core.curation.labels.label_check import ALL, check_labels
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding, drafts
from core.evaluation.evaluate import evaluate
from core.i18n import Message
from core.inference.models import find_model
from core.jobs.kind import Kind
from core.networks.backbones import MOBILENET
from core.tasks import train, watching
from core.tasks.datasets.add_dataset import ADD_DATASET, AddRequest
from core.tasks.datasets.check_dataset import CHECK_DATASET, CheckRequest
from core.tasks.datasets.label_check import LABEL_CHECK, LabelCheckRequest
from core.tasks.datasets.label_effect import LABEL_EFFECT, LabelEffectRequest
from core.tasks.models.evaluate import EVALUATE, EvaluationRequest
from core.tasks.models.neighbours import NEIGHBOURS, NeighboursRequest
from core.tasks.models.onnx_form import ONNX_FORM, OnnxFormRequest
from tests import jobs
from tests.core.curation.checks import planted
from tests.core.data.pictures import noise, two_classes
from tests.hand_made import hand_made_run
from tests.pages.app import open_page


@dataclass(frozen=True)
class Section:
    """A part of a page: where it is, the job that it starts, and the button that starts it."""

    page: str
    query: Mapping[str, str]
    kind: Kind
    spec: BaseModel
    button: str


def datasets_list(tmp_path):
    return Section("pages/training/datasets/page.py", {}, ADD_DATASET, AddRequest(name="pets"), "Add")


def _of_planted(kind, spec, button):
    return Section("pages/training/datasets/page.py", {"dataset": "planted"}, kind, spec, button)


def near_duplicates(tmp_path):
    (planted.planted(tmp_path).folder / "alike.json").unlink()
    spec = CheckRequest(dataset="planted", check="near_duplicates")
    return _of_planted(CHECK_DATASET, spec, "Compare the pictures")


def suspects(tmp_path):
    planted.planted(tmp_path)
    spec = LabelCheckRequest(dataset="planted", splits=("train", "val"))
    return _of_planted(LABEL_CHECK, spec, "Look for suspect labels")


def effect(tmp_path):
    check_labels(planted.planted(tmp_path), ALL)
    decide("planted", "square/animal.png", Decision(kind="leave_out"))
    return _of_planted(LABEL_EFFECT, LabelEffectRequest(dataset="planted"), "Measure what your decisions change")


def _run(tmp_path, count=8):
    adding.add(two_classes(tmp_path / "photos", count), "pets")
    return hand_made_run("pets")


def _evaluation(run, model, button):
    query = {"run": run.run_id, "dataset": "pets", "split": "test"}
    spec = EvaluationRequest(model=model, dataset="pets", split="test")
    return Section("pages/inference/evaluate/page.py", query, EVALUATE, spec, button)


def evaluation(tmp_path):
    run = _run(tmp_path)
    return _evaluation(run, run.run_id, "Evaluate")


def baseline(tmp_path):
    run = _run(tmp_path)
    evaluate(find_model(run.run_id), datasets.load("pets"), "test")
    return _evaluation(run, "imagenet", "Compare with no training at all")


def neighbours(tmp_path):
    run = _run(tmp_path, 40)
    path = datasets.load("pets").list_pictures(split="test")[0].path
    query = {"run": run.run_id, "source": "samples", "sample": path}
    spec = NeighboursRequest(model=run.run_id)
    return Section("pages/inference/predict/page.py", query, NEIGHBOURS, spec, "Compare with the training pictures")


def draft(tmp_path):
    made = drafts.create(["cat", "dog"])
    for number in range(8):
        picture = io.BytesIO()
        noise(number).save(picture, "PNG")
        made.add(made.classes[number % 2], picture.getvalue(), f"{number}.png")
    spec = AddRequest(name="kept", draft=made.draft_id)
    return Section("pages/training/instant/page.py", {"draft": made.draft_id}, ADD_DATASET, spec, "Keep as a dataset")


def pretrained_network(tmp_path):
    weights = published.find_weights_file(MOBILENET)
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"weights")  # looked for, not looked into
    adding.add(two_classes(tmp_path / "photos"), "pets")
    query = {"dataset": "pets", "architecture": MOBILENET.name}
    spec = OnnxFormRequest(backbone=MOBILENET.name)
    return Section("pages/training/train/page.py", query, ONNX_FORM, spec, "Make it ready now")


SECTIONS: list[Callable] = [
    datasets_list, near_duplicates, suspects, effect, evaluation, baseline, neighbours, draft, pretrained_network,
]  # fmt: skip
ADDED_BESIDE = (datasets_list, draft)  # there the button stays: more can be added meanwhile


QUICK = (datasets_list, near_duplicates, evaluation, neighbours)


@pytest.fixture(
    params=[pytest.param(one, id=one.__name__, marks=() if one in QUICK else pytest.mark.slow) for one in SECTIONS]
)
def build(request):
    return request.param


@pytest.fixture
def section(build, tmp_path, monkeypatch):
    monkeypatch.setattr(train, "prepare", lambda spec: None)  # Keras need not load for a look at the form
    watching.list_unseen()
    return build(tmp_path)


def opened(section, language="en"):
    app = open_page(section.page, language=language, **section.query)
    assert not app.exception
    return app


def bars(app):
    return [bar.proto.text for bar in app.get("progress") if "30 / 120" in bar.proto.text]


def labels(app):
    return [button.label for button in app.button]


def cancel_key(job):
    return f"section.cancel.{job.job_id}"


def test_it_begins_with_a_button(section):
    app = opened(section)
    assert section.button in labels(app)
    assert bars(app) == []


def test_a_job_at_work_is_shown_found_again_and_cancelled(section, build):
    job = jobs.at_work(section.kind, section.spec, phase="looking", done=30, total=120)
    for app in (opened(section), opened(section, "zh"), opened(section)):
        assert len(bars(app)) == 1, "here, and so not in the strip"
        assert [button.key for button in app.button if job.job_id in str(button.key)] == [cancel_key(job)]
    assert (section.button in labels(app)) == (build in ADDED_BESIDE)
    app.button(key=cancel_key(job)).click().run()
    assert job.read_request() == "stop"
    jobs.end(job, "stopped")
    app.run()
    assert bars(app) == []
    assert section.button in labels(app)
    assert job not in watching.list_unseen()


def test_why_it_failed_is_told_here(section):
    job = jobs.at_work(section.kind, section.spec, phase="looking", done=30, total=120)
    app = opened(section)
    jobs.end(job, "failed", Message("The picture is gone."))
    app.run()
    assert [error.value.replace("\\", "") for error in app.error] == ["The picture is gone."]
    assert not [button for button in app.button if button.key == f"strip.seen.{job.job_id}"]


def test_a_failure_that_nobody_saw_is_told_after_a_reload(section):
    job = jobs.at_work(section.kind, section.spec, phase="looking", done=30, total=120)
    jobs.end(job, "failed", Message("The picture is gone."))
    app = opened(section)
    assert app.button(key=f"strip.seen.{job.job_id}")
    assert any("The picture is gone" in text.value for text in app.markdown)
