"""The contract that every kind of model keeps, whatever stands behind it."""

import numpy as np
import pytest

from core import workspace
from core.data.intake import adding
from core.errors import InputError
from core.evaluation.evaluate import evaluate, find_judgeable, load
from core.i18n import LANGUAGES
from core.inference import imagenet_model, run_model
from core.inference.imported import imported_model
from core.inference.labelled_pictures import LabelledPictures
from core.inference.models import OTHERS, find_model, list_models
from core.inference.predict import Question, answer, predict
from core.inference.session import Classifier
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from core.workspace import Workspace
from tests.core.data.pictures import noise, two_classes
from tests.hand_made import hand_made_import, hand_made_run

MEMBERS = {
    run_model: lambda: hand_made_run("pets").run_id,
    imported_model: lambda: hand_made_import("theirs", ["cat", "dog"]),
    imagenet_model: lambda: imagenet_model.NAME,
}


@pytest.fixture(autouse=True)
def pets(tmp_path):
    """A dataset whose classes every member can be judged by."""
    return adding.add(two_classes(tmp_path / "pets"), "pets")


@pytest.fixture(params=MEMBERS, ids=lambda source: source.__name__.split(".")[-1])
def model(request, pets):
    return find_model(MEMBERS[request.param]())


def pixels_of(model, count=3):
    size = model.image_size
    return np.stack([np.asarray(noise(number, (size, size))) for number in range(count)])


def test_every_kind_of_model_is_held_to_this_contract():
    assert set(MEMBERS) == {run_model, *OTHERS}


def test_it_is_found_by_its_id_and_listed(model):
    assert model.is_ready
    assert find_model(model.id).id == model.id == model.id.strip()
    assert [one.id for one in list_models()].count(model.id) == 1
    assert len({one.id for one in list_models()}) == len(list(list_models()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_a_title_and_names_its_classes_in_the_readers_language(model, language, monkeypatch):
    monkeypatch.setattr("core.i18n._ask_language", lambda: language)
    assert model.title.strip() == model.title != ""
    assert len({model.translate(label) for label in model.classes}) == len(model.classes)
    assert model.translate("no class of anybody's") == "no class of anybody's"


def test_it_gives_every_picture_a_probability_for_each_class(model):
    model.load()
    pixels = pixels_of(model)
    together = model.compute_probabilities(pixels)
    assert (together.shape, together.dtype) == ((3, len(model.classes)), np.float32)
    assert together.sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert np.abs(together[0] - together[1]).max() > 1e-4
    np.testing.assert_allclose(
        np.concatenate([model.compute_probabilities(one[None]) for one in pixels]), together, atol=1e-5
    )


def test_its_onnx_file_says_what_it_says(model):
    pixels = pixels_of(model)
    assert all(path.is_file() for path in model.files.values())
    np.testing.assert_array_equal(
        Classifier(model.files["onnx"]).compute_probabilities(pixels), model.compute_probabilities(pixels)
    )


def test_a_single_picture_is_answered_as_among_others(model, pets):
    paths = [pets.find_path(record) for record in pets.list_pictures()[:3]]
    answers = answer(model, [Question(path.name, path) for path in paths])
    for path, found in zip(paths, answers, strict=True):
        alone = {guess.label: guess.probability for guess in predict(model, path, path.name)}
        assert set(alone) == set(model.classes)
        assert {guess.label: guess.probability for guess in found.guesses} == pytest.approx(alone, abs=1e-5)


def test_it_predicts_a_split_picture_by_picture(model, pets):
    told = []
    pictures = LabelledPictures(pets, "train")
    found = model.predict_split(pictures, lambda done, total: told.append(done / total))
    assert found.shape == (len(pets.list_pictures(split="train")), 2)
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert told == sorted(told)
    assert told[-1] == 1


def test_what_it_says_of_a_split_is_kept_in_its_owners_workspace(model, pets):
    report = evaluate(model, pets, "test")
    kept = load(find_model(model.id).evaluations, "pets", "test")
    assert kept.get_report().summary == report.summary
    assert kept.paths == tuple(record.path for record in pets.list_pictures(split="test"))
    assert model.evaluations.is_relative_to(workspace.current().root)


def test_it_knows_which_datasets_it_can_be_judged_by(model, tmp_path):
    others = tmp_path / "others"
    two_classes(others)
    (others / "cat").rename(others / "my sister")
    dataset = adding.add(others, "people")
    assert model.explain_mismatch("pets", ["cat", "dog"]) is None
    assert "people" in str(model.explain_mismatch("people", dataset.classes))
    assert find_judgeable(model) == ["pets"]
    with pytest.raises(InputError, match="people"):
        evaluate(model, dataset, "test")


def test_its_training_pictures_are_those_of_a_dataset_or_it_has_none(model, pets):
    if model.training is not None:
        assert model.training.dataset == "pets"
        for split in ("train", "val", "test"):
            assert model.training.read_records(pets, split) == pets.list_pictures(split=split)
    assert model.accuracy is None or 0 <= model.accuracy <= 1


def test_its_version_tells_when_it_has_to_be_loaded_again(model, tmp_path):
    assert {find_model(model.id).version, model.version} == {model.version}


def test_two_owners_share_no_evaluation(model, pets, tmp_path):
    evaluate(model, pets, "test")
    site = workspace.current().site
    with workspace.using(Workspace(tmp_path / "hers", site, "her")):
        hers = [one for one in list_models() if load(one.evaluations, "pets", "test")]
    assert hers == []


def test_last_is_the_newest_run():
    hand_made_run("pets")
    newer = hand_made_run("pets")
    assert find_model("last").id == newer.run_id


def test_a_name_that_nothing_has_is_told():
    with pytest.raises(InputError, match="There is no run called nothing"):
        find_model("nothing")


def test_runs_come_first_those_without_a_model_not_at_all_and_a_damaged_spec_is_no_hindrance():
    older, newer, broken = (hand_made_run("pets") for _ in range(3))
    (broken.path / "spec.json").write_text("{")
    waiting = folder.create(TrainingSpec(dataset="pets"))
    assert not find_model(waiting.run_id).is_ready
    assert [model.id for model in list_models()] == [broken.run_id, newer.run_id, older.run_id, imagenet_model.NAME]
