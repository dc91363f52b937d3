"""The recording is read as it is or not at all; the file in the house can be read."""

import pytest
from pydantic import ValidationError

from core.content.recorded.three_ways import WAYS, RecordedTrial, ThreeWays, three_ways

TRIAL = {
    "way": "head",
    "per_class": 10,
    "right": 95,
    "n": 100,
    "seconds": 4.5,
    "times": [2, 3],
    "accuracies": [0.8, 0.7],
}


def test_a_trial_knows_what_was_reached_by_when():
    trial = RecordedTrial.model_validate(TRIAL)
    assert [trial.after(seconds) for seconds in (1, 2, 10)] == [None, 0.8, 0.8]
    low, high = trial.interval
    assert low < trial.accuracy == 0.95 < high


@pytest.mark.parametrize("changed", [{"times": [1]}, {"right": 101}, {"way": "magic"}, {"extra": 1}])
def test_a_trial_that_does_not_fit_is_refused(changed):
    with pytest.raises(ValidationError):
        RecordedTrial.model_validate(TRIAL | changed)


def test_the_file_in_the_house_can_be_read():
    recorded = three_ways()
    assert isinstance(recorded, ThreeWays)
    assert set(recorded.parameters) == set(WAYS)
    assert recorded.trial("head", recorded.counts()[0])
    assert all(learn <= whole for learn, whole in recorded.parameters.values())
