"""The instant classifier as a person uses it: pictures in, an answer and an honest interval at once, nothing lost."""

import pytest

from core.data import datasets
from core.data.intake import drafts
from core.inference.decision import DecisionRule
from core.inference.instant import Collection
from tests.core.inference.test_instant import kinds  # noqa: F401 - a fixture
from tests.pages.app import as_read, open_page

PAGE = "pages/training/instant/page.py"
WORDS = {"en": ("Try it", "As soon as two classes"), "zh": ("试一试", "两个类别都有图片后")}


def upload(app, place, pictures):
    """Into the field of a class (0, 1) or of the question (the last one)."""
    files = [(f"{number}.png", data, "image/png") for number, data in enumerate(pictures)]
    app.file_uploader[place].set_value(files).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_screen_says_what_to_do(language):
    app = open_page(PAGE, language=language)
    heading, text = WORDS[language]
    assert heading in [one.value for one in app.subheader]
    assert any(one.value.startswith(text) for one in app.caption)
    assert drafts.find_latest() is None  # nothing is made before there is something to keep


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_with_a_few_pictures_it_answers_and_says_how_good_it_is(kinds, language):  # noqa: F811
    app = open_page(PAGE, language=language)
    for place, label in enumerate(kinds):
        upload(app, place, kinds[label][:4])
    (metric,) = app.metric
    assert metric.value == "8 / 8"
    assert metric.delta.startswith("67")  # Wilson's interval of 8 of 8 begins at 67.6 %
    app.file_uploader[-1].set_value([("new.png", kinds["digit"][5], "image/png")]).run()
    second = drafts.find_latest().classes[1]
    assert any(one.value.startswith(f"{second} · ") for one in app.subheader)


def test_what_it_is_not_sure_of_is_no_answer_and_that_is_kept(kinds):  # noqa: F811
    app = open_page(PAGE)
    for place, label in enumerate(kinds):
        upload(app, place, kinds[label][:2])
    app.file_uploader[-1].set_value([("new.png", kinds["digit"][5], "image/png")]).run()
    app.slider(key="instant.reject").set_value(100).run()
    assert not app.exception
    assert app.metric[0].value == "0 / 0"
    assert any("answers 0 of 4 pictures" in one.value for one in app.caption)
    assert "Not sure" in [one.value for one in app.subheader]
    again = open_page(PAGE, draft=app.query_params["draft"])
    assert again.slider(key="instant.reject").value == 100
    again.slider(key="instant.reject").set_value(0).run()
    again.slider(key="instant.threshold").set_value(70).run()
    kept = Collection(drafts.find_latest(), tuple(drafts.find_latest().classes)).read_rule()
    assert kept == DecisionRule(threshold=0.7, positive="Class 1")


@pytest.mark.slow
def test_a_reload_finds_everything_and_a_dataset_comes_of_it(kinds):  # noqa: F811
    app = open_page(PAGE)
    for place, label in enumerate(kinds):
        upload(app, place, kinds[label][:3])
    app.text_input[0].set_value("drawing").run()
    draft = app.query_params["draft"]
    again = open_page(PAGE, draft=draft)
    assert [one.value for one in again.text_input][:2] == ["drawing", "Class 2"]
    assert again.metric[0].value == app.metric[0].value
    again.button(key="instant.keep").click().run()
    assert not again.exception
    (name,) = [one for one in datasets.list_names() if one not in ("drawn", "digits")]
    assert datasets.load(name).classes == ["Class 2", "drawing"]
    assert again.get("page_link")[-1].proto.query_string.startswith("dataset=")


def test_the_same_pictures_again_are_told_to_count_once(kinds):  # noqa: F811
    app = upload(open_page(PAGE), 0, kinds["digit"][:2] * 2)
    assert as_read(app.info[0]).startswith("2 pictures were there already")
    assert len(drafts.find_latest().list_pictures("Class 1")) == 2
    upload(app, 0, [kinds["digit"][3]])
    assert not app.info


def test_bad_files_and_names_get_a_sentence_and_the_others_go_on(kinds):  # noqa: F811
    app = upload(open_page(PAGE), 0, [b"no picture", kinds["digit"][0]])
    assert "0.png is not a picture" in as_read(app.error[0])
    assert len(drafts.find_latest().list_pictures("Class 1")) == 1
    app.text_input[0].set_value("Class 2").run()
    assert "a class Class 2 already" in as_read(app.error[0])
    app.button(key="collection.add").click().run()
    assert drafts.find_latest().classes == ["Class 1", "Class 2", "Class 3"]
    app.button(key="collection.remove.1").click().run()
    assert drafts.find_latest().classes == ["Class 1", "Class 3"]


def test_a_collection_that_is_gone_is_a_sentence():
    app = open_page(PAGE, draft="0123456789ab")
    assert not app.exception
    assert "0123456789ab is gone or damaged" in as_read(app.error[0])


@pytest.mark.slow
def test_starting_over_deletes_the_pictures(kinds):  # noqa: F811
    app = upload(open_page(PAGE), 0, kinds["digit"][:1])
    app.button(key="instant.delete").click().run()
    assert not app.exception
    assert drafts.find_latest() is None
    assert "draft" not in app.query_params
