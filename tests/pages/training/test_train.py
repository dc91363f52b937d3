"""The training form, a started run, and a run watched through its address."""

import re
from urllib.parse import parse_qsl

import pytest
import streamlit as st

from core.data import datasets
from core.data.intake import adding
from core.jobs.events import EventWriter
from core.networks.architecture import count_parameters, summarize
from core.networks.catalogue import describe
from core.runs import control, folder
from core.specs.spec_file import format_spec
from core.specs.training_spec import GENTLY, TrainingSpec
from core.tasks import train
from pages.training.train.form import UNFOLDED
from pages.training.train.form_state import build_address
from tests.core.data.pictures import noise
from tests.hand_made import hand_made_epochs
from tests.pages.app import as_read, drawings, open_page, unfold
from tests.queueing import as_worker, line_up
from tests.specs import EVERYTHING
from tests.waiting import ended

PAGE = "pages/training/train/page.py"


@pytest.fixture
def tiny():
    return adding.add("sketches", "tiny", options={"count": 60, "size": 32})


@pytest.fixture
def recorded():
    """A run as a worker would leave it after two of three epochs."""
    st.cache_resource.clear()  # readers are kept by the name of the run, which another test's run may have had
    return hand_made_epochs(batches=True)


def button(app, label):
    return next(button for button in app.button if button.label == label)


def texts(app):
    return " ".join(str(element.value) for element in [*app.markdown, *app.caption, *app.error, *app.info])


def curves(app):
    """What the browser gets of loss and accuracy."""
    mounted = drawings(app)
    (found,) = [one for one in mounted if one.proto.component_name == "glassbox.shared.charts.live_chart"]
    return found.proto.bytes.decode()


def test_the_form_shows_the_network_before_it_is_trained():
    app = open_page(PAGE, architecture="article")
    total = count_parameters(summarize(describe("article", 96, 2))).trainable
    assert app.metric[0].value == f"{total:,}"
    app.radio(key="train.architecture").set_value("compact").run()
    assert app.metric[0].value != f"{total:,}"
    assert not app.exception


def test_the_size_follows_the_pictures(tiny):
    app = open_page(PAGE, architecture="article")
    assert app.number_input(key="train.image_size").value == 96
    app.selectbox(key="train.dataset").set_value("tiny").run()
    assert app.number_input(key="train.image_size").value == 32


def test_the_form_is_in_the_address(tiny):
    app = open_page(PAGE, dataset="tiny", epochs="3", architecture="compact")
    assert app.selectbox(key="train.dataset").value == "tiny"
    assert app.number_input(key="train.epochs").value == 3
    assert app.radio(key="train.architecture").value == "compact"


def test_one_press_starts_a_run(tiny):
    app = open_page(PAGE, **build_address(EVERYTHING))
    app.selectbox(key="train.dataset").set_value("tiny").run()
    app.number_input(key="train.epochs").set_value(1).run()
    button(app, "Train").click().run()
    (run,) = folder.list_runs()
    assert app.query_params == {"run": run.run_id}
    assert run.read_training_spec() == EVERYTHING.model_copy(update={"dataset": "tiny", "epochs": 1, "image_size": 32})
    control.stop(run)
    ended(run)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_run_at_work_is_shown_from_its_address(recorded, language):
    as_worker(recorded)
    app = open_page(PAGE, language=language, run=recorded.run_id)
    assert not app.exception
    assert {"en": "running", "zh": "进行中"}[language] in texts(app)
    stop = next(button for button in app.button if button.label in ("Stop training", "停止训练"))
    stop.click().run()
    assert recorded.read_request() == "stop"


def test_the_last_epoch_is_shown_however_short_before_the_end_somebody_looked(recorded):
    as_worker(recorded)
    assert "epoch 2: training 0.600" in curves(open_page(PAGE, run=recorded.run_id))
    with EventWriter(recorded.events) as events:
        values = {"loss": 0.1, "accuracy": 0.9, "val_loss": 0.2, "val_accuracy": 0.8}
        events.write("epoch", epoch=3, **values, seconds=1.0, images_per_second=123.0, best=True)
    recorded.write_state(recorded.read_state().model_copy(update={"state": "finished"}))
    app = open_page(PAGE, run=recorded.run_id)
    assert "epoch 3: training 0.100" in curves(app)
    unfold(app, "The numbers of every epoch")
    assert list(app.dataframe[0].value["epoch"]) == [1, 2, 3]


