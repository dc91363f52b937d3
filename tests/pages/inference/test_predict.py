"""The prediction screen, asked about real pictures through a real trained model."""

import json
import re
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from core import workspace
from core.content.imagenet_classes import read_class_names
from core.data import datasets
from core.data.pixels.view import View
from core.inference.decision import DecisionRule, save_decision
from core.inference.familiar import neighbours
from core.inference.models import find_model
from core.runs import control, folder
from core.specs.training_spec import TrainingSpec
from core.tasks import watching
from core.tasks.datasets.extend_dataset import EXTEND_DATASET
from core.tasks.models.predict import PREDICT
from pages.inference.predict import results
from tests import waiting
from tests.pages.app import as_read, open_page, unfold

PAGE = "pages/inference/predict/page.py"
BOTH = pytest.mark.parametrize("language", ["en", "zh"])


def picture(number=0):
    """The bytes of a test picture and its class."""
    dataset = datasets.load("digits")
    record = dataset.list_pictures(split="test")[number]
    return dataset.find_path(record).read_bytes(), record.label


def asked(*files, language="en"):
    app = open_page(PAGE, language=language)
    app.file_uploader[0].set_value(list(files))
    app.run()
    return answered(app)


def answered(app):
    """The app when nothing is at work any more; a browser would look by itself."""
    for kind in (PREDICT, EXTEND_DATASET):
        waiting.until(lambda kind=kind: not watching.list_at_work(kind, lambda request: True), what=kind.name)
    return app.run()


def tiles(app, key="predict.gallery"):
    """The tiles of the gallery of that key."""
    shown = [json.loads(element.proto.json) for element in app.get("bidi_component") if key in element.proto.id]
    return shown[0]["tiles"]


def headlines(app):
    return [heading.value for heading in app.subheader]


def bars(app):
    """The classes and the numbers beside the bars of every picture."""
    lists = [element.proto.body for element in app.get("html")]
    return [re.findall(r"<dt[^>]*>(.*?)</dt>.*?<dd[^>]*>([^<]*)</dd>(?=<dt|</dl>)", each) for each in lists]


@pytest.mark.parametrize(
    ("language", "model", "cat"), [("en", "ready without training", "cat"), ("zh", "无需训练即可使用", "猫")]
)
def test_before_any_run_imagenet_answers_a_photo_at_once(cats_vs_dogs, language, model, cat):
    photo = min((cats_vs_dogs / "test" / "cat").iterdir())
    app = asked((photo.name, photo.read_bytes(), "image/jpeg"), language=language)
    assert not app.exception
    (shown,) = app.selectbox(key="predict.run").options
    assert model in shown
    assert [link.proto.page for link in app.get("page_link")] == ["train", "evaluate", "export"]
    said, _probability = headlines(app)[0].split(" · ")
    assert said in read_class_names(language)
    (rows,) = bars(app)
    assert len(rows) == 5
    assert any(caption.value.count("%") == 2 and cat in caption.value for caption in app.caption)
    assert not list(folder.list_runs())


def test_without_any_dataset_the_drawn_ones_are_offered(home):
    app = open_page(PAGE, source="samples")
    assert not app.exception
    assert "There is no dataset to take pictures from" in as_read(app.info[0])
    assert any("source=sketches" in link.proto.query_string for link in app.get("page_link"))


@BOTH
def test_an_uploaded_picture_gets_class_probability_and_bars(trained, language):
    data, label = picture()
    app = asked(("digit.png", data, "image/png"), language=language)
    assert not app.exception
    said, probability = headlines(app)[0].split(" · ")
    assert said == label
    assert float(probability.rstrip("%")) > 50
    (rows,) = bars(app)
    assert rows[0] == (said, probability)
    assert len(rows) == 5
    assert all(re.fullmatch(r"(&lt;|&gt;)?\d+\.\d%", number) for _label, number in rows)


def test_names_of_files_are_shown_as_they_are(trained):
    data, _ = picture()
    app = asked(("*no* $x$.jpg", b"text", "image/jpeg"), ("*a* $x$.png", data, "image/png"))
    assert r"\*no\* \$x\$\.jpg is not a picture" in app.error[0].value
    assert r"\*a\* \$x\$\.png" in [caption.value for caption in app.caption]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "notes.jpg is not a picture. Use JPEG"), ("zh", "notes.jpg 不是图片")],
)
def test_a_bad_file_is_named_and_the_others_go_on(trained, language, sentence):
    data, _ = picture()
    app = asked(
        ("notes.jpg", b"text", "image/jpeg"), ("a.png", data, "image/png"), ("b.png", data, "image/png"),
        language=language,
    )  # fmt: skip
    assert [sentence in as_read(error) for error in app.error] == [True]
    assert len(tiles(app)) == 2
    table = unfold(app, "As a table").dataframe[0].value
    assert list(table["path"]) == ["notes.jpg", "a.png", "b.png"]
    assert table["error"][0].startswith(sentence)


