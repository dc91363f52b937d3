"""The map on the screen of a dataset: what it is, drawn as a job, and decisions about pictures that are selected."""

import numpy as np
import pytest

from core.curation.map import picture_map
from core.data import datasets
from core.data.intake import adding
from core.i18n import LANGUAGES
from pages.training.datasets.map.map_selection import SELECTED, Selection
from pages.training.datasets.map.map_view import FOLDED
from tests.core.data.pictures import two_classes
from tests.pages.app import as_read, open_page
from tests.waiting import until

PAGE = "pages/training/datasets/page.py"


@pytest.fixture
def pets(tmp_path):
    return adding.add(two_classes(tmp_path / "photos", 20), "pets")


def find(app, key):
    return [button for button in app.button if button.key == key]


@pytest.mark.slow
def test_one_press_draws_the_map(pets):
    app = open_page(PAGE, dataset="pets")
    assert "pictures that look alike to a pretrained network" in " ".join(map(as_read, app.markdown))
    assert any("On this machine it takes about" in caption.value for caption in app.caption)
    app.button(key="map.draw").click().run()
    until(lambda: not find(app.run(), "map.draw"))
    assert not app.exception
    assert picture_map.load(pets).positions.shape == (40, 2)
    assert "No picture is selected." in " ".join(map(as_read, app.info))


@pytest.mark.parametrize("language", LANGUAGES)
def test_selected_pictures_are_shown_and_decided_about_in_one_change(pets, language):
    picture_map.draw(pets, np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32))
    app = open_page(PAGE, language=language, dataset="pets")
    app.session_state[SELECTED] = {"pets": Selection(("cat/001.png",))}
    app.session_state[FOLDED] = True
    app.run()
    assert not app.exception
    assert "**cat/001.png**" in map(as_read, app.markdown)
    assert any("cat/001.png" in table.value.iloc[:, 0].tolist() for table in app.dataframe)
    app.button(key="map.alike").click().run()
    group = app.session_state[SELECTED]["pets"].paths
    assert len(group) == 24
    assert app.button(key="map.leave_out").label in ("Leave out 24 pictures", "排除 24 张图片")
    app.selectbox(key="map.class").set_value("dog").run()
    app.button(key="map.relabel").click().run()
    assert not app.exception
    labels = {record.path: record.label for record in datasets.load("pets").list_pictures()}
    assert {labels[path] for path in group} == {"dog"}
    app.button(key="map.undo").click().run()
    assert datasets.load("pets").counts == pets.counts
    app.button(key="map.none").click().run()
    assert not find(app, "map.leave_out")
    assert not app.exception


def test_a_damaged_map_is_named_and_can_be_drawn_again(pets):
    (pets.folder / picture_map.FILE).write_bytes(b"PK no map")
    app = open_page(PAGE, dataset="pets")
    assert "picture_map.npz is damaged" in " ".join(map(as_read, app.warning))
    assert find(app, "map.draw")
