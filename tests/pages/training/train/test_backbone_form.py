"""The choice of a pretrained network: the built-in ones where nothing can be downloaded, and why; else all."""

import socket

import pytest

from core.backbone.weights import online, published
from core.data.intake import adding
from core.networks.backbones import BACKBONES, CONVNEXT, EMBEDDED, MOBILENET
from core.specs.training_spec import GENTLY
from core.tasks import train
from tests.mirror import ADDRESS, put
from tests.pages.app import open_page
from tests.waiting import until

PAGE = "pages/training/train/page.py"
BUILT_IN = ["EfficientNet-Lite0 · built in", "EfficientNet-Lite2 · built in"]


@pytest.fixture(autouse=True)
def tiny(monkeypatch, forgotten):
    monkeypatch.setattr(train, "prepare", lambda spec: None)  # Keras need not load for a look at the form
    return adding.add("sketches", "tiny", options={"count": 20, "size": 48})


@pytest.fixture
def answered():
    """Called when the internet shall have been looked for."""
    return lambda: until(lambda: online.is_online() is not None, within=20, what="an answer of the network")


def keep(backbone):
    path = published.find_weights_file(backbone)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"weights")  # the form looks whether they are there, not into them


def form(language="en", architecture=EMBEDDED.name):
    app = open_page(PAGE, language=language, dataset="tiny", architecture=architecture)
    assert not app.exception
    return app


def choice(app):
    return app.selectbox(key="train.backbone")


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def train_button(app, label="Train"):
    return next(button for button in app.button if button.label == label)


@pytest.mark.parametrize(
    ("language", "why", "train"),
    [("en", "cannot be reached; go online and check again", "Train"), ("zh", "请联网后重新检查", "训练模型")],
)
def test_offline_the_built_in_ones_can_be_chosen_and_it_says_why(language, why, train, answered):
    answered()
    app = form(language)
    assert len(choice(app).options) == len(BUILT_IN)
    assert why in captions(app)
    assert "MobileNetV3 Large, EfficientNetV2 B0, ConvNeXt Tiny" in captions(app)
    assert not train_button(app, train).disabled


def test_offline_what_is_here_can_be_chosen_and_the_rest_says_why(answered):
    answered()
    keep(MOBILENET)
    app = form()
    assert not choice(app).disabled
    assert choice(app).options == [*BUILT_IN, "MobileNetV3 Large · on this machine"]
    assert "To be downloaded once: EfficientNetV2 B0, ConvNeXt Tiny. But 127.0.0.1 cannot" in captions(app)
    choice(app).set_value(MOBILENET.name).run()
    assert not app.exception
    assert app.radio(key="train.architecture").value == MOBILENET.name
    assert app.query_params["architecture"] == MOBILENET.name
    assert "961 parameters learn, 2,996,352 are frozen" in captions(app)
    app.segmented_control(key="train.trainable").set_value("top").run()
    assert "the last stage, from `expanded_conv_12_expand` on, at a low rate" in captions(app)
    assert "2,167,177 parameters learn, 830,136 are frozen" in captions(app)
    app.radio(key="train.architecture").set_value("compact").run()
    assert not app.exception
    assert "train.backbone" not in [box.key for box in app.selectbox]


def test_a_link_to_what_cannot_be_had_opens_and_does_not_start(answered):
    answered()
    app = form(architecture=CONVNEXT.name)
    assert choice(app).value == CONVNEXT.name
    assert train_button(app).disabled
    choice(app).set_value(EMBEDDED.name).run()
    assert not train_button(app).disabled


def test_online_all_can_be_chosen(mirror, answered):
    put(mirror, MOBILENET, b"weights")
    answered()
    app = form(architecture=CONVNEXT.name)
    assert len(choice(app).options) == len(BACKBONES)
    assert "ConvNeXt Tiny · 106 MB" in choice(app).options
    assert "downloaded when the training begins" in captions(app)
    assert not train_button(app).disabled


def test_going_online_is_noticed_when_somebody_asks(mirror, answered):
    answered()
    app = form()
    assert choice(app).options == BUILT_IN
    put(mirror, MOBILENET, b"weights")
    train_button(app, "Check again").click().run()
    answered()
    assert len(choice(app.run()).options) == len(BACKBONES)


def test_until_the_network_has_answered_the_form_says_so(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it lets everybody in and says nothing
        monkeypatch.setenv(ADDRESS, f"http://127.0.0.1:{silent.getsockname()[1]}")
        app = form()
        assert choice(app).options == BUILT_IN
        assert "Looking whether more networks can be downloaded" in captions(app)
        assert not train_button(app).disabled
        until(lambda: online.is_online() is False, within=20, what="the end of patience")


def test_an_answer_that_comes_at_once_does_not_draw_the_page_anew_before_the_browser_has_it(monkeypatch):
    answers = iter([None])
    monkeypatch.setattr(online, "is_online", lambda: next(answers, False))
    app = open_page(PAGE, dataset="tiny", architecture=EMBEDDED.name, trainable="all")
    assert "Looking whether" in captions(app)
    epochs = app.number_input(key="train.epochs")
    assert (epochs.value, epochs.proto.set_value) == (GENTLY["epochs"], True)
