"""Pictures in every format and position get the answer that their pixels deserve; a bad one keeps no other back."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from core.data import datasets
from core.inference.model import BATCH
from core.inference.predict import Question, answer, predict
from core.inference.run_model import RunModel

ORIENTATION = 0x0112
TURNS = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
FORMATS = {
    "JPEG": {"quality": 100, "subsampling": 0},
    "PNG": {},
    "WEBP": {"lossless": True},
    "BMP": {},
    "GIF": {},
    "TIFF": {},
}


@pytest.fixture
def model(trained):
    return RunModel(trained)


def digit(number=0):
    """A test picture as Pillow has it, and its class."""
    dataset = datasets.load("digits")
    record = dataset.list_pictures(split="test")[number]
    return Image.open(dataset.find_path(record)).convert("RGB"), record.label


def saved(image, kind, **options):
    data = BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def probabilities(guesses):
    return {guess.label: pytest.approx(guess.probability, abs=0.02) for guess in guesses}


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gets_the_same_answer(model, kind):
    image, _ = digit()
    expected = probabilities(predict(model, saved(image, "PNG"), "digit"))
    found = predict(model, saved(image, kind, **FORMATS[kind]), "digit")
    assert {guess.label: guess.probability for guess in found} == expected


@pytest.mark.parametrize("orientation", TURNS)
def test_a_rotated_photo_is_judged_and_shown_upright(model, orientation):
    upright = digit(5)[0].resize((64, 80))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    options = {"quality": 100, "subsampling": 0}
    lying = saved(upright.transpose(TURNS[orientation]), "JPEG", exif=exif, **options)
    turned, straight = answer(
        model, [Question("turned", lying), Question("straight", saved(upright, "JPEG", **options))]
    )
    found = {guess.label: guess.probability for guess in turned.guesses}
    assert found == probabilities(straight.guesses)
    with Image.open(BytesIO(turned.preview)) as shown, Image.open(BytesIO(straight.preview)) as expected:
        assert shown.size == expected.size == upright.size
        assert np.abs(np.asarray(shown, dtype=int) - np.asarray(expected, dtype=int)).mean() < 2


def test_the_first_frame_of_an_animation_counts(model):
    first, second = digit(0)[0], digit(1)[0]
    moving = saved(first, "GIF", save_all=True, append_images=[second])
    assert predict(model, moving, "moving") == predict(model, saved(first, "GIF"), "still")


def test_most_test_pictures_are_known_and_come_the_most_probable_first(model):
    pictures = [digit(number) for number in range(3 * BATCH + 1)]  # more than one batch
    answers = answer(model, [Question(label, saved(image, "PNG")) for image, label in pictures])
    assert sum(found.guesses[0].label == label for found, (_, label) in zip(answers, pictures, strict=True)) > 15
    for found in answers:
        each = [guess.probability for guess in found.guesses]
        assert each == sorted(each, reverse=True)
        assert sum(each) == pytest.approx(1, abs=1e-5)


def test_batches_do_not_change_the_answers(model):
    files = [saved(digit(number)[0], "PNG") for number in range(BATCH + 1)]
    together = answer(model, [Question("digit", data) for data in files])
    for found, data in zip(together, files, strict=True):
        assert {guess.label: guess.probability for guess in found.guesses} == probabilities(predict(model, data, "one"))


def test_a_bad_file_is_named_and_the_others_go_on(model):
    good = saved(digit()[0], "PNG")
    questions = [Question("notes.jpg", b"just text"), Question("good.png", good), Question("empty.png", b"")]
    text, found, empty = answer(model, questions)
    assert "notes.jpg is not a picture" in str(text.problem)
    assert "empty.png is empty" in str(empty.problem)
    assert found.problem is None
    assert len(found.guesses) == 10
    assert not text.guesses


def test_without_pictures_there_are_no_answers(model):
    assert answer(model, []) == []