def test_a_rotated_photo_is_answered_like_the_upright_one(trained):
    upright = Image.open(BytesIO(picture()[0])).convert("RGB").resize((64, 64))
    exif = Image.Exif()
    exif[0x0112] = 6
    files = []
    for name, image, options in (
        ("upright.jpg", upright, {}),
        ("lying.jpg", upright.transpose(Image.Transpose.ROTATE_90), {"exif": exif}),
    ):
        data = BytesIO()
        image.save(data, "JPEG", quality=100, **options)
        files.append((name, data.getvalue(), "image/jpeg"))
    first, second = (tile["caption"] for tile in tiles(asked(*files)))
    assert first.split(" · ")[0] == second.split(" · ")[0]


def test_more_pictures_than_a_page_holds_are_paged_and_files_of_one_name_are_told_apart(trained, monkeypatch):
    monkeypatch.setattr(results, "A_PAGE", 10)
    data, _ = picture()
    app = asked(*[("digit.png", data, "image/png") for _number in range(13)])
    assert len(tiles(app)) == 10
    assert set(unfold(app, "As a table").dataframe[0].value["path"]) == {
        "digit.png", *(f"digit ({number}).png" for number in range(2, 14))
    }  # fmt: skip
    assert not list(workspace.current().jobs.glob("*predict*")), "the job left its folder"


def test_what_needs_a_look_comes_first_and_its_evidence_on_a_click(trained, monkeypatch):
    fewer_pictures(monkeypatch)
    app = asked(("digit.png", picture()[0], "image/png"), ("stranger.png", stripes(), "image/png"))
    first, second = tiles(app)
    assert (first["id"], second["id"]) == ("stranger.png", "digit.png")
    assert "like none it knows" in first["caption"], "before what it would choose"
    assert " · " in first["note"]
    assert "looks like none of what" in first["alt"]
    assert not headlines(app)
    app.session_state[results.PICKED] = "stranger.png"
    app.run()
    assert not app.exception
    assert headlines(app) == ["This looks like none of what the model was trained on."]
    assert any(text.value.startswith("If it has to choose: ") for text in app.markdown)
    app.selectbox(key="predict.show").set_value("look").run()
    assert "digit.png" not in {tile["id"] for tile in tiles(app)} or second["note"]
    assert app.query_params["show"] == "look"


def test_a_reject_zone_says_not_sure_and_a_rule_counts_at_once(trained):
    app = asked(("digit.png", picture()[0], "image/png"))
    assert " · " in headlines(app)[0]
    save_decision(find_model(trained.run_id), DecisionRule(reject_below=1.0))
    app.run()
    assert headlines(app) == ["Not sure"]
    assert any("below the limit of" in as_read(info) for info in app.info)


@pytest.mark.slow
def test_what_the_model_got_wrong_is_learned_from_with_one_press(trained):
    data, _label = picture()
    app = asked(("digit.png", data, "image/png"))
    app.selectbox(key="predict.one.right").set_value("7").run()
    assert "You have corrected 1 picture: 7 1." in map(as_read, app.markdown)
    app.button(key="predict.extend.start").click().run()
    app = answered(app)
    assert not app.exception
    assert next(link.proto.label for link in app.get("page_link")) == "Train again with it"
    before, after = datasets.load("digits"), datasets.load("digits 2")
    assert len(after.list_pictures()) == len(before.list_pictures()) + 1
    assert after.counts["7"]["train"] == before.counts["7"]["train"] + 1
    assert after.counts["7"]["test"] == before.counts["7"]["test"]


@pytest.mark.slow
def test_one_press_learns_from_it_and_leads_to_the_training(trained):
    app = asked(("digit.png", picture()[0], "image/png"))
    app.selectbox(key="predict.one.right").set_value("7").run()
    app.button(key="predict.extend.learn").click().run()
    app = answered(app)
    assert not app.exception
    (link,) = [link.proto for link in app.get("page_link") if link.proto.label == "Watch it learn"]
    run = folder.find(link.query_string.removeprefix("run="))
    assert run.read_training_spec() == trained.read_training_spec().model_copy(update={"dataset": "digits 2"})
    assert waiting.ended(run).state == "finished", run.log.read_text()


@BOTH
def test_a_link_to_a_sample_shows_its_answer_and_its_true_class(trained, language):
    record = datasets.load("digits").list_pictures(split="test")[3]
    app = open_page(PAGE, language=language, source="samples", sample=record.path)
    assert not app.exception
    assert len(headlines(app)) == 1
    assert any(text.value.endswith(record.label) and "check" in text.value for text in app.markdown)


def test_samples_can_be_drawn_anew(trained):
    app = open_page(PAGE, source="samples")

    def shown():
        return app.get("bidi_component")[0].proto.json

    before = shown()
    app.button[0].click().run()
    assert shown() != before


