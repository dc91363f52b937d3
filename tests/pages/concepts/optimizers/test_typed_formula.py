"""A typed formula becomes a field's value or a sentence in the reader's language."""

import pytest

from core import i18n
from core.errors import InputError
from pages.concepts.optimizers.typed_formula import SENTENCES, formula_field

FIELD = formula_field("x + y", 3.0)
SAID = {
    "": "Type a formula",
    "x+" * 150 + "x": "longer than 200 signs",
    "-" * 150 + "x": "more than 60 operations",
    "2x": "write 2*x for 2x",
    "__import__('os')": "“__import__” is not known here",
    "x.real": "“x.real” is not part of a formula",
    "x^y": "from -12 to 12",
    "1e10*x": "larger than 1e+09",
    "sin(x, y)": "sin takes one value, such as sin(x)",
    "3": "neither x nor y",
    "log(-1 - x^2)": "nowhere finite",
}


@pytest.mark.parametrize("text", SAID)
def test_what_cannot_be_computed_gets_its_sentence(text):
    with pytest.raises(InputError) as error:
        FIELD.read(text)
    assert SAID[text] in str(error.value)


def test_each_refusal_has_a_sentence_of_its_own_in_chinese():
    i18n.follow(lambda: "zh")
    try:
        said = {i18n._(sentence) for sentence in SENTENCES.values()}
    finally:
        i18n.follow(lambda: i18n.DEFAULT_LANGUAGE)
    assert len(said) == len(SENTENCES)
    assert said.isdisjoint(SENTENCES.values())


def test_a_formula_stays_as_it_was_typed():
    assert FIELD.read("x² + sin(y)") == "x² + sin(y)"