def test_a_killed_run_says_so_and_offers_to_start_again(recorded):
    recorded.change_state(state="running", heartbeat=0)
    app = open_page(PAGE, run=recorded.run_id)
    assert "ended unexpectedly" in as_read(app.error[0])
    button(app, "Train another").click().run()
    assert app.number_input(key="train.epochs").value == 3
    assert "run" not in app.query_params


def test_a_run_s_spec_is_copied_whole_and_can_be_opened_by_its_link():
    run = folder.create(EVERYTHING)
    app = open_page(PAGE, run=run.run_id)
    button(app, "Train another").click().run()
    assert not app.exception
    assert dict(app.query_params) == build_address(EVERYTHING)
    assert app.number_input(key="train.dropout").value == 0.3
    assert app.slider(key="train.augmentation.crop").value == 0.4


def test_a_saved_spec_is_opened_again():
    app = open_page(PAGE, architecture="article")
    app.file_uploader[0].set_value(("mine.json", format_spec(EVERYTHING).encode(), "application/json")).run()
    assert not app.exception
    assert app.selectbox(key="train.optimizer").value == "sgd"
    assert dict(app.query_params) == build_address(EVERYTHING)


def test_a_file_that_is_no_spec_is_named():
    app = open_page(PAGE, architecture="article")
    app.file_uploader[0].set_value(("mine.json", b'{"epochs": 0}', "application/json")).run()
    assert "mine.json is not a training spec: epochs: it must be at least 1" in as_read(app.error[0])
    assert app.number_input(key="train.epochs").value == 10


def test_augmentation_is_shown_on_the_pictures_themselves(tiny):
    app = open_page(PAGE, dataset="tiny", augmentation="chosen")
    app.session_state[UNFOLDED] = True
    assert len(app.get("image")) == 1  # that of the view
    app.checkbox(key="train.augmentation.flip").set_value(True).run()
    (_view, first) = app.get("image")
    app.slider(key="train.augmentation.brightness").set_value(0.5).run()
    (_view, second) = app.get("image")
    assert first.proto != second.proto
    button(app, "Draw again").click().run()
    assert app.get("image")[1].proto != second.proto


def test_view_and_size_follow_the_dataset_and_the_network_until_they_are_chosen(tmp_path):
    for label in ("a", "b"):
        (tmp_path / "photos" / label).mkdir(parents=True)
        for number in range(8):
            noise(number, (160, 120)).save(tmp_path / "photos" / label / f"{label}{number}.png")
    adding.add(tmp_path / "photos", "photos")
    app = open_page(PAGE, dataset="photos", architecture="article")
    seen = {}
    for architecture, view, size in (
        ("article", "stretch", "120"),
        ("efficientnet_lite2", "crop", "260"),
        ("compact", "stretch", "96"),
    ):
        app.radio(key="train.architecture").set_value(architecture).run()
        assert app.query_params["image_size"] == size
        assert app.selectbox(key="train.view").value == app.query_params["view"] == view
        seen[view] = app.get("image")[0].proto
    assert seen["stretch"] != seen["crop"]
    app.selectbox(key="train.view").set_value("letterbox").run()
    app.number_input(key="train.image_size").set_value(64).run()
    app.radio(key="train.architecture").set_value("article").run()
    assert (app.query_params["view"], app.query_params["image_size"]) == ("letterbox", "64")


def test_choosing_begins_with_the_architecture_s_recipe():
    app = open_page(PAGE, architecture="compact")
    app.button_group(key="train.augmentation").set_value("chosen").run()
    own = describe("compact", 96, 2).recipe
    assert app.slider(key="train.augmentation.crop").value == own.crop
    assert app.checkbox(key="train.augmentation.flip").value


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_device_that_is_not_here_is_named(language):
    app = open_page(PAGE, language=language, architecture="article", device="gpu:7")
    assert not app.exception
    assert any("gpu:7" in option for option in app.selectbox(key="train.device").options)


@pytest.mark.slow
def test_the_rate_that_a_test_suggests_is_taken_over_by_one_press(tiny):
    app = open_page(PAGE, dataset="tiny", image_size="32", batch_size="8")
    button(app, "Test learning rates").click().run()
    test = app.session_state["train.rate_test"]
    assert button(app, "Stop the test")
    seen = test.wait(120)
    app.run()
    assert not app.exception
    button(app, f"Use {seen.suggestion:g}").click().run()
    assert app.number_input(key="train.learning_rate").value == seen.suggestion
    assert float(app.query_params["learning_rate"]) == seen.suggestion


