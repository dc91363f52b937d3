"""The instant classifier learns from a few real pictures, and says how often it is right about unseen ones."""

import pytest

from core.data.intake import adding, drafts
from core.inference import instant as module
from core.inference.instant import fit_instant
from tests.core.data.pictures import noise
from tests.core.data.pixels.test_view import bytes_of


@pytest.fixture
def kinds():
    """Drawn cats and handwritten digits: (bytes of the pictures) a kind."""
    drawn = adding.add("sketches", "drawn", options={"count": 20, "size": 64})
    digits = adding.add("digits", "digits")
    return {
        "drawing": [drawn.find_path(record).read_bytes() for record in drawn.list_pictures()[:6]],
        "digit": [digits.find_path(record).read_bytes() for record in digits.list_pictures()[::200][:6]],
    }


@pytest.mark.slow
def test_it_learns_with_every_picture_and_judges_unseen_ones(kinds):
    draft = drafts.create(list(kinds))
    assert fit_instant(draft) is None
    draft.add("drawing", kinds["drawing"][0], "a")
    assert fit_instant(draft) is None
    for number in range(4):
        for label, pictures in kinds.items():
            draft.add(label, pictures[number], label)
    model = fit_instant(draft)
    assert len(model.labels) == 8
    for label, pictures in kinds.items():
        guesses = model.predict(pictures[5], "new")
        assert guesses[0].label == label
        assert sum(guess.probability for guess in guesses) == pytest.approx(1)
    held_out = model.judge_held_out()
    assert (held_out.right, held_out.n, held_out.folds) == (8, 8, None)
    low, high = held_out.interval
    assert 0.6 < low < held_out.accuracy <= high
    assert module.find_smallest_class(draft) == ("drawing", 4)


def test_one_picture_a_class_is_right_about_none_left_out(kinds):
    draft = drafts.create(list(kinds))
    for label, pictures in kinds.items():
        draft.add(label, pictures[0], label)
    assert fit_instant(draft).judge_held_out().right == 0  # what is left knows only the other class


@pytest.mark.slow
def test_many_pictures_are_judged_in_folds(kinds, monkeypatch):
    monkeypatch.setattr(module, "ONE_BY_ONE", 8)
    draft = drafts.create(list(kinds))
    for label, pictures in kinds.items():
        for data in pictures:
            draft.add(label, data, label)
    held_out = fit_instant(draft).judge_held_out()
    assert (held_out.n, held_out.folds) == (12, 10)
    assert held_out.right >= 11


@pytest.mark.parametrize(("size", "view"), [((160, 120), "crop"), ((640, 60), "stretch"), ((40, 30), "stretch")])
def test_nothing_at_the_edge_is_lost_of_what_is_long_or_tiny(size, view):
    draft = drafts.create(["a", "b"])
    for number, label in enumerate(("a", "b")):
        draft.add(label, bytes_of(noise(number, size)), label)
    assert fit_instant(draft).view == view
