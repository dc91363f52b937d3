"""Writing and filling in: what is kept of the places before changes no number, and chance follows its settings."""

from dataclasses import replace

import numpy as np
import pytest

from core.concepts.activations import softmax
from core.concepts.attention.characters import END, HIDDEN, LONGEST, Characters, UnknownSignError, load, save
from core.concepts.attention.completion import (
    ALL,
    SHOWN,
    UNWRITTEN,
    Sampling,
    choose,
    complete,
    rate_text,
    sampling_chances,
)
from core.concepts.attention.gap import fill_gap
from core.concepts.attention.heads import causal
from core.concepts.attention.transformer import forward
from core.concepts.descent.parameters import flatten

PROMPTS = ["The learning rate", "训练", ""]


@pytest.mark.parametrize("text", PROMPTS)
def test_sign_by_sign_is_what_one_pass_over_the_whole_text_says(text):
    known = load()
    written = complete(known, text, Sampling(temperature=1.0, top_k=ALL, seed=1))
    tokens = known.encode(written.text)
    whole = forward(known.model, tokens, allowed=causal(len(tokens)))
    expected = np.stack([block.attention.weights for block in whole.blocks])
    np.testing.assert_allclose(written.weights, expected, atol=1e-12)
    for step, choice in enumerate(written.choices):
        logits = whole.logits[len(text) + step].copy()
        logits[UNWRITTEN] = -np.inf
        p = softmax(logits)
        np.testing.assert_allclose(choice.probabilities, np.sort(p)[::-1][:SHOWN], atol=1e-12)
        assert choice.said == pytest.approx(p[known.signs.index(choice.drawn)])


def test_what_was_drawn_is_what_was_written():
    written = complete(load(), "The loss", Sampling(seed=3))
    assert written.text.startswith("The loss")
    assert written.given == 8
    drawn = "".join(choice.drawn for choice in written.choices)
    assert written.text[8:] == (drawn[:-1] if written.ended else drawn[: len(written.text) - 8])


def test_a_text_is_as_probable_as_all_its_choices_together():
    written = complete(load(), "The loss", Sampling(seed=3))
    rating, said = rate_text(written), [choice.said for choice in written.choices]
    assert rating.probability == pytest.approx(np.prod(said))
    assert rating.perplexity == pytest.approx(np.prod(said) ** (-1 / len(said)))


def test_a_text_ends_itself_or_at_the_last_place_the_model_knows():
    known = load()
    cold = complete(known, "a" * (LONGEST - 3), Sampling(temperature=0.0))
    assert cold.ended or len(cold.text) == LONGEST - 1
    full = complete(known, "a" * (LONGEST - 1), Sampling())
    assert len(full.choices) == 1
    assert full.given == len(full.text)


def test_a_seed_writes_the_same_again_and_another_one_something_else():
    known = load()
    one, again, other = (complete(known, "A", Sampling(1.0, ALL, seed)).text for seed in (1, 1, 2))
    assert one == again != other


def test_a_temperature_of_zero_takes_the_likeliest_whatever_the_seed():
    known = load()
    one, other = (complete(known, "The", Sampling(0.0, ALL, seed)) for seed in (1, 2))
    assert one.text == other.text
    assert all(choice.drawn == choice.signs[0] for choice in one.choices)


def test_top_k_leaves_the_rest_no_chance_and_the_kept_their_proportions():
    falling = np.array([2.0, 1.0, 0.5, -1.0])
    kept = sampling_chances(falling, Sampling(temperature=1.0, top_k=2))
    assert kept.tolist() == pytest.approx([np.e / (np.e + 1), 1 / (np.e + 1), 0, 0])
    every = sampling_chances(falling, Sampling(temperature=1.0, top_k=ALL))
    assert kept[0] / kept[1] == pytest.approx(every[0] / every[1])


def test_top_p_keeps_the_fewest_that_reach_it_and_their_proportions():
    falling = np.log([0.5, 0.3, 0.15, 0.05])
    for top_p, count in ((0.4, 1), (0.5, 1), (0.6, 2), (0.81, 3), (0.99, 4), (1.0, 4)):
        chances = sampling_chances(falling, Sampling(1.0, ALL, top_p=top_p))
        assert np.count_nonzero(chances) == count
        assert chances.sum() == pytest.approx(1)
    assert sampling_chances(falling, Sampling(1.0, ALL, top_p=0.6)).tolist() == pytest.approx([0.625, 0.375, 0, 0])
    kept = sampling_chances(falling, Sampling(1.0, 2, top_p=0.6))
    assert kept.tolist() == pytest.approx([1, 0, 0, 0])  # of the two that top k has left, the first has 0.625


@pytest.mark.parametrize(("temperature", "first"), [(0.5, 0.8808), (1.0, 0.7311), (2.0, 0.6225)])
def test_the_temperature_divides_the_logits(temperature, first):
    chances = sampling_chances(np.array([1.0, 0.0]), Sampling(temperature, ALL))
    assert chances[0] == pytest.approx(first, abs=1e-4)


def test_signs_are_drawn_as_often_as_their_chances_say():
    logits = np.log(np.array([0.2, 0.5, 0.3]))
    rng = np.random.default_rng(0)
    drawn = [choose("abc", logits, Sampling(1.0, ALL), float(rng.random()))[1].drawn for _ in range(4000)]
    assert [drawn.count(sign) / 4000 for sign in "abc"] == pytest.approx([0.2, 0.5, 0.3], abs=0.03)
    assert choose("abc", logits, Sampling(1.0, 2), np.nextafter(1.0, 0.0))[1].drawn == "c"


def test_the_gap_is_filled_by_what_stands_on_both_sides_and_continued_by_the_left_one_alone():
    known = load()
    text, place = "The learning rate is too large.", 9
    one, other = fill_gap(known, text, place), fill_gap(known, text[:20] + " one.", place)
    assert one.filled.right != other.filled.right
    assert one.continued.right == other.continued.right
    assert one.continued.weights.shape[-1] == place + 1
    assert one.filled.loss == pytest.approx(-np.log(one.filled.right))
    tokens = [*known.encode(text), 0]
    tokens[place + 1] = known.signs.index(HIDDEN)
    everywhere = np.ones((len(tokens), len(tokens)), dtype=bool)
    p = softmax(forward(known.model, np.array(tokens), allowed=everywhere).logits[place + 1])
    assert one.filled.right == pytest.approx(p[known.signs.index(text[place])])


def test_a_sign_that_is_not_known_is_named():
    with pytest.raises(UnknownSignError) as caught:
        load().encode("a☃b☃é")
    assert caught.value.signs == "☃é"
    with pytest.raises(UnknownSignError):
        load().encode(f"a{END}b")


def test_the_model_comes_back_from_its_file(tmp_path):
    known = load()
    save(tmp_path / "again.npz", known)
    with np.load(tmp_path / "again.npz") as stored:
        np.testing.assert_array_equal(stored["numbers"].astype(float), flatten(known.model))
    assert isinstance(replace(known, steps=1), Characters)


def test_it_has_learned_and_knows_both_languages():
    known = load()
    guess = np.log(len(known.signs))
    assert known.continue_loss < 0.5 * guess
    assert known.fill_loss < 0.5 * guess
    assert complete(known, "The learning r", Sampling(0.0)).text.startswith("The learning rate")
    assert complete(known, "学习", Sampling(0.0)).text.startswith("学习率")