@pytest.mark.parametrize(("architecture", "marks"), [("compact", []), ("efficientnet_lite0", ["Learn"])])
def test_the_count_of_a_layer_stands_before_its_kind_and_whether_it_learns_only_where_some_do_not(architecture, marks):
    layers = open_page(PAGE, architecture=architecture).dataframe[0].value
    assert list(layers.columns) == ["Layer", "Output shape", "Parameters", "Kind", *marks]


@pytest.mark.slow
def test_the_help_of_a_field_links_to_a_screen_that_is_there_set_as_the_link_says(tiny):
    app = open_page(PAGE, language="zh", dataset="tiny", architecture="article")
    form = app.main
    fields = [*form.number_input, *form.selectbox, *form.checkbox, *form.get("button_group")]
    helps = {field.label: field.proto.help for field in fields}
    linked = {label: re.search(r"\]\((\w+)\?(.*)\)$", text) for label, text in helps.items()}
    assert {label for label, link in linked.items() if not link} == {
        "数据集",
        "图片边长（像素）",
        "图片如何变成正方形",
        "设备",
        "数值精度",
    }
    for screen, query in {link.groups() for link in linked.values() if link}:
        asked = dict(parse_qsl(query))
        assert asked["language"] == "zh"
        opened = open_page(f"pages/concepts/{screen}/page.py", **asked)
        assert not [warning for warning in opened.warning if "link_off" in warning.icon]
        assert asked.items() <= dict(opened.query_params.items()).items()


def test_an_address_of_a_run_that_is_not_there():
    app = open_page(PAGE, run="20000101-000000-nothing")
    assert app.title[0].value == "Training"
    assert "no run called" in as_read(app.error[0])
    assert not app.exception


@pytest.mark.parametrize(
    ("language", "text"), [("en", "1 run is ahead of this one"), ("zh", "前面还有 1 次运行在排队")]
)
def test_a_run_that_waits_again_tells_its_place_and_not_what_it_did_before(recorded, language, text):
    line_up(folder.create(TrainingSpec()), recorded)
    *_of_the_strip, progress = open_page(PAGE, language=language, run=recorded.run_id).get("progress")
    assert text in progress.text


@pytest.mark.parametrize(
    ("state", "wish", "labels"),
    [
        ("queued", "run", ["Pause", "Cancel"]),
        ("running", "run", ["Pause", "Stop training"]),
        ("running", "pause", ["Pausing …", "Stop training"]),
        ("running", "stop", ["Stopping …"]),
        ("paused", "pause", ["Resume", "Stop training"]),
        ("stopped", "stop", ["Resume"]),
        ("failed", "run", ["Resume"]),
        ("finished", "run", []),
    ],
)
def test_what_can_be_done_follows_from_the_state(recorded, state, wish, labels):
    as_worker(recorded, state)
    recorded.write_request(wish)
    app = open_page(PAGE, run=recorded.run_id)
    assert not app.exception
    assert [button.label for button in app.button if recorded.run_id in (button.key or "")] == labels


def test_a_pause_is_told_as_soon_as_it_is_asked_for(recorded):
    as_worker(recorded)
    app = open_page(PAGE, run=recorded.run_id)
    app.button(key=f"pause_{recorded.run_id}").click().run()
    assert recorded.read_request() == "pause"
    assert "pausing" in texts(app)
    assert app.button(key=f"requested_{recorded.run_id}").disabled


@pytest.fixture
def unready(monkeypatch):
    """Keras need not load for a look at the form."""
    monkeypatch.setattr(train, "prepare", lambda spec: None)


@pytest.mark.parametrize(("language", "only_head"), [("en", "Head only"), ("zh", "只训练分类头")])
def test_a_pretrained_network_says_what_learns_and_what_is_frozen(tiny, unready, language, only_head):
    app = open_page(PAGE, language=language, dataset="tiny", architecture="efficientnet_lite0")
    assert not app.exception
    assert only_head in app.segmented_control(key="train.trainable").options
    assert any("1,281" in caption.value and "3,413,024" in caption.value for caption in app.caption)
    assert not app.number_input  # a head alone has nothing to set


