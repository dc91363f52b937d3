"""The recorded training is a real one, its lessons ask what they say, and vanishing, exploding and clipping happen."""

import numpy as np
import pytest

from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.recurrent import text_training
from core.concepts.recurrent.flat import clip, flatten, unflatten
from core.concepts.recurrent.lessons import FIRSTS, LONGEST, SHORTEST, list_characters, list_sequences, make_lessons
from core.concepts.recurrent.text_training import (
    FRAMES,
    UPDATES,
    TextTraining,
    choose_stretch,
    look_at,
    train_on_text,
)
from core.concepts.recurrent.unrolled import compute_gradients, measure_last_answer, unroll

LONG = "far over the hills we go"


def test_next_asks_for_each_character_after_those_before_it():
    lessons, alphabet = make_lessons("next", "abcab"), list_characters("next", "abcab")
    assert alphabet == "abc"
    assert lessons.x.shape == lessons.y.shape == (4, 1, 3)
    np.testing.assert_array_equal(lessons.y[:-1], lessons.x[1:])


def test_recall_asks_once_at_the_end_for_the_first_character():
    lessons, alphabet = make_lessons("recall", "xyz"), list_characters("recall", "xyz")
    assert list_sequences("recall", "xyz") == tuple(f"{first}xyz" for first in FIRSTS)
    assert not lessons.y[:-1].any()
    assert [alphabet[place] for place in lessons.y[-1].argmax(axis=-1)] == list(FIRSTS)
    np.testing.assert_array_equal(lessons.y[-1], lessons.x[0])


@pytest.mark.parametrize("cell", ["simple", "lstm"])
def test_it_learns_the_readers_text(cell):
    history = train_on_text(TextTraining(cell=cell))
    assert len(history.losses) == FRAMES
    assert history.losses[-1] < 0.05 < history.losses[0]
    assert history.accuracies[-1] == 1
    assert history.written[-1] == history.training.text
    assert history.written[0] != history.training.text


def test_a_frame_follows_from_the_one_before():
    history = train_on_text(TextTraining(text="abcab", optimizer="gradient_descent", rate=0.1, clip=0.5))
    trace = look_at(history, 4)
    row = flatten(trace.network)
    for _update in range(UPDATES):
        gradient = clip(flatten(compute_gradients(trace)), 0.5)
        row = RULES["gradient_descent"](row, gradient, None, Settings(learning_rate=0.1)).after
        trace = unroll(unflatten(row, trace.network), history.lessons)
    np.testing.assert_allclose(row, history.weights[5], rtol=1e-12)


@pytest.mark.parametrize(("cell", "task"), [("simple", "next"), ("lstm", "recall")])
def test_what_is_kept_of_each_frame_is_what_its_own_trace_has(cell, task):
    history = train_on_text(TextTraining(text="abcab", task=task, cell=cell, units=3))
    for frame in (0, 7, 60):
        trace = look_at(history, frame)
        np.testing.assert_allclose(trace.loss, history.losses[frame], rtol=1e-12)
        np.testing.assert_allclose(
            np.linalg.norm(flatten(compute_gradients(trace))), history.lengths[frame], rtol=1e-10
        )
        np.testing.assert_allclose(measure_last_answer(trace), history.memories[frame], rtol=1e-10)
        np.testing.assert_allclose(trace.reading.h[:, 0], history.handed_on[frame], rtol=1e-10)
        answers = trace.probabilities.argmax(axis=-1)
        np.testing.assert_array_equal(answers[:, 0], history.answers[frame])
        hits = [
            answer == y.argmax()
            for answer, y in zip(answers.ravel(), history.lessons.y.reshape(answers.size, -1), strict=True)
            if y.any()
        ]
        assert history.accuracies[frame] == pytest.approx(np.mean(hits))


@pytest.mark.parametrize("optimizer", ["adam", "gradient_descent"])
def test_in_stretches_it_is_the_training_in_one_piece(monkeypatch, optimizer):
    asked = TextTraining(cell="lstm", units=3, optimizer=optimizer, rate=0.05)
    first, whole = train_on_text(asked, choose_stretch(asked) + 1), train_on_text(asked)
    assert (first.is_whole, whole.is_whole) == (False, True)
    np.testing.assert_array_equal(first.weights, whole.weights[: len(first.losses)])
    monkeypatch.setattr(text_training, "STRETCHES", (FRAMES - 1,))
    at_once = train_on_text.__wrapped__(asked)
    assert at_once.written == whole.written
    for part in ("weights", "losses", "accuracies", "lengths", "memories", "answers", "right", "handed_on"):
        np.testing.assert_array_equal(getattr(at_once, part), getattr(whole, part), part)


@pytest.mark.parametrize("cell", ["simple", "lstm"])
def test_every_stretch_ends_at_the_last_frame(cell):
    for length in range(SHORTEST, LONGEST + 1):
        assert (FRAMES - 1) % choose_stretch(TextTraining(text="x" * length, cell=cell)) == 0


def test_what_overflows_in_a_stretch_goes_no_further(monkeypatch):
    wild = TextTraining(text=LONG, task="recall", activation="linear", gain=1.5, optimizer="gradient_descent", rate=0.1)
    at_once = train_on_text(wild)
    monkeypatch.setattr(text_training, "STRETCHES", (2,))
    train_on_text.cache_clear()
    history = train_on_text(wild)
    train_on_text.cache_clear()
    assert history.is_whole
    assert history.overflowed
    np.testing.assert_array_equal(history.losses, at_once.losses)


def test_the_gradient_vanishes_where_each_step_makes_it_shorter():
    history = train_on_text(TextTraining(text=LONG, task="recall", gain=0.5))
    assert history.memories[0, 0] < 1e-7 * history.memories[0, -1]
    assert history.accuracies[-1] < 1


def test_the_lstm_keeps_it_and_learns():
    history = train_on_text(TextTraining(text=LONG, task="recall", cell="lstm", forget_bias=3.0))
    assert history.memories[0, 0] > 0.1 * history.memories[0, -1]
    assert history.accuracies[-1] == 1


def test_one_exploding_step_ruins_the_network_and_clipping_saves_it():
    wild = TextTraining(text=LONG, task="recall", activation="relu", gain=1.5, optimizer="gradient_descent", rate=0.1)
    history = train_on_text(wild)
    assert history.memories[0, 0] > 100 * history.memories[0, -1]
    assert history.accuracies[-1] == 0.25
    tamed = train_on_text(TextTraining(**{**vars(wild), "clip": 0.5}))
    assert tamed.accuracies[-1] == 1


def test_numbers_that_grow_too_large_end_the_training_and_keep_what_was():
    history = train_on_text(
        TextTraining(text=LONG, task="recall", activation="linear", gain=1.5, optimizer="gradient_descent", rate=0.1)
    )
    assert history.overflowed
    assert 0 < len(history.losses) < FRAMES
    assert np.isfinite(history.losses).all()
