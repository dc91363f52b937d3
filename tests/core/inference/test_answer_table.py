"""Answers for other programs."""

from core.i18n import Message
from core.inference.answer_table import tabulate_answers
from core.inference.predict import Answer, Guess, Question


def test_one_row_a_picture_and_one_column_a_class():
    good = Answer(Question("a.jpg", b""), (Guess("dog", 0.75), Guess("cat", 0.25)))
    bad = Answer(Question("b.jpg", b""), problem=Message("{file} is empty.", {"file": "b.jpg"}))
    assert tabulate_answers([good, bad]) == [
        {"path": "a.jpg", "label": "dog", "probability": 0.75, "error": None, "p(cat)": 0.25, "p(dog)": 0.75},
        {
            "path": "b.jpg",
            "label": None,
            "probability": None,
            "error": "b.jpg is empty.",
            "p(cat)": None,
            "p(dog)": None,
        },
    ]
