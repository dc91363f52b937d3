"""What is sent to the browser: short numbers, no NaN, and the right marks on who diverged."""

import json

import pytest

from core.concepts.descent import formula
from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.descent.race import race
from core.concepts.descent.surfaces import SURFACES
from pages.concepts.optimizers.race.race import _close_up, _loss_range, _picture, _quantities_of


def runs_on(name, rate, count=60, names=tuple(RULES)):
    surface = SURFACES[name]
    return surface, race(surface, names, surface.start, Settings(learning_rate=rate), count=count)


def test_a_picture_is_plain_json_even_where_the_landscape_has_no_height():
    surface = formula.surface("log(x) + y^2", 2.0, (1.0, 1.0))
    runs = race(surface, ["adam"], (1.0, 1.0), Settings(learning_rate=0.5), count=20)
    picture = json.loads(json.dumps(_picture(surface, runs, runs[0], 20), allow_nan=False))
    assert -1 in picture["ground"]["heights"]
    assert len(picture["ground"]["heights"]) == picture["ground"]["size"] ** 2


@pytest.mark.parametrize("name", RULES)
def test_the_close_up_holds_every_step_of_what_the_rule_keeps(name):
    _surface, runs = runs_on("beale", 0.01, names=(name,))
    close_up = _close_up(runs[0], Settings())
    assert close_up["count"] == 60
    assert {row["key"] for row in close_up["rows"]} == set(close_up["steps"]) - {"epsilon_hat"}
    assert all(len(values) == 60 for values in close_up["steps"].values())


def test_without_bias_correction_nothing_is_called_corrected():
    _surface, runs = runs_on("beale", 0.01, names=("adam",))
    assert {"m_hat", "v_hat", "epsilon_hat"} <= set(_quantities_of(runs[0], Settings()))
    assert set(_quantities_of(runs[0], Settings(bias_correction=False))) == {"w", "g", "m", "v", "step", "after"}


def test_who_diverges_is_followed_in_space_only_to_the_edge_and_does_not_stretch_the_losses():
    surface, runs = runs_on("ravine", 0.21)
    plain = _picture(surface, runs, runs[0], 60)["runs"][0]
    assert plain["diverged_at"] == runs[0].diverged_at is not None
    assert abs(runs[0].path[plain["inside"], 1]) <= 1.5 < abs(runs[0].path[plain["inside"] + 1, 1])
    assert _loss_range(runs)["high"] < runs[0].losses.max()


def test_losses_below_nought_are_not_put_on_a_log_scale():
    assert _loss_range(runs_on("bowl", 0.1)[1])["log"]
    assert not _loss_range(runs_on("saddle", 0.1)[1])["log"]
