"""What every method owes: it finds what the network looks at, is about one class, and forgets with the network."""

import numpy as np
import pytest

from core.explain.explain import Pair, explain
from core.explain.method import GREY
from core.explain.methods import METHODS
from core.explain.methods.integrated_gradients import WHOLE_ERROR, IntegratedGradients
from core.explain.methods.occlusion import Occlusion
from tests.core.explain.networks import SIZE, as_network, build_residual, build_spot_detector, spot_picture


@pytest.fixture(params=METHODS.values(), ids=list(METHODS))
def method(request):
    return request.param


def test_the_strongest_place_is_the_one_that_the_network_looks_at(method):
    found = method.compute(as_network(build_spot_detector()), spot_picture(top=3, left=10), target=1).values
    assert found.ndim == 2
    rows, columns = found.shape
    row, column = np.unravel_index(found.argmax(), found.shape)
    assert (row + 0.5) / rows * SIZE == pytest.approx(4.5, abs=2)
    assert (column + 0.5) / columns * SIZE == pytest.approx(11.5, abs=2)
    assert method.signed or found.min() >= 0


def test_it_is_about_the_class_that_is_asked_for(method):
    network = as_network(build_residual(3))
    picture = np.random.default_rng(0).uniform(0, 255, (SIZE, SIZE, 3)).astype(np.float32)
    first, second = (method.compute(network, picture, target).values for target in (0, 1))
    assert np.abs(first - second).max() > 1e-6


def test_it_says_the_same_each_time_and_something_else_of_a_network_that_has_learned_nothing(method):
    network = as_network(build_residual(3))
    pixels = np.random.default_rng(0).integers(0, 255, (SIZE, SIZE, 3), np.uint8)
    pair = Pair(network, network.randomise())
    first, second = explain(pair, pixels, method, 1), explain(pair, pixels, method, 1)
    np.testing.assert_array_equal(first.values, second.values)
    assert -1 <= first.randomised_similarity < 0.9
    same = explain(Pair(network, network), pixels, method.make_rough(), 1)
    assert same.randomised_similarity > 0.95
    assert not same.depends_on_learning


def test_an_explanation_of_nothing_is_compared_with_none():
    network = as_network(build_spot_detector())
    found = explain(Pair(network, network.randomise()), spot_picture().astype(np.uint8), METHODS["gradcam"], 0)
    assert not found.values.any(), "the spot speaks against this class, and nothing for it"
    assert found.randomised_similarity is None
    assert not found.depends_on_learning


def test_names_and_titles_are_unique_and_said():
    assert list(METHODS) == ["gradcam", "integrated_gradients", "occlusion", "smoothgrad"]
    assert len({one.title for one in METHODS.values()}) == len({one.note for one in METHODS.values()}) == len(METHODS)


def test_integrated_gradients_add_up_to_what_the_picture_changes():
    network = as_network(build_spot_detector())
    found = IntegratedGradients().compute(network, spot_picture(), target=1)
    picture, grey = network.compute_logits(np.stack([spot_picture(), np.full((SIZE, SIZE, 3), GREY, np.float32)]))
    assert found.completeness.expected == pytest.approx(picture[1] - grey[1])
    assert found.completeness.attributed == pytest.approx(found.values.sum(), rel=1e-4)
    assert found.completeness.error <= WHOLE_ERROR
    rough = IntegratedGradients(first=1, most=0).compute(network, spot_picture(), target=1)
    assert rough.completeness.error > 0.1


class _Bend:
    """A network whose logit grows on a short part of the way alone: by 3, where the mean pixel is 150 to 151."""

    def compute_logits_and_gradients(self, pictures, target):
        self.asked = getattr(self, "asked", 0) + len(pictures)
        bright = pictures.mean(axis=(1, 2, 3))
        rising = (bright > 150) & (bright < 151)
        gradients = np.ones_like(pictures) * (3 * rising / pictures[0].size)[:, None, None, None]
        return np.stack([0 * bright, 3 * (np.clip(bright, 150, 151) - 150)], axis=1), gradients


def test_integrated_gradients_look_closer_where_the_logit_changes():
    network, picture = _Bend(), np.full((4, 4, 3), 200, np.float32)
    found = IntegratedGradients().compute(network, picture, target=1)
    assert found.completeness.expected == pytest.approx(3)
    assert found.completeness.error <= WHOLE_ERROR
    assert network.asked < 96
    steps = IntegratedGradients(first=95, most=0).compute(_Bend(), picture, target=1)
    assert steps.completeness.error > 10 * found.completeness.error


def test_a_covered_spot_costs_exactly_its_logit():
    network = as_network(build_spot_detector())
    picture = spot_picture(top=0, left=0)
    found = Occlusion(places=4).compute(network, picture, target=1).values
    whole = network.compute_logits(picture[None])[0, 1]
    assert found[0, 0] == pytest.approx(whole, rel=1e-5)
    assert found[-1, -1] == pytest.approx(0, abs=1e-6)


def test_what_the_shuffled_network_says_is_computed_once_for_a_rough_and_a_fine_explanation():
    network, method, shown = as_network(build_spot_detector()), Occlusion(), spot_picture().astype(np.uint8)
    pair, picture = Pair(network, network.randomise()), shown.astype(np.float32)
    rough = explain(pair, shown, method.make_rough())
    held = pair.explain_unlearned(picture, method, rough.target)
    assert held is pair.explain_unlearned(picture.copy(), method, rough.target)
    assert held is not pair.explain_unlearned(picture[::-1], method, rough.target)
