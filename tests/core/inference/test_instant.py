"""The instant classifier learns from a few real pictures, and says how often it is right about unseen ones."""

import numpy as np
import pytest

from core.data.intake import adding, drafts
from core.errors import InputError
from core.inference import instant as module
from core.inference.decision import DecisionRule, save_decision
from core.inference.instant import Collection, HeldOut, Judgement, fit_instant, rename_class
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
        said = model.predict(pictures[5], "new")
        assert said.label == label
        assert said.is_sure
        assert said.probabilities.sum() == pytest.approx(1)
    held_out = model.predict_held_out()
    judged = held_out.judge()
    assert (judged.right, judged.n, judged.asked, held_out.folds) == (8, 8, 8, None)
    low, high = judged.interval
    assert 0.6 < low < judged.accuracy <= high
    assert module.find_smallest_class(draft) == ("drawing", 4)


def test_one_picture_a_class_is_right_about_none_left_out(kinds):
    draft = drafts.create(list(kinds))
    for label, pictures in kinds.items():
        draft.add(label, pictures[0], label)
    assert fit_instant(draft).predict_held_out().judge().right == 0  # what is left knows only the other class


@pytest.mark.slow
def test_many_pictures_are_judged_in_folds(kinds, monkeypatch):
    monkeypatch.setattr(module, "ONE_BY_ONE", 8)
    draft = drafts.create(list(kinds))
    for label, pictures in kinds.items():
        for data in pictures:
            draft.add(label, data, label)
    held_out = fit_instant(draft).predict_held_out()
    assert (held_out.judge().n, held_out.folds) == (12, 10)
    assert held_out.judge().right >= 11


def test_a_rule_decides_which_pictures_are_answered_and_how():
    said = np.array([[0.9, 0.1], [0.45, 0.55], [0.6, 0.4], [0.2, 0.8]], np.float32)
    held_out = HeldOut(("a", "b"), np.array([0, 0, 1, 1]), said, None)
    assert held_out.judge() == Judgement(right=2, n=4, asked=4)
    assert held_out.judge(DecisionRule(reject_below=0.7)) == Judgement(right=2, n=2, asked=4)
    assert held_out.judge(DecisionRule(threshold=0.35, positive="b")) == Judgement(right=3, n=4, asked=4)
    assert held_out.judge(DecisionRule(threshold=0.85, positive="b")) == Judgement(right=2, n=4, asked=4)


def test_a_threshold_is_kept_as_long_as_its_two_classes_are_there(home):
    draft = drafts.create(["a", "b"])
    rule = DecisionRule(threshold=0.7, positive="b", reject_below=0.6)
    save_decision(Collection(draft, ("a", "b")), rule)
    assert Collection(draft, ("a", "b")).read_rule() == rule
    for classes in (("a", "c"), ("a", "b", "c")):
        assert Collection(draft, classes).read_rule() == DecisionRule(reject_below=0.6)
    Collection(draft, ("a", "b")).settings.write_text("{")
    with pytest.raises(InputError, match="Delete the file, and keep them again"):
        Collection(draft, ("a", "b")).read_rule()


def test_a_threshold_follows_its_class_to_another_name(home):
    draft = drafts.create(["a", "b"])
    save_decision(Collection(draft, ("a", "b")), DecisionRule(threshold=0.7, positive="b", reject_below=0.6))
    rename_class(draft, "a", "x")
    rename_class(draft, "b", "  y ")
    assert draft.classes == ["x", "y"]
    assert Collection(draft, ("x", "y")).read_rule() == DecisionRule(threshold=0.7, positive="y", reject_below=0.6)


@pytest.mark.parametrize(("size", "view"), [((160, 120), "crop"), ((640, 60), "stretch"), ((40, 30), "stretch")])
def test_nothing_at_the_edge_is_lost_of_what_is_long_or_tiny(size, view):
    draft = drafts.create(["a", "b"])
    for number, label in enumerate(("a", "b")):
        draft.add(label, bytes_of(noise(number, size)), label)
    assert fit_instant(draft).view == view
