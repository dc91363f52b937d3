"""The training in the browser is that of core/concepts/playground, number by number."""

from dataclasses import asdict

import numpy as np
import pytest

from core.concepts.activations import ACTIVATIONS
from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.playground.course import (
    LOSSES,
    Course,
    advance,
    begin,
    compute_loss,
    create_network,
    make_targets,
)
from core.concepts.playground.features import FEATURES, compute_features
from core.concepts.playground.flat import flatten
from core.concepts.playground.landscape import compute_heights, draw_random_plane, find_path_plane
from core.concepts.playground.order import shuffle
from core.concepts.playground.penalties import PENALTIES
from core.concepts.playground.scenes import SCENES

pytestmark = pytest.mark.browser
ROOM = "concepts/playground/mathematics"
ALIKE = 1e-9
UPDATES = 40
TRAIN = """async ({ createTraining, advance, lossOf, accuracyOf }, { shape, flat, course, x, y, updates }) => {
    const set = { x: Float64Array.from(x), y: Float64Array.from(y), count: x.length / shape.sizes[0] };
    const training = createTraining(shape, flat, course, set, set);
    const path = [];
    for (let update = 0; update < updates; update++) {
        advance(training);
        path.push([...training.network.params]);
    }
    return { path, loss: lossOf(training, set), accuracy: accuracyOf(training, set) };
}"""
SHUFFLE = """({ shuffle }, [n, seed, epoch]) => {
    const order = new Uint32Array(n);
    shuffle(order, seed, epoch);
    return [...order];
}"""
LAND = """async ({ findPathPlane, drawRandomPlane, computeRow, project }, { training, path, seed, side }) => {
    const { createTraining } = await import(training.script);
    const set = { x: Float64Array.from(training.x), y: Float64Array.from(training.y), count: training.y.length };
    const made = createTraining(training.shape, training.flat, training.course, set, set);
    const scratch = new Float64Array(training.flat.length);
    const describe = (plane) => ({
        first: [...plane.first], second: [...plane.second], shares: plane.shares,
        path: path.map((weights) => project(plane, weights)),
        heights: [-1, 0, 1].map((v) => [...computeRow(made, plane, { low: -1, high: 1, v, side, scratch })]),
    });
    return {
        path: describe(findPathPlane(path.map((weights) => Float64Array.from(weights)))),
        random: describe(drawRandomPlane(made.network, seed)),
    };
}"""
# Every activation, loss, optimiser, penalty and number of classes at least once, up to six layers of eight.
CONFIGURATIONS = [
    (2, (4, 2), "tanh", "crossentropy", "gradient_descent", "none"),
    (3, (8, 8, 8), "relu", "crossentropy", "adam", "l2"),
    (5, (8,) * 6, "silu", "crossentropy", "adamw", "none"),
    (2, (), "tanh", "mse", "momentum", "l1"),
    (4, (5, 3), "sigmoid", "mse", "rmsprop", "l1"),
    (3, (6,), "leaky_relu", "huber", "nesterov", "l2"),
    (0, (8, 4), "tanh", "mse", "adam", "none"),
    (0, (3,), "linear", "huber", "rmsprop", "l2"),
]


def prepare(classes, hidden, activation, loss, optimizer, penalty):
    points = SCENES["rings" if classes else "ripple"].draw(60, classes=max(classes, 2), noise=0.1, seed=2)
    x, y = compute_features(tuple(FEATURES), points.places), make_targets(points, classes)
    network = create_network(
        len(FEATURES), hidden, activation, classes=classes, loss=loss, initializer="glorot_uniform", seed=3
    )
    course = Course(optimizer, Settings(learning_rate=0.01), penalty, 0.01, batch_size=7, seed=5, rates=((20, 0.03),))
    return network, x, y, course


def sent(network, x, y, course):
    """What the browser gets of them."""
    sizes = [x.shape[1], *(len(layer.biases) for layer in network.layers)]
    return {
        "shape": {"sizes": sizes, "activations": [layer.activation for layer in network.layers], "loss": network.loss},
        "flat": flatten(network).tolist(),
        "course": asdict(course) | {"rate": course.settings.learning_rate},
        "x": x.ravel().tolist(),
        "y": y.ravel().tolist(),
    }


def walk(network, x, y, course):
    stage, path = begin(network), []
    for _update in range(UPDATES):
        stage = advance(stage, course, x, y)
        path.append(flatten(stage.network))
    return stage.network, np.array(path)


def test_every_number_of_a_training_is_pythons(scripts):
    covered = [set(column) for column in zip(*CONFIGURATIONS, strict=True)]
    assert covered[2:] == [set(ACTIVATIONS) - {"gelu"}, set(LOSSES), set(RULES), set(PENALTIES)]
    for configuration in CONFIGURATIONS:
        problem = prepare(*configuration)
        after, path = walk(*problem)
        found = scripts.run(f"{ROOM}/training.js", TRAIN, {**sent(*problem), "updates": UPDATES})
        np.testing.assert_allclose(found["path"], path, rtol=0, atol=ALIKE, err_msg=str(configuration))
        assert found["loss"] == pytest.approx(compute_loss(after, *problem[1:3]), abs=ALIKE)
        assert np.ptp(path, axis=0).max() > 1e-3


def test_the_order_of_the_examples_is_pythons(scripts):
    for n, seed, epoch in [(1, 0, 0), (7, 0, 0), (200, 9999, 12345), (400, 1, 10**6)]:
        assert scripts.run(f"{ROOM}/order.js", SHUFFLE, [n, seed, epoch]) == shuffle(n, seed=seed, epoch=epoch)


def test_the_loss_surface_and_the_path_through_it_are_pythons(scripts):
    network, x, y, course = prepare(2, (4, 2), "tanh", "crossentropy", "momentum", "none")
    after, path = walk(network, x, y, course)
    training = {**sent(after, x, y, course), "script": scripts.address(f"{ROOM}/training.js")}
    found = scripts.run(
        f"{ROOM}/landscape.js", LAND, {"training": training, "path": path.tolist(), "seed": 4, "side": 5}
    )
    for name, plane in (("path", find_path_plane(path)), ("random", draw_random_plane(after, seed=4))):
        mine = found[name]
        heights = compute_heights(after, x, y, plane, low=-np.ones(2), high=np.ones(2), side=5)[::2]
        np.testing.assert_allclose(mine["first"], plane.first, atol=ALIKE)
        np.testing.assert_allclose(mine["second"], plane.second, atol=ALIKE)
        np.testing.assert_allclose(mine["shares"], plane.shares, atol=ALIKE)
        np.testing.assert_allclose(mine["path"], plane.project(path), atol=ALIKE)
        np.testing.assert_allclose(mine["heights"], heights, atol=ALIKE)
