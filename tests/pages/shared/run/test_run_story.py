"""What a run's page says below its curves: their meaning, and the replay of what went on inside."""

import json
import re
import shutil

import pytest
import streamlit as st

from tests.pages.app import open_page

PAGE = "pages/training/train/page.py"


def component(app):
    """The data that the browser gets."""
    (found,) = [
        one for one in app.get("bidi_component") if one.proto.component_name == "glassbox.shared.run.inside.replay"
    ]
    data = json.loads(found.proto.json)
    return data | json.loads(data["replay"])


def texts(app):
    return " ".join(str(element.value) for element in [*app.subheader, *app.caption])


@pytest.fixture(autouse=True)
def fresh_readers():
    """One process never sees two homes but here; its readers are kept by the name of the run."""
    st.cache_resource.clear()


@pytest.mark.parametrize(("language", "title"), [("en", "Inside the model"), ("zh", "模型内部")])
def test_a_trained_run_can_be_replayed(trained, language, title):
    app = open_page(PAGE, language=language, run=trained.run_id)
    assert not app.exception
    assert title in texts(app)
    data = component(app)
    assert data["epochs"] == [1, 2]
    assert len(data["pictures"]) == 12
    assert all(picture["src"].startswith("data:image/jpeg") for picture in data["pictures"])
    assert data["epoch"] is None


def test_the_address_names_the_epoch_and_the_part(trained):
    data = component(open_page(PAGE, run=trained.run_id, epoch="1", inside="layers"))
    assert (data["epoch"], data["part"]) == (1, "layers")


def test_pictures_that_are_gone_leave_the_rest(trained, home):
    shutil.rmtree(home / "datasets" / "digits")
    data = component(open_page(PAGE, run=trained.run_id))
    assert [picture["src"] for picture in data["pictures"]] == [None] * 12
    assert data["confusion"]


@pytest.mark.parametrize(("language", "text"), [("en", "Train it again to see it"), ("zh", "重新训练就能看到")])
def test_an_old_run_without_recordings_says_so(trained, language, text):
    shutil.rmtree(trained.inside)
    app = open_page(PAGE, language=language, run=trained.run_id)
    assert not app.exception
    assert text in texts(app)


@pytest.mark.parametrize(
    ("language", "text", "evidence"), [("en", "no longer a number", "epoch 1"), ("zh", "不再是一个数", "轮 1")]
)
def test_the_meaning_of_the_curves_stands_below_them(trained, language, text, evidence):
    lines = re.sub(r',"crc32":"\w+"', "", trained.events.read_text())
    lines = lines.replace('"val_loss":', '"val_loss":NaN,"was":')
    trained.events.write_text(lines)
    trained.change_state(recorded=len(lines))
    app = open_page(PAGE, language=language, run=trained.run_id)
    assert not app.exception
    assert any(text in expander.label for expander in app.expander)
    assert evidence in [caption.value for caption in app.caption]


@pytest.mark.parametrize(("language", "text"), [("en", "Only the last layer"), ("zh", "只有最后一层参加了学习")])
def test_a_head_has_an_inside_of_its_own(transferred, language, text):
    app = open_page(PAGE, language=language, run=transferred.run_id)
    assert not app.exception
    assert any(text in one.value for one in app.markdown)
    charts = [one for one in app.get("bidi_component") if "live_chart" in one.proto.component_name]
    assert len(charts) == 2  # the curves and the strengths
    assert not any(word in texts(app) for word in ("Train it again to see it", "重新训练就能看到"))
