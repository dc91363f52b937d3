"""What is said of a picture: surely only where the distance is sure, with the interval of false alarms."""

from dataclasses import replace

import pytest

from core.inference.familiar.distance_limits import Level
from core.inference.familiar.familiarity import Familiarity, describe, describe_briefly, explain

FOUND = Familiarity(Level.UNUSUAL, "dog", 0.52, 0.5, 0.61, 2, 40, [])


def test_the_sentence_is_soft_near_the_limit_and_firm_far_beyond():
    assert describe(FOUND) == "This is unusual for what the model was trained on."
    assert "may be one of them or not" in explain(FOUND, "dog")
    assert "none of what" in describe(replace(FOUND, level=Level.UNLIKE))
    assert "means little" in explain(replace(FOUND, level=Level.UNLIKE), "dog")


@pytest.mark.parametrize("level", [Level.UNUSUAL, Level.UNLIKE])
def test_false_alarms_are_told_with_their_interval(level):
    assert "Of 40 pictures of dog that were set aside, 2 got this warning too" in explain(
        replace(FOUND, level=level), "dog"
    )
    assert "set aside, 1 got this warning too" in explain(replace(FOUND, level=level, alarms=1), "dog")
    assert "1.4 to 16.5%" in explain(replace(FOUND, level=level), "dog")


def test_what_is_not_known_is_not_said():
    unknown = replace(FOUND, level=Level.UNKNOWN, usual=None, far=None, alarms=0, held_out=0)
    assert not unknown.is_out_of_distribution
    assert "0.52; what is usual there is not known" in explain(unknown, "dog")
    assert "could not be measured" in explain(replace(FOUND, alarms=0, held_out=0), "dog")
    assert unknown.interval == (0.0, 1.0)


def test_every_level_has_words_of_its_own():
    said = [replace(FOUND, level=level) for level in Level]
    for words in (describe, describe_briefly):
        assert len({words(found) for found in said}) == len(Level)
