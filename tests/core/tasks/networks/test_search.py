"""A search, and a test of learning rates, that ask for more than their owner may have do not begin."""

import pytest

from core import quota, workspace
from core.errors import InputError
from core.files import write_json
from core.jobs import folder
from core.quota import Account, Limits, Quota
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Dimension, Space
from core.specs.training_spec import TrainingSpec
from core.tasks.networks import search
from core.tasks.networks.rate_test import RateTest

BASE = TrainingSpec(dataset="sketches", architecture="compact", epochs=10, image_size=64)


@pytest.fixture(autouse=True)
def limited(home):
    home.mkdir()
    limits = Limits(epochs=12, image_size=64)
    write_json(home / quota.FILE, Quota(hosted=True, accounts=(Account(name=workspace.LOCAL, limits=limits),)))


@pytest.mark.parametrize(
    ("base", "space", "said"),
    [
        (BASE.model_copy(update={"epochs": 13}), {}, "13 epochs are more than the 12"),
        (BASE, {"epochs": Dimension(choices=(5, 20))}, "20 epochs are more than the 12"),
        (BASE, {"image_size": Dimension(low=32, high=96, whole=True)}, "96 px is more than the 64 px"),
    ],
)
def test_a_search_whose_trials_could_be_too_much_is_refused(base, space, said):
    with pytest.raises(InputError, match=said):
        search.start(SearchSpec(base=base, space=Space(space), minutes=1))
    assert list(folder.list_jobs()) == []


def test_a_test_of_rates_on_images_that_are_too_large_is_refused():
    with pytest.raises(InputError, match="96 px is more than the 64 px"):
        RateTest.start(BASE.model_copy(update={"image_size": 96}))
    assert list(folder.list_jobs()) == []
