"""The screens answer as the rule that is kept with the model does, all of them."""

import pytest

from core.data import datasets
from core.evaluation.evaluate import evaluate
from core.inference.models import find_model
from core.units import format_per_cent
from tests.hand_made import hand_made_run
from tests.kept_rule import keep_rule, name_flat
from tests.pages.app import as_read, open_page, unfold
from tests.pages.inference.test_predict import answered
from tests.waiting import until


@pytest.fixture
def kept(tmp_path, ending_workers):
    return keep_rule(tmp_path)


def find_sample(name):
    """The picture of the dataset that is called so where all lie in one folder."""
    return next(one.path for one in datasets.load("pets").list_pictures(split="test") if name_flat(one.path) == name)


def test_predict(kept):
    app = open_page("pages/inference/predict/page.py", run=kept.model.id)
    app.file_uploader[0].set_value([(name, file.read_bytes(), "image/png") for name, file in kept.files.items()])
    app.run()
    table = until(lambda: unfold(answered(app), "As a table").dataframe, what="the table of the answers")[0].value
    rows = zip(table["path"], table["label"], table["sure"], strict=True)
    assert {name: said if sure else None for name, said, sure in rows} == kept.answers


@pytest.mark.parametrize("screen", ["predict", "explain", "inside"])
def test_one_picture(kept, screen):
    sure = {"predict": "{} · ", "explain": "kept with the model: {}.", "inside": "kept with the model: {}."}[screen]
    for name in kept.choose_telling():
        app = open_page(
            f"pages/inference/{screen}/page.py", run=kept.model.id, source="samples", sample=find_sample(name),
            method="occlusion",
        )  # fmt: skip
        assert not app.exception
        assert not app.error
        shown = " ".join(map(as_read, (*app.subheader, *app.caption, *app.markdown)))
        said = kept.answers[name]
        if said is not None:
            assert sure.format(said) in shown
        else:
            assert ("Not sure" if screen == "predict" else sure.format("not sure")) in shown


def test_evaluate(kept):
    evaluate(kept.model, datasets.load("pets"), "test")
    app = open_page("pages/inference/evaluate/page.py", run=kept.model.id)
    right = sum(name.startswith(f"{said}-") for name, said in kept.chosen.items())
    assert app.metric[0].value == format_per_cent(right / len(kept.files))
    unsure = sum(said is None for said in kept.answers.values())
    assert any(f"not sure about {unsure} of {len(kept.files)}" in as_read(one) for one in app.caption)


def test_beside_another_model(kept):
    """A second run of the same network without a rule differs exactly where the rule decides otherwise."""
    other = hand_made_run("pets", seed=3)
    for run in (kept.run, other):
        evaluate(find_model(run.run_id), datasets.load("pets"), "test")
    app = open_page(
        "pages/inference/evaluate/page.py", run=kept.model.id, dataset="pets", view="beside", run2=other.run_id
    )
    assert not app.exception
    assert not app.error
    differ = [name for name in kept.files if kept.chosen[name] != kept.likeliest[name]]
    told = unfold(app, "These pictures as a table").dataframe[-1].value
    assert {name_flat(path) for path in told["path"]} == set(differ)
    assert any("McNemar" in as_read(one) for one in app.caption)
    imagenet = open_page("pages/inference/evaluate/page.py", run=kept.model.id, view="beside", run2="imagenet")
    assert not imagenet.exception
    assert any("has not been evaluated on these pictures" in as_read(one) for one in imagenet.info)
