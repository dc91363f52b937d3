"""The epochs of a trial follow from the budget and from how long an epoch takes here."""

import pytest

from core import quota
from core.data.intake import adding
from core.data.intake.choices import find_choice
from core.quota import Account, Limits, Quota
from core.runs.expected_time import estimate_seconds
from core.search.trial_epochs import FEWEST, UNKNOWN, WHOLE_TRIALS, suggest_epochs
from core.specs.training_spec import TrainingSpec

BASE = TrainingSpec(dataset="tiny", architecture="compact", image_size=64)


@pytest.fixture
def choice():
    adding.add("sketches", "tiny", options={"count": 400, "size": 32})
    return find_choice("tiny")


@pytest.mark.parametrize("minutes", [5, 10])
def test_the_budget_has_room_for_ten_whole_trials_and_for_little_more(choice, minutes):
    epochs = suggest_epochs(BASE, choice, minutes)
    whole, longer = (estimate_seconds(BASE.model_copy(update={"epochs": n}), choice) for n in (epochs, epochs + 1))
    assert whole <= 60 * minutes / WHOLE_TRIALS < longer


def test_a_short_budget_has_few_epochs_and_what_has_none_gets_as_many(choice):
    assert suggest_epochs(BASE, choice, 0.1) == FEWEST
    head = TrainingSpec(dataset="tiny", architecture="efficientnet_lite0")
    assert suggest_epochs(head, choice, 25) == UNKNOWN


def test_no_more_are_suggested_than_may_be_asked_for(choice, monkeypatch):
    mine = Quota(hosted=True, accounts=(Account(name="me", limits=Limits(epochs=4)),))
    monkeypatch.setattr(quota, "current", lambda: mine)
    assert suggest_epochs(BASE, choice, 25) == 4
