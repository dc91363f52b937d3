"""The article's numbers, recomputed by hand here and by the network there."""

import pytest

from core.concepts import article
from core.concepts.gradient_check import numeric_gradients, relative_error

ROWS = {row.key: row for row in article.worked_example()}
OTHER_SEED = 7
SLIPS = {slip.key: slip.values for slip in article.slips()}


@pytest.mark.parametrize(
    ("key", "printed", "right", "half"),
    [
        ("z1", 0.7, [0.1 * 1 + 0.2 * 2 + 0.3], [0.8]),
        ("z2_from_printed", 1.4, [0.4 * 0.7 + 0.5 * 0.7 + 0.6], [1.23]),
        ("z2", None, [0.4 * 0.8 + 0.5 * 0.8 + 0.6], [1.32]),
        ("loss", 1.96, [1.32**2], [1.32**2 / 2]),
        ("delta2", 0.35, [2 * 1.32], [1.32]),
        ("delta1", 0.35, [0.4 * 2.64, 0.5 * 2.64], [0.4 * 1.32, 0.5 * 1.32]),
        ("w1_1", 0.065, [0.1 - 0.01 * 1.056, 0.1 - 0.01 * 1.32], [0.1 - 0.01 * 0.528, 0.1 - 0.01 * 0.66]),
        ("w1_2", 0.13, [0.2 - 0.02 * 1.056, 0.2 - 0.02 * 1.32], [0.2 - 0.02 * 0.528, 0.2 - 0.02 * 0.66]),
        ("b1", 0.295, [0.3 - 0.01 * 1.056, 0.3 - 0.01 * 1.32], [0.3 - 0.01 * 0.528, 0.3 - 0.01 * 0.66]),
        ("w2_1", 0.33, [0.4 - 0.01 * 2.64 * 0.8], [0.4 - 0.01 * 1.32 * 0.8]),
        ("w2_2", 0.335, [0.5 - 0.01 * 2.64 * 0.8], [0.5 - 0.01 * 1.32 * 0.8]),
        ("b2", 0.565, [0.6 - 0.01 * 2.64], [0.6 - 0.01 * 1.32]),
    ],
)
def test_worked_example(key, printed, right, half):
    row = ROWS[key]
    assert row.printed == printed
    assert row.right == pytest.approx(right)
    assert row.half == pytest.approx(half)


def test_no_row_is_left_untested():
    assert len(ROWS) == 12


@pytest.mark.parametrize("key", ["w1_1", "w1_2", "b2"])
def test_three_updates_fit_ten_times_the_written_learning_rate(key):
    assert ROWS[key].fits == (0.1,)
    assert ROWS[key].reason == "fits"


@pytest.mark.parametrize("key", ["b1", "w2_1", "w2_2"])
def test_three_updates_fit_neither(key):
    assert ROWS[key].fits == ()
    assert ROWS[key].reason == "fits_none"


def test_the_printed_delta_is_neither_its_own_product_nor_its_own_sum():
    derived = article.printed_derivations()
    assert derived["delta2_product"] == pytest.approx(0.49)
    assert derived["delta1_sum"] == pytest.approx(0.315)


@pytest.mark.parametrize("loss", [article.FULL, article.HALF])
def test_the_right_numbers_are_proven_by_finite_differences(loss):
    traced = article.worked_trace(loss)
    for layer, numeric in zip(traced.layers, numeric_gradients(traced), strict=True):
        assert relative_error(layer.weights_gradient, numeric.weights).max() < 1e-6
        assert relative_error(layer.delta, numeric.delta).max() < 1e-6


def test_parameters_of_the_cnn():
    assert article.cnn_parameters() == {"conv_32": 896, "conv_64": 18_496, "dense_128": 23_888_000, "dense_1": 129}
    assert sum(article.cnn_parameters().values()) == 23_907_521


def test_alexnet_has_about_sixty_million_parameters():
    assert SLIPS["alexnet"]["parameters"] == pytest.approx(60e6, rel=0.02)


def test_f1_follows_from_precision_and_recall():
    assert round(SLIPS["f1"]["right"], 4) == 0.9446
    assert SLIPS["f1"]["printed"] == 0.94


def test_softmax_shares_out_a_whole_and_tanh_does_not():
    assert SLIPS["tanh"]["softmax_sum"] == pytest.approx(1.0)
    assert SLIPS["tanh"]["tanh_sum"] > 1.5


def test_evaluate_returns_the_loss_and_one_number_a_metric():
    assert SLIPS["evaluate"] == {"unpacked": 5, "returned": 2}


@pytest.mark.parametrize("seed", [0, OTHER_SEED])
def test_the_luckiest_epoch_promises_too_much(seed):
    assert 0.66 < article.best_of_epochs(seed) < 0.68


@pytest.mark.parametrize("seed", [0, OTHER_SEED])
def test_a_faultless_model_looks_like_a_coin_when_the_generator_shuffles(seed):
    assert abs(article.shuffled_score(seed) - 0.5) < 0.05


def test_what_is_drawn_follows_the_seed():
    assert article.slips(OTHER_SEED) == article.slips(OTHER_SEED)
    assert article.slips(0) != article.slips(OTHER_SEED)


def test_the_right_updates_follow_the_learning_rate():
    rows = {row.key: row for row in article.worked_example(0.1)}
    assert rows["b2"].right == pytest.approx([0.6 - 0.1 * 2.64])
    assert rows["b2"].fits == (0.1,)
    assert rows["z1"] == ROWS["z1"]


@pytest.mark.parametrize(("rate", "right", "printed"), [(0.01, 1.434904, 1.673874), (0.1, 0.136698, 1.138681)])
def test_one_update_by_hand(rate, right, printed):
    hidden = [[0.1 - rate * d, 0.2 - 2 * rate * d, 0.3 - rate * d] for d in (1.056, 1.32)]
    a1 = [w1 + 2 * w2 + b for w1, w2, b in hidden]
    z2 = sum((w - rate * 2.64 * 0.8) * a for w, a in zip((0.4, 0.5), a1, strict=True)) + 0.6 - rate * 2.64
    update = article.one_update(rate)
    assert update.right == pytest.approx(z2**2)
    assert update.right == pytest.approx(right, abs=1e-6)
    assert update.printed == pytest.approx(printed, abs=1e-6)


def test_too_long_a_step_kills_the_output_and_looks_like_success():
    assert article.one_update(1.0).right == 0.0
    assert article.worked_trace(rate=1.0).after.layers[1].biases.item() < -2


def test_images_come_in_batches():
    assert SLIPS["batches"]["batches"] == 63


def test_the_claim_is_far_outside_what_was_measured():
    claim = SLIPS["claim"]
    assert (claim["training"], claim["unseen"]) == (0.9847, 0.6485)
    assert (claim["printed"] - claim["unseen"]) / claim["error"] > 20
