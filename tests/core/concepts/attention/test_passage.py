"""A place on its way through the model: the last sum says what the model says, and no later sign changes one."""

import numpy as np
import pytest

from core.concepts.attention.characters import BLOCKS, load
from core.concepts.attention.completion import ALL, Sampling, complete
from core.concepts.attention.heads import causal
from core.concepts.attention.passage import SHOWN, follow_place
from core.concepts.attention.transformer import forward

TEXT = "The learning rate"


def test_after_the_last_part_stands_what_the_model_says():
    known = load()
    written = complete(known, TEXT, Sampling(temperature=1.0, top_k=ALL, seed=1))
    for step, choice in enumerate(written.choices[:4]):
        last = follow_place(known, written.text, written.given + step)[-1]
        assert last.signs == choice.signs[:SHOWN]
        np.testing.assert_allclose(last.probabilities, choice.probabilities[:SHOWN], atol=1e-12)


def test_every_part_is_there_with_what_it_adds():
    known, place = load(), 7
    levels = follow_place(known, TEXT, place)
    assert [(one.part, one.block) for one in levels] == [
        ("embedding", 0), *((part, block) for block in range(1, BLOCKS + 1) for part in ("attention", "hidden")),
    ]  # fmt: skip
    tokens = known.encode(TEXT)
    blocks = forward(known.model, tokens, allowed=causal(len(tokens))).blocks
    for block, attention, hidden in zip(blocks, levels[1::2], levels[2::2], strict=True):
        assert attention.added == pytest.approx(np.linalg.norm(block.attention.out[place]))
        assert hidden.length == pytest.approx(np.linalg.norm(block.out[place]))
        small = block.a[place] @ block.block.hidden.narrow + block.block.hidden.narrow_bias
        assert hidden.added == pytest.approx(np.linalg.norm(small))
        assert hidden.on == np.count_nonzero(block.a[place])


def test_what_stands_behind_a_place_changes_nothing_of_it():
    known = load()
    one, other = follow_place(known, TEXT, 5), follow_place(known, TEXT[:5] + "xyz", 5)
    assert [level.signs for level in one] == [level.signs for level in other]
    assert [level.length for level in one] == pytest.approx([level.length for level in other])