def test_fine_tuning_begins_at_a_low_rate_and_others_as_ever(tiny, unready):
    app = open_page(PAGE, dataset="tiny", architecture="efficientnet_lite0")
    app.segmented_control(key="train.trainable").set_value("top").run()
    assert not app.exception
    assert app.number_input(key="train.learning_rate").value == GENTLY["learning_rate"]
    assert app.number_input(key="train.epochs").value == GENTLY["epochs"]
    app.radio(key="train.architecture").set_value("compact").run()
    assert app.number_input(key="train.learning_rate").value == TrainingSpec().learning_rate


def test_what_was_changed_by_hand_stays_when_the_way_to_train_changes(tiny, unready):
    app = open_page(PAGE, dataset="tiny", architecture="compact")
    app.number_input(key="train.epochs").set_value(GENTLY["epochs"]).run()
    app.radio(key="train.architecture").set_value("article").run()
    assert app.number_input(key="train.epochs").value == GENTLY["epochs"]
    app.number_input(key="train.epochs").set_value(3).run()
    app.radio(key="train.architecture").set_value("efficientnet_lite2").run()
    app.segmented_control(key="train.trainable").set_value("all").run()
    assert {name: app.session_state[f"train.{name}"] for name in GENTLY} == GENTLY | {"epochs": 3}
    app.number_input(key="train.learning_rate").set_value(2e-5).run()
    app.segmented_control(key="train.trainable").set_value("top").run()
    assert app.number_input(key="train.learning_rate").value == 2e-5


def test_a_link_without_a_rate_opens_with_the_one_that_suits_it_and_a_link_with_one_keeps_it(tiny, unready):
    link = {"dataset": "tiny", "architecture": "efficientnet_lite0", "trainable": "top"}
    app = open_page(PAGE, **link)
    assert {name: app.session_state[f"train.{name}"] for name in GENTLY} == GENTLY
    assert dict(app.query_params) == link | {"image_size": "224", "view": "stretch"}
    app.number_input(key="train.learning_rate").set_value(TrainingSpec().learning_rate).run()
    again = open_page(PAGE, **app.query_params)
    assert again.number_input(key="train.learning_rate").value == TrainingSpec().learning_rate
    assert again.number_input(key="train.epochs").value == GENTLY["epochs"]


@pytest.mark.slow
def test_a_head_that_was_trained_says_how_it_was_regularised(transferred):
    app = open_page(PAGE, run=transferred.run_id)
    assert not app.exception
    assert any("strongest was taken" in caption.value for caption in app.caption)
    assert not any("Weights of epoch" in caption.value for caption in app.caption)


def test_a_download_is_told_in_bytes():
    run = folder.create(TrainingSpec(architecture="mobilenet_v3_large", image_size=224))
    as_worker(run)
    with EventWriter(run.events) as events:
        events.write("phase", phase="fetching")
        events.write("progress", done=3 * 2**20, total=12 * 2**20)
    app = open_page(PAGE, run=run.run_id)
    assert not app.exception
    (bar,) = app.get("progress")
    assert bar.proto.text == "Downloading the weights: 3 MB / 12 MB"
    assert bar.proto.value == 25


def test_a_link_to_a_dataset_that_is_not_there_asks_and_never_takes_another(tiny):
    app = open_page(PAGE, dataset="pets", architecture="compact", epochs="3")
    assert "“pets”" in app.warning[0].value
    assert app.selectbox(key="train.dataset").value is None
    assert "Train" not in [one.label for one in app.button]
    app.selectbox(key="train.dataset").set_value("tiny").run()
    assert (app.radio[0].value, app.number_input(key="train.epochs").value) == ("compact", 3)
    button(app, "Train").click().run()
    assert folder.find(app.query_params["run"]).read_training_spec().dataset == "tiny"


def test_a_dataset_that_is_removed_meanwhile_is_asked_for_again(tiny):
    app = open_page(PAGE, dataset="tiny")
    datasets.remove("tiny")
    app.run()
    assert not app.exception
    assert app.selectbox(key="train.dataset").value is None
    assert "Train" not in [one.label for one in app.button]


def test_a_press_on_values_that_were_not_shown_trains_nothing(tiny):
    app = open_page(PAGE, dataset="tiny", architecture="compact")
    app.session_state["state.held"]["train.epochs"] = 7  # set by code, and not drawn before the press
    button(app, "Train").click().run()
    assert "while you pressed" in app.warning[0].value
    assert app.number_input(key="train.epochs").value == 7
    assert not list(folder.list_runs())
    button(app, "Train").click().run()
    assert folder.find(app.query_params["run"]).read_training_spec().epochs == 7
