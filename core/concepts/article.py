"""The article's worked example and its other slips: what it prints, and what comes out when it is computed.

    for row in worked_example():
        row.printed, row.right, row.reason

Nothing here is typed in but what the article prints and what was recorded when its program was run; all else is
computed at the moment of asking, the worked example by `core.concepts.network`. A reason is the key of a sentence;
the pages hold the sentences.

The article writes one hidden value and uses two of it, so its hidden layer is read as two units of the same weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from core.concepts.activations import softmax, tanh
from core.concepts.network import DenseLayer, Network, Trace, apply_gradients, trace

X, Y = (1.0, 2.0), 0.0
W1, B1 = (0.1, 0.2), 0.3
W2, B2 = (0.4, 0.5), 0.6
LEARNING_RATE = 0.01
FULL, HALF = "mse", "half_squared_error"
"""The two conventions of squared error: (a - y)^2, as the article writes it, and half of it."""

PRINTED_A1, PRINTED_Z2, PRINTED_LOSS, PRINTED_DELTA = 0.7, 1.4, 1.96, 0.35
PRINTED_UPDATES = {"w1_1": 0.065, "w1_2": 0.13, "b1": 0.295, "w2_1": 0.33, "w2_2": 0.335, "b2": 0.565}
RATES = (0.01, 0.1)

PRINTED_ACCURACY, PRINTED_PRECISION, PRINTED_RECALL, PRINTED_F1 = 0.945, 0.965, 0.925, 0.94
RECORDED_TRAINING_ACCURACY, RECORDED_UNSEEN_ACCURACY = 0.9847, 0.6485
"""The recorded run of the article's network (`core/content/recorded/article_curve.json`).

Its last epoch on the photos it was trained on, and the weights of its best epoch on the test photos.
"""
TRAINING_PHOTOS = 1_700
TEST_PHOTOS, BATCH, EPOCHS = 2_000, 32, 10


@dataclass(frozen=True)
class Row:
    """One quantity: what is printed (or nothing), what is right in either convention, the key of why they differ.

    `right` and `half` hold one number, or one a hidden unit; they are equal where the convention makes no difference.
    `fits` are the learning rates of `RATES` that lead to the printed update from the article's own numbers.
    """

    key: str
    printed: float | None
    right: tuple[float, ...]
    half: tuple[float, ...]
    reason: str
    fits: tuple[float, ...] = ()


@dataclass(frozen=True)
class Slip:
    """A claim of the article that does not hold; `values` are the numbers of its sentences, computed here."""

    key: str
    values: Mapping[str, float] = field(default_factory=dict)


def network(loss: str = FULL) -> Network:
    """The article's network: 2 inputs, 2 alike hidden ReLU units, 1 ReLU output."""
    hidden = DenseLayer(np.array([W1, W1]).T, np.array([B1, B1]), "relu")
    output = DenseLayer(np.array(W2)[:, None], np.array([B2]), "relu")
    return Network((hidden, output), loss)


def worked_trace(loss: str = FULL, rate: float = LEARNING_RATE) -> Trace:
    """Every number of the article's step of training, in one of the conventions `FULL` and `HALF`."""
    return trace(network(loss), [X], [[Y]], learning_rate=rate)


def worked_example(rate: float = LEARNING_RATE) -> tuple[Row, ...]:
    """The rows of the worked example, in the article's order; `rate` is the learning rate of the right updates."""
    full, half = worked_trace(FULL, rate), worked_trace(HALF, rate)
    hidden, output = full.layers
    z2_from_printed = float(np.dot(W2, (PRINTED_A1, PRINTED_A1)) + B2)
    rows = (
        _row("z1", PRINTED_A1, hidden.z[0, :1], hidden.z[0, :1], "sum"),
        _row("z2_from_printed", PRINTED_Z2, [z2_from_printed], [z2_from_printed], "own"),
        _row("z2", None, output.z[0], output.z[0], "chain"),
        _row("loss", PRINTED_LOSS, full.losses, half.losses, "square"),
        _row("delta2", PRINTED_DELTA, output.delta[0], half.layers[1].delta[0], "slope"),
        _row("delta1", PRINTED_DELTA, hidden.delta[0], half.layers[0].delta[0], "owed"),
    )
    return rows + _update_rows(full, half)


def _row(key: str, printed: float | None, right: object, half: object, reason: str) -> Row:
    return Row(key, printed, _numbers(right), _numbers(half), reason)


def _numbers(values: object) -> tuple[float, ...]:
    return tuple(float(value) for value in np.ravel(np.asarray(values)))


def _update_rows(full: Trace, half: Trace) -> tuple[Row, ...]:
    right, halved = _updates(full), _updates(half)
    return tuple(
        Row(key, printed, right[key], halved[key], "fits" if (fits := fitting_rates(key)) else "fits_none", fits)
        for key, printed in PRINTED_UPDATES.items()
    )


def _updates(traced: Trace) -> dict[str, tuple[float, ...]]:
    hidden, output = traced.after.layers
    return {
        "w1_1": _numbers(hidden.weights[0]),
        "w1_2": _numbers(hidden.weights[1]),
        "b1": _numbers(hidden.biases),
        "w2_1": _numbers(output.weights[0]),
        "w2_2": _numbers(output.weights[1]),
        "b2": _numbers(output.biases),
    }


def fitting_rates(key: str) -> tuple[float, ...]:
    """The learning rates of `RATES` for which the article's own delta and activations lead to its printed update."""
    before = {"w1_1": W1[0], "w1_2": W1[1], "b1": B1, "w2_1": W2[0], "w2_2": W2[1], "b2": B2}[key]
    a_in = {"w1_1": X[0], "w1_2": X[1], "w2_1": PRINTED_A1, "w2_2": PRINTED_A1}.get(key, 1.0)
    landed = {rate: before - rate * PRINTED_DELTA * a_in for rate in RATES}
    return tuple(rate for rate, value in landed.items() if abs(value - PRINTED_UPDATES[key]) < 1e-9)