def test_a_sample_that_is_not_there_is_named(trained):
    app = open_page(PAGE, source="samples", sample="none/such.png")
    assert "none/such.png is not among the pictures of digits" in as_read(app.warning[0])


def test_a_removed_dataset_leaves_the_uploads(trained):
    data, label = picture()
    datasets.remove("digits")
    assert "There is no dataset called digits" in as_read(open_page(PAGE, source="samples").error[0])
    assert headlines(asked(("digit.png", data, "image/png")))[0].startswith(label)


def test_the_run_in_the_address_is_the_one_that_answers(trained):
    newer = folder.create(TrainingSpec(dataset="digits", architecture="compact"))
    newer.onnx_model.write_bytes(trained.onnx_model.read_bytes())
    newer.write_classes(trained.read_classes(), View.STRETCH)
    assert open_page(PAGE).selectbox[0].value == trained.run_id, "not the best one"
    app = open_page(PAGE, run=trained.run_id)
    assert app.selectbox[0].value == trained.run_id
    app.selectbox[0].set_value(newer.run_id).run()
    assert app.query_params["run"] == newer.run_id
    assert open_page(PAGE).selectbox[0].value == newer.run_id, "not the one that was opened last"


def test_a_run_that_is_gone_is_named_and_another_one_offered(trained):
    app = open_page(PAGE, run="20200101-000000-gone")
    assert "There is no run called 20200101-000000-gone" in as_read(app.warning[0])
    assert app.selectbox[0].value == trained.run_id


def test_a_run_without_a_model_is_named(trained):
    waiting = folder.create(TrainingSpec(dataset="digits"))
    app = open_page(PAGE, run=waiting.run_id)
    assert f"{waiting.run_id} has no model yet" in as_read(app.warning[0])


def test_a_damaged_model_is_a_sentence(trained):
    trained.onnx_model.write_bytes(b"damaged")
    app = open_page(PAGE)
    assert not app.exception
    assert "is damaged" in as_read(app.error[0])


def test_a_removed_run_is_not_offered(trained):
    control.remove(trained)
    (only,) = open_page(PAGE).selectbox(key="predict.run").options
    assert "ImageNet" in only


def fewer_pictures(monkeypatch):
    """Every training picture of the run is looked at without being asked; only some of them, to be quick."""
    monkeypatch.setattr(neighbours, "AT_ONCE", 10_000)
    monkeypatch.setattr(neighbours, "MOST", 40)


def stripes():
    picture = Image.effect_mandelbrot((96, 96), (-2, -1.5, 1, 1.5), 60)
    data = BytesIO()
    picture.convert("RGB").save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize(("language", "warning"), [("en", "looks like none of what"), ("zh", "训练时见过的都不像")])
def test_a_stranger_is_called_one_and_a_digit_is_not(trained, monkeypatch, language, warning):
    fewer_pictures(monkeypatch)
    app = asked(("stranger.png", stripes(), "image/png"), language=language)
    assert not app.exception
    assert warning in as_read(app.warning[0])
    app = asked(("digit.png", picture()[0], "image/png"), language=language)
    assert not app.warning


def test_the_most_similar_training_pictures_stand_beside_an_answer(trained, monkeypatch):
    fewer_pictures(monkeypatch)
    app = asked(("digit.png", picture()[0], "image/png"))
    tiles = json.loads(app.get("bidi_component")[-1].proto.json)["tiles"]
    assert len(tiles) == neighbours.SIMILAR
    assert all(tile["alt"].startswith(tile["caption"]) for tile in tiles)
    datasets.remove("digits")
    again = asked(("digit.png", picture_bytes(tiles), "image/png"))
    assert not again.exception
    assert any(tiles[0]["id"].split("/")[0] in caption.value for caption in again.caption)


def picture_bytes(tiles):
    return b64decode(tiles[0]["src"].split(",")[1])


def test_where_looking_takes_long_it_is_offered(trained):
    app = asked(("digit.png", picture()[0], "image/png"))
    assert not app.warning
    assert app.button(key="familiarity.offer")


@BOTH
def test_a_picture_of_ours_is_answered_for_who_has_none(home, language):
    app = open_page(PAGE, language=language, run="imagenet", source="examples", example="flower.jpg")
    assert not app.exception
    assert "{" not in app.subheader[0].value
    (_name, share), *_others = bars(app)[0]
    assert float(share.rstrip("%")) > 20


def test_on_the_first_step_of_the_path_a_guess_comes_before_the_answer(home):
    app = open_page(PAGE, run="imagenet", source="examples", example="flower.jpg", path="photo")
    assert not app.subheader
    app.text_input[0].input("a *rose*")
    app.button(key="FormSubmitter:predict.guess-See what it says").click().run()
    assert not app.exception
    assert r"Your guess: **a \*rose\***" in " ".join(text.value for text in app.markdown)
    assert app.subheader
