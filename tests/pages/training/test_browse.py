"""The gallery of a dataset, the decisions taken in it, and the export on its screen."""

import zipfile

import pytest

from core.curation import check_results
from core.curation.checks.check import Problem
from core.data import datasets
from core.data.intake import adding
from core.i18n import LANGUAGES, Message
from pages.shared.file_download import ROUTE, find_offer
from tests.core.data.pictures import two_classes
from tests.pages.app import as_read, open_page
from tests.waiting import until

PAGE = "pages/training/datasets/page.py"


@pytest.fixture
def pets(tmp_path):
    dataset = adding.add(two_classes(tmp_path / "photos", 40), "pets")
    pair = Problem("near_duplicate", "cat/001.png", Message("They look the same."), other="cat/002.png")
    check_results.save(dataset, "suspect_labels", [pair])
    return dataset


def shown_count(app):
    return next(caption.value for caption in app.caption if caption.value.startswith(("Pictures", "第")))


def test_filters_and_pages_follow_the_address_and_write_it(pets):
    app = open_page(PAGE, dataset="pets", page="4")
    assert not app.exception
    assert shown_count(app) == "Pictures 73 to 80 of 80"
    app.selectbox(key="browse.class").set_value("=dog").run()
    assert shown_count(app) == "Pictures 1 to 24 of 40"
    assert (app.query_params["class"], "page" in app.query_params) == ("=dog", False)
    app.selectbox(key="browse.class").set_value("all").run()
    app.selectbox(key="browse.finding").set_value("near_duplicate").run()
    assert shown_count(app) == "Pictures 1 to 2 of 2"
    app.selectbox(key="browse.class").set_value("=dog").run()
    assert "No picture is like that." in " ".join(one.value for one in app.info)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_picture_is_large_with_its_facts_and_can_be_decided_about(pets, language):
    app = open_page(PAGE, language=language, dataset="pets", picture="cat/001.png")
    assert not app.exception
    shown = " ".join(map(as_read, app.markdown))
    assert "cat/001.png" in shown
    assert "24 × 20" in shown
    assert "They look the same." in " ".join(map(as_read, app.warning))
    app.button(key="one.leave_out").click().run()
    assert datasets.load("pets").decisions["cat/001.png"].kind == "leave_out"
    assert app.metric[0].value == "79"
    assert "one.leave_out" not in {button.key for button in app.button}  # it is left out already
    app.selectbox(key="browse.finding").set_value("decided").run()
    assert shown_count(app).endswith(("of 1", "共 1 张"))
    app.button(key="browse.undo").click().run()
    assert datasets.load("pets").manifest.images == 80
    assert not app.exception


def test_a_picture_is_moved_to_another_split(pets):
    path = pets.list_pictures(split="train")[0].path
    app = open_page(PAGE, dataset="pets", picture=path)
    app.segmented_control(key="one.split").set_value("test").run()
    app.button(key="one.move").click().run()
    assert next(one for one in datasets.load("pets").records if one.path == path).split == "test"


@pytest.mark.slow
def test_the_screen_exports_into_a_folder(pets, tmp_path):
    app = open_page(PAGE, dataset="pets")
    app.text_input(key="export.folder").set_value("here").run()
    app.button(key="export.start").click().run()
    assert "from its root" in app.error[0].value
    app.text_input(key="export.folder").set_value(str(pets.root)).run()
    app.button(key="export.start").click().run()
    until(lambda: "lies within" in " ".join(one.value for one in app.run().error))
    assert app.text_input(key="export.folder").value == str(pets.root)
    (form,) = [one for one in app.expander if one.label == "Into a folder of this machine"]
    assert form.proto.expanded  # and what is to be mended is in sight
    app.text_input(key="export.folder").set_value(str(tmp_path / "out")).run()
    app.button(key="export.start").click().run()
    until(lambda: "80 pictures were written" in " ".join(one.value for one in app.run().success))
    assert (tmp_path / "out" / "train" / "dog").is_dir()
    app.button(key="export.download").click().run()
    (link,) = until(lambda: app.run().get("link_button"))
    with zipfile.ZipFile(find_offer(link.proto.url.removeprefix(ROUTE))) as opened:
        assert sum(name.endswith(".png") for name in opened.namelist()) == 80
