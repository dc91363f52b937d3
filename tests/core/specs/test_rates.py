"""What a range test's numbers say, and a real test in its own process."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.data.intake import adding
from core.jobs import control
from core.specs.rates import HIGHEST, LOWEST, Point, has_diverged, list_rates, smooth, suggest_rate
from core.specs.training_spec import TrainingSpec
from core.tasks.networks.rate_test import RateTest
from tests.waiting import until

ROOT = Path(__file__).parents[3]
SPEC = TrainingSpec(dataset="tiny", image_size=32, batch_size=8)


@pytest.fixture
def tiny():
    return adding.add("sketches", "tiny", options={"count": 60, "size": 32})


def bowl(at, depth=0.6):
    """A loss that falls until the rate `at` and soars after it, as a test shows it."""
    return [Point(float(rate), float(0.7 - depth * np.exp(-(np.log(rate / at) ** 2)))) for rate in list_rates()]


def test_the_rates_grow_by_one_factor():
    found = np.array(list_rates())
    assert (found[0], found[-1]) == pytest.approx((LOWEST, HIGHEST))
    assert np.ptp(found[1:] / found[:-1]) < 1e-9


def test_smoothing_starts_at_the_first_loss():
    assert smooth([0.5])[0] == pytest.approx(0.5)
    np.testing.assert_allclose(smooth([2.0] * 20), 2.0)


def test_the_suggestion_is_a_tenth_of_the_rate_of_the_lowest_loss():
    points = bowl(0.03)
    lowest = points[int(np.argmin(smooth([point.loss for point in points])))].rate
    assert suggest_rate(points) == pytest.approx(lowest / 10, rel=0.05)
    assert 0.03 <= lowest < 0.3


def test_a_loss_that_never_falls_suggests_nothing():
    assert suggest_rate(bowl(0.03, depth=0)) is None
    assert suggest_rate([Point(1e-6, 0.7)]) is None
    assert suggest_rate([]) is None


def test_a_test_ends_when_the_loss_explodes():
    assert has_diverged([Point(0.1, 0.7), Point(0.2, float("nan"))])
    assert has_diverged([Point(0.1, 0.7), Point(0.2, 60.0)])
    assert not has_diverged([Point(0.1, 0.7), Point(0.2, 0.8)])


@pytest.mark.slow
def test_a_test_can_be_stopped(tiny):
    test = RateTest.start(SPEC)
    until(lambda: test.read().phase != "queued", within=60)
    test.stop()
    assert test.read().over
    assert test.read().stopped
    assert test.read().suggestion is None
    assert test.read().error is None
    until(lambda: not control.is_at_work(test.job))


def test_what_is_wrong_is_told_in_a_sentence():
    seen = RateTest.start(SPEC).wait(60)
    assert "tiny" in str(seen.error)
    assert seen.suggestion is None


@pytest.mark.slow
def test_the_command_suggests_a_rate_and_leaves_nothing_behind(tiny, home):
    command = [sys.executable, "-m", "core", "rate", "--dataset", "tiny", "--architecture", "article", "--json"]
    options = ["--image-size", "32", "--batch-size", "8", "--set", "augmentation.flip=true"]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert 1e-6 < found["suggestion"] < 1
    assert len(found["losses"]) > 20
    assert found["rates"] == pytest.approx(list_rates()[: len(found["losses"])])
    assert [path for path in home.rglob("*") if path.is_file() and "datasets" not in path.parts] == [
        home / "queue" / "queue.lock"
    ]
