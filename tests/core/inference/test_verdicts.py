"""What probabilities come to by a rule, and what is said beside an answer that one should look at again."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from core.i18n import Message
from core.inference.asking.answer_rows import ALL_CLASSES, describe_answer, explain_unread, tabulate_answers, write_csv
from core.inference.decision import DecisionRule
from core.inference.familiar.distance_limits import Level
from core.inference.familiar.familiarity import Familiarity, Similar
from core.inference.predict import Answer, Question
from core.inference.verdicts import Reason, judge_answers

CLASSES = ("cat", "dog")


def model(classes=CLASSES):
    return SimpleNamespace(classes=classes, translate=str.upper)


def like(level=Level.FAMILIAR, nearest=("cat",) * 5):
    similar = [Similar(f"{label}/1.jpg", label, 0.9) for label in nearest]
    return Familiarity(level, nearest[0], 0.3, 0.4, 0.6, 1, 30, similar)


def said(*probabilities, familiarity=None, classes=CLASSES, name="a.jpg"):
    return Answer(Question(name, b""), classes, np.array(probabilities, np.float32), familiarity=familiarity)


def verdict(*probabilities, rule=None, familiarity=None):
    (found,) = judge_answers(model(), rule or DecisionRule(), [said(*probabilities, familiarity=familiarity)])
    return found


def reasons(found):
    return [doubt.reason for doubt in found.doubts]


def test_without_a_rule_the_most_probable_class_is_the_answer():
    found = verdict(0.9, 0.1)
    assert (found.label, found.probability, found.is_sure) == ("cat", pytest.approx(0.9), True)
    assert reasons(found) == []


def test_threshold_temperature_and_reject_zone_count():
    assert verdict(0.7, 0.3, rule=DecisionRule(threshold=0.25, positive="dog")).label == "dog"
    assert verdict(0.9, 0.1, rule=DecisionRule(temperature=2.0)).probability == pytest.approx(0.75)
    unsure = verdict(0.9, 0.1, rule=DecisionRule(reject_below=0.95))
    assert (unsure.label, unsure.is_sure, reasons(unsure)) == ("cat", False, [Reason.NOT_SURE])
    assert str(unsure.doubts[0].sentence) == (
        "The model is not sure: 90.0% is below the limit of 95.0% that was kept with it."
    )
    moved = verdict(0.9, 0.1, rule=DecisionRule(threshold=0.2, positive="dog", reject_below=0.95))
    assert str(moved.doubts[0].sentence).startswith(
        "The model is not sure: counted from its threshold, where it would be 50%, the answer is 69.2% certain"
    )


def test_what_a_threshold_has_turned_says_which_threshold():
    found = verdict(0.113, 0.887, rule=DecisionRule(threshold=0.899, positive="dog"))
    assert (found.label, reasons(found)) == ("cat", [Reason.CLOSE])
    assert str(found.doubts[0].sentence) == (
        "DOG is more probable, with 88.7%; but by the threshold that is kept with the model the answer is DOG from"
        " 89.9% on."
    )
    assert reasons(verdict(0.05, 0.95, rule=DecisionRule(threshold=0.899, positive="dog"))) == []
    (doubt,) = verdict(0.8, 0.2, rule=DecisionRule(threshold=0.1, positive="dog")).doubts
    assert str(doubt.sentence).startswith("CAT is more probable, with 80.0%; but by the threshold")


def test_another_class_of_the_nearest_pictures_is_said_in_words():
    found = verdict(0.9, 0.1, familiarity=like(nearest=("dog", "dog", "cat", "dog", "cat")))
    assert reasons(found) == [Reason.NEAREST_DIFFER]
    assert str(found.doubts[0].sentence) == "3 of the 5 nearest training pictures are DOG, not CAT."
    every = verdict(0.9, 0.1, familiarity=like(nearest=("dog",) * 5))
    assert str(every.doubts[0].sentence) == "All 5 nearest training pictures are DOG, not CAT."
    assert reasons(verdict(0.9, 0.1, familiarity=like(nearest=("cat", "dog", "cat", "cat", "dog")))) == []
    # The pictures that are shown beside the answer are cats: to call a dog the nearest would contradict them.
    assert reasons(verdict(0.9, 0.1, familiarity=replace(like(), label="dog"))) == []
    split = replace(like(nearest=("dog", "cat", "dog", "cat")), label="dog")
    (doubt,) = verdict(0.9, 0.1, familiarity=split).doubts
    assert str(doubt.sentence) == "By its features it lies nearest to DOG, though the answer is CAT."


def test_a_doubt_that_takes_the_answers_place_is_told_first():
    assert verdict(0.9, 0.1, familiarity=like(Level.UNLIKE)).is_hedged
    assert verdict(0.9, 0.1, rule=DecisionRule(reject_below=0.95)).is_hedged
    assert not verdict(0.9, 0.1, familiarity=like(Level.UNUSUAL)).is_hedged
    assert not verdict(0.9, 0.1).is_hedged


def test_a_sentence_names_its_file_once():
    assert explain_unread("b.jpg", "b.jpg is empty.") == "b.jpg is empty."
    assert explain_unread("b.jpg", "It is empty.") == "b.jpg: It is empty."


def test_the_most_pressing_reason_comes_first():
    found = verdict(0.6, 0.4, rule=DecisionRule(reject_below=0.7), familiarity=like(Level.UNLIKE, ("dog",) * 5))
    assert reasons(found) == [Reason.UNLIKE, Reason.NOT_SURE, Reason.NEAREST_DIFFER, Reason.CLOSE]
    assert reasons(verdict(0.9, 0.1, familiarity=like(Level.UNUSUAL))) == [Reason.UNUSUAL]


def test_a_file_that_cannot_be_read_has_no_verdict_and_a_row_that_says_why():
    bad = Answer(Question("b.jpg", b""), problem=Message("{file} is empty.", {"file": "b.jpg"}))
    answers = [said(0.25, 0.75), bad]
    verdicts = judge_answers(model(), DecisionRule(), answers)
    assert verdicts[1] is None
    rows = tabulate_answers(model(), answers, verdicts)
    assert rows == [
        {"path": "a.jpg", "label": "dog", "probability": 0.75, "sure": True, "look": "", "familiar": None,
         "error": None, "p(cat)": 0.25, "p(dog)": 0.75},
        {"path": "b.jpg", "label": None, "probability": None, "sure": None, "look": None, "familiar": None,
         "error": "b.jpg is empty.", "p(cat)": None, "p(dog)": None},
    ]  # fmt: skip
    assert describe_answer(model(), bad, None) == {"path": "b.jpg", "error": "b.jpg is empty."}
    head, first, _second = write_csv(rows).decode("utf-8-sig").splitlines()
    assert head == "path,label,probability,sure,look,familiar,error,p(cat),p(dog)"
    assert first == "a.jpg,dog,0.75,True,,,,0.25,0.75"


@pytest.mark.parametrize("name", ["=1+2.jpg", "+a.jpg", "-a.jpg", "@a.jpg"])
def test_no_name_of_a_file_is_a_formula_in_a_spreadsheet(name):
    answer = said(0.25, 0.75, name=name)
    (row,) = tabulate_answers(model(), [answer], judge_answers(model(), DecisionRule(), [answer]))
    assert row["path"] == f"./{name}"


def test_of_many_classes_a_row_has_the_most_probable():
    classes = tuple(f"c{n}" for n in range(ALL_CLASSES + 1))
    shares = np.linspace(0, 1, len(classes))
    answer = said(*(shares / shares.sum()), classes=classes)
    (row,) = tabulate_answers(model(classes), [answer], judge_answers(model(classes), DecisionRule(), [answer]))
    assert (row["label"], row["label_2"], row["label_5"]) == ("c20", "c19", "c16")
    assert len(row) < ALL_CLASSES
