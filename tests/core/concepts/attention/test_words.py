"""The reader's own sentence: words of both languages, and vectors that belong to the word and not to its place."""

import numpy as np
import pytest

from core.concepts.attention.words import Sentence, attend_to_words, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the dog  bites", ["the", "dog", "bites"]),
        ("狗咬人", ["狗", "咬", "人"]),
        ("学习 rate 好", ["学", "习", "rate", "好"]),
        ("  ", []),
    ],
)
def test_words_are_parted(text, words):
    assert split_words(text) == words


def test_without_positions_a_word_does_the_same_wherever_it_stands():
    traced = attend_to_words(Sentence("The dog bites the man", positions=False))
    np.testing.assert_allclose(traced.out[0], traced.out[3])
    placed = attend_to_words(Sentence("The dog bites the man"))
    assert np.abs(placed.out[0] - placed.out[3]).max() > 0.01


def test_without_the_root_the_scores_are_larger_and_the_weights_sharper():
    plain, sharp = (attend_to_words(Sentence("one two three four", size=64, scaled=scaled)) for scaled in (True, False))
    np.testing.assert_allclose(sharp.scores, 8 * plain.scores)
    assert sharp.weights.max(axis=-1).mean() > 0.8 > 0.6 > plain.weights.max(axis=-1).mean()


def test_the_first_head_stays_when_there_are_more():
    one, two = (attend_to_words(Sentence("one two three", heads=heads)) for heads in (1, 2))
    np.testing.assert_array_equal(one.weights[0], two.weights[0])


def test_a_masked_sentence_looks_back_only():
    weights = attend_to_words(Sentence("one two three", masked=True)).weights
    assert weights[0, 0].tolist() == [1.0, 0.0, 0.0]