@dataclass(frozen=True)
class OneUpdate:
    """The loss of the worked example after one update: with the right gradients, and with the printed deltas."""

    rate: float
    right: float
    printed: float


@cache
def one_update(rate: float) -> OneUpdate:
    """Take the worked example's step at this learning rate, once rightly and once with the printed 0.35 and a1."""
    hidden, output = network().layers
    delta = np.full(2, PRINTED_DELTA)
    misled = (
        apply_gradients(hidden, np.outer(X, delta), delta, rate),
        apply_gradients(output, np.full((2, 1), PRINTED_A1 * PRINTED_DELTA), delta[:1], rate),
    )
    right = trace(network(), [X], [[Y]], learning_rate=rate).after
    return OneUpdate(rate, _loss(right), _loss(Network(misled, FULL)))


def _loss(changed: Network) -> float:
    return trace(changed, [X], [[Y]], learning_rate=0.0).loss


def printed_derivations() -> dict[str, float]:
    """What the article's own factors give where it prints 0.35: its product for delta2, its sum for delta1."""
    return {
        "delta2_product": PRINTED_Z2 * 0.5 * PRINTED_A1,
        "delta1_sum": sum(weight * PRINTED_DELTA for weight in W2),
    }


def slips(seed: int = 0) -> tuple[Slip, ...]:
    """The article's other slips, each with its numbers; `seed` is that of what is drawn by chance."""
    return (
        Slip("claim", claim()),
        Slip("test_as_validation", {"best": best_of_epochs(seed), "true": RECORDED_UNSEEN_ACCURACY, "epochs": EPOCHS}),
        Slip("shuffled", {"score": shuffled_score(seed), "photos": TEST_PHOTOS}),
        Slip("batches", {"batches": -(-TEST_PHOTOS // BATCH), "photos": TEST_PHOTOS, "batch": BATCH}),
        Slip("evaluate", {"unpacked": 5, "returned": len(("loss", "accuracy"))}),
        Slip("f1", {"printed": PRINTED_F1, "right": f1(PRINTED_PRECISION, PRINTED_RECALL)}),
        Slip("tanh", output_layers()),
        Slip("alexnet", {"parameters": sum(alexnet_parameters().values())}),
    )


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2.0 * precision * recall / (precision + recall)


def claim() -> dict[str, float]:
    """What the article claims, what its program reached, and the standard error of an accuracy on that many photos."""
    unseen = RECORDED_UNSEEN_ACCURACY
    return {
        "printed": PRINTED_ACCURACY,
        "training": RECORDED_TRAINING_ACCURACY,
        "unseen": unseen,
        "photos": TRAINING_PHOTOS,
        "error": float(np.sqrt(unseen * (1.0 - unseen) / TEST_PHOTOS)),
    }


def best_of_epochs(seed: int, repeats: int = 2_000) -> float:
    """What the best of ten epochs scores on the photos that chose it, when every epoch is truly as good as the last.

    The mean of `repeats` draws: the lucky epoch wins, so the score promises more than new photos will give.
    """
    rng = np.random.default_rng(seed)
    right = rng.binomial(TEST_PHOTOS, RECORDED_UNSEEN_ACCURACY, (repeats, EPOCHS))
    return float(right.max(axis=1).mean() / TEST_PHOTOS)


def shuffled_score(seed: int) -> float:
    """The accuracy that a faultless model is given when predictions and labels come in different orders."""
    rng = np.random.default_rng(seed)
    labels = np.arange(TEST_PHOTOS) % 2
    return float(np.mean(rng.permutation(labels) == rng.permutation(labels)))


def output_layers() -> dict[str, float]:
    """The sums of tanh and of softmax over one set of three logits: only one of them is shares of a whole."""
    logits = np.array([2.0, 1.0, 0.1])
    bent, shares = tanh(logits), softmax(logits)
    names = {f"tanh_{i}": float(bent[i]) for i in range(3)} | {f"softmax_{i}": float(shares[i]) for i in range(3)}
    return names | {"tanh_sum": float(bent.sum()), "softmax_sum": float(shares.sum())}


def cnn_parameters(image_size: int = 224) -> dict[str, int]:
    """The parameters of the article's network by layer: convolutions without padding, pooling by two, two Dense."""
    side = ((image_size - 2) // 2 - 2) // 2
    return {
        "conv_32": convolution(3, 3, 32),
        "conv_64": convolution(3, 32, 64),
        "dense_128": dense(side * side * 64, 128),
        "dense_1": dense(128, 1),
    }


def alexnet_parameters() -> dict[str, int]:
    """The parameters of AlexNet (Krizhevsky, Sutskever and Hinton, 2012, section 3.5); two convolutions see half."""
    return {
        "conv_1": convolution(11, 3, 96),
        "conv_2": convolution(5, 96 // 2, 256),
        "conv_3": convolution(3, 256, 384),
        "conv_4": convolution(3, 384 // 2, 384),
        "conv_5": convolution(3, 384 // 2, 256),
        "dense_6": dense(6 * 6 * 256, 4096),
        "dense_7": dense(4096, 4096),
        "dense_8": dense(4096, 1000),
    }


def convolution(kernel: int, channels: int, filters: int) -> int:
    """Parameters of a convolution: a kernel over all channels and a bias, for each filter."""
    return (kernel * kernel * channels + 1) * filters


def dense(inputs: int, units: int) -> int:
    """Parameters of a fully connected layer: a weight an input and a bias, for each unit."""
    return (inputs + 1) * units
