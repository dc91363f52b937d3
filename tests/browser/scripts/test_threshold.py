"""The cheapest threshold is the cheapest of all, and with a limit in use so is the pair of both."""

import numpy as np
import pytest

pytestmark = pytest.mark.browser
COUNTS = "inference/evaluate/threshold/counts.js"
COSTS = {"alarm": 5.0, "miss": 1.0, "unsure": 0.25}


def draw_scores(seed=0):
    """Ascending scores of pictures of the positive class and of the other, as float32 reads them."""
    dice = np.random.default_rng(seed)
    lists = (dice.beta(3, 2, 60), dice.beta(2, 3, 80))
    return [sorted(np.float32(one).astype(float).tolist()) for one in lists]


def price(lists, place, scripts, is_two=True):
    counts = scripts.call(COUNTS, "countAll", lists, place, {"isTwo": is_two})
    return scripts.call(COUNTS, "computeCost", counts, COSTS)


def price_by_hand(above, below, threshold, reject):
    """What the mistakes and the unanswered pictures cost, counted picture by picture."""
    total = 0.0
    for scores, is_positive in ((above, True), (below, False)):
        for p in scores:
            odds = (p * (1 - threshold), (1 - p) * threshold)
            if max(odds) / sum(odds) < reject:
                total += COSTS["unsure"]
            elif (p >= threshold) != is_positive:
                total += COSTS["miss"] if is_positive else COSTS["alarm"]
    return total


@pytest.mark.parametrize("reject", [0, 0.6])
def test_no_other_place_is_cheaper(reject, scripts):
    above, below = draw_scores()
    lists = {"above": above, "below": below}
    place = {"threshold": 0.5, "reject": reject, **COSTS}
    found = scripts.call(COUNTS, "findCheapest", lists, place, {"isTwo": True, "lowest": 0.5})
    cost = price_by_hand(above, below, found["threshold"], found["reject"])
    assert cost == pytest.approx(price(lists, place | found, scripts))
    limits = [0.0, *np.arange(0.51, 1, 0.02)] if reject else [0.0]
    others = [
        price_by_hand(above, below, threshold, limit) for threshold in np.arange(0.01, 1, 0.02) for limit in limits
    ]
    assert cost <= min(others) + 1e-9
    if reject:
        alone = scripts.call(COUNTS, "findCheapest", lists, place | {"reject": 0}, {"isTwo": True, "lowest": 0.5})
        assert cost < price(lists, place | alone | {"reject": 0}, scripts)
    else:
        assert found["reject"] == 0


def test_of_more_classes_the_limit_is_chosen(scripts):
    right, wrong = draw_scores(1)
    lists, place = {"above": right, "below": wrong}, {"threshold": 0.5, "reject": 0, **COSTS}
    found = scripts.call(COUNTS, "findCheapest", lists, place, {"isTwo": False, "lowest": 0})
    assert set(found) == {"reject"}
    others = [price(lists, place | {"reject": float(limit)}, scripts, is_two=False) for limit in np.arange(0, 1, 0.1)]
    assert price(lists, place | found, scripts, is_two=False) <= min(others)
