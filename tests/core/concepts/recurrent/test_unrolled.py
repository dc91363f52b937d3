"""Backpropagation through time against finite differences, and both cells against Keras's layers."""

import numpy as np
import pytest

from core.concepts.activations import ACTIVATIONS
from core.concepts.recurrent.cells import CELLS, Memory
from core.concepts.recurrent.flat import clip, flatten, unflatten
from core.concepts.recurrent.unrolled import (
    Lessons,
    compute_gradients,
    compute_logits,
    create,
    measure_last_answer,
    orthogonal,
    read,
    unroll,
    write_on,
)
from tests.core.concepts.differences import numerical_gradient, relative_error

KINDS = [("simple", "tanh"), ("simple", "relu"), ("simple", "linear"), ("lstm", "tanh")]
SIZES = (4, 3, 5)


def network(cell, activation, sizes=SIZES, gain=1.1):
    fresh = create(cell, activation, sizes, gain=gain, forget_bias=1.0, seed=2)
    row = flatten(fresh)
    return unflatten(row + np.random.default_rng(3).normal(0, 0.1, row.shape), fresh)


def lessons(*, asked=(1, 1, 0, 1, 1), sequences=2, sizes=SIZES):
    rng = np.random.default_rng(7)
    x = np.eye(sizes[0])[rng.integers(0, sizes[0], (len(asked), sequences))]
    y = np.eye(sizes[2])[rng.integers(0, sizes[2], (len(asked), sequences))]
    return Lessons(x, y * np.array(asked)[:, None, None])


@pytest.mark.parametrize(("cell", "activation"), KINDS)
@pytest.mark.parametrize("asked", [(1, 1, 0, 1, 1), (0, 0, 0, 0, 1)])
def test_every_gradient_is_what_the_loss_does(cell, activation, asked):
    net, work = network(cell, activation), lessons(asked=asked)
    measured = numerical_gradient(lambda row: unroll(unflatten(row, net), work).loss, flatten(net))
    assert relative_error(measured, flatten(compute_gradients(unroll(net, work)))) < 1e-5


@pytest.mark.parametrize(("cell", "activation"), KINDS)
def test_the_size_at_a_step_is_that_of_the_last_answers_gradient_on_its_memory(cell, activation):
    net, work = network(cell, activation), lessons(asked=(1, 0, 1, 1, 1))
    trace = unroll(net, work)
    for step in range(len(work.x)):
        memory = Memory(trace.reading.h[step], trace.reading.c[step])
        watched = memory.c if cell == "lstm" else memory.h

        def last_loss(changed, step=step, memory=memory):
            return read_on(net, work, step, changed if cell == "simple" else None, changed, memory)

        measured = np.linalg.norm(numerical_gradient(last_loss, watched))
        assert measured == pytest.approx(measure_last_answer(trace)[step], rel=1e-5)


def read_on(net, work, step, h, c, memory):
    """The last answer's share of the loss when the memory after `step` is another one."""
    if h is None:
        h = trace_gate(net, work, step) * np.tanh(c)
    now = Memory(h, c if net.cell == "lstm" else memory.c)
    rest = CELLS[net.cell].read(net.weights, work.x[step + 1 :], now, ACTIVATIONS[net.activation])
    logits = (rest.h[-1] if len(rest.h) else now.h) @ net.kernel + net.biases
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return float(-(work.y[-1] * log_p).sum() / work.y.sum())


def trace_gate(net, work, step):
    return read(net, work.x).gates["o"][step]


@pytest.mark.parametrize(("cell", "activation"), KINDS)
def test_keras_says_the_same_forward_and_backward(cell, activation):
    import keras
    import tensorflow as tf

    net, work = network(cell, activation), lessons(asked=(1, 1, 1, 1, 1))
    layer = getattr(keras.layers, CELLS[cell].title)(
        SIZES[1], activation=activation, return_sequences=True, dtype="float64"
    )
    dense = keras.layers.Dense(SIZES[2], dtype="float64")
    x, y = (np.moveaxis(part, 0, 1) for part in (work.x, work.y))
    dense(layer(x))
    layer.set_weights([net.weights.kernel, net.weights.recurrent, net.weights.biases])
    dense.set_weights([net.kernel, net.biases])
    with tf.GradientTape() as tape:
        logits = dense(layer(tf.constant(x)))
        loss = tf.reduce_mean(keras.losses.categorical_crossentropy(y, logits, from_logits=True))
    theirs = tape.gradient(loss, [*layer.trainable_weights, *dense.trainable_weights])
    trace = unroll(net, work)
    np.testing.assert_allclose(np.moveaxis(compute_logits(net, trace.reading), 0, 1), logits, rtol=1e-10, atol=1e-12)
    assert trace.loss == pytest.approx(float(loss), rel=1e-10)
    theirs_flat = np.concatenate([np.ravel(one) for one in theirs])
    np.testing.assert_allclose(flatten(compute_gradients(trace)), theirs_flat, rtol=1e-9, atol=1e-12)


def test_keras_clips_to_the_same_length():
    import keras
    import tensorflow as tf

    net, work = network("lstm", "tanh"), lessons()
    row = flatten(compute_gradients(unroll(net, work)))
    parts = [tf.constant(part) for part in np.split(row, [10, 40])]
    theirs = keras.optimizers.SGD(global_clipnorm=0.1)._clip_gradients(parts)
    np.testing.assert_allclose(clip(row, 0.1), np.concatenate(theirs), rtol=1e-9)


def test_a_short_gradient_and_no_limit_are_left_alone():
    row = np.array([3.0, 4.0])
    np.testing.assert_array_equal(clip(row, 6.0), row)
    np.testing.assert_array_equal(clip(row, 0.0), row)
    np.testing.assert_allclose(clip(row, 1.0), [0.6, 0.8])


@pytest.mark.parametrize("gain", [0.5, 1.0, 1.5])
def test_in_a_linear_cell_each_step_multiplies_the_gradient_by_the_gain(gain):
    net = create("simple", "linear", (4, 6, 5), gain=gain, forget_bias=1.0, seed=0)
    sizes = measure_last_answer(unroll(net, lessons(asked=(0, 0, 0, 0, 0, 0, 1), sizes=(4, 6, 5))))
    np.testing.assert_allclose(sizes[:-1] / sizes[1:], gain)


def test_an_orthogonal_matrix_keeps_lengths():
    matrix = orthogonal(5, np.random.default_rng(0))
    np.testing.assert_allclose(matrix.T @ matrix, np.eye(5), atol=1e-12)


@pytest.mark.parametrize(("cell", "activation"), KINDS)
def test_many_networks_at_once_are_each_alone(cell, activation):
    sizes = (4, 3, 4)  # it reads what it has written
    work, like = lessons(sizes=sizes), network(cell, activation, sizes)
    rows = np.stack([flatten(network(cell, activation, sizes, gain)) for gain in (0.5, 1.0, 1.6)])
    many = unroll(unflatten(rows, like), work.for_many())
    lengths, written = measure_last_answer(many), write_on(many.network, 1, 6)
    for place, row in enumerate(rows):
        alone = unroll(unflatten(row, like), work)
        assert many.loss[place] == pytest.approx(float(alone.loss), rel=1e-12)
        np.testing.assert_allclose(
            flatten(compute_gradients(many))[place], flatten(compute_gradients(alone)), rtol=1e-10, atol=1e-15
        )
        np.testing.assert_allclose(lengths[place], measure_last_answer(alone), rtol=1e-10)
        np.testing.assert_array_equal(written[place], write_on(alone.network, 1, 6))


def test_what_it_writes_is_its_likeliest_answer_to_what_it_has_written():
    net = network("lstm", "tanh", sizes=(5, 3, 5))
    written = write_on(net, 2, 7)
    logits = compute_logits(net, read(net, np.eye(5)[written][:, None]))
    np.testing.assert_array_equal(written[1:], logits[:-1, 0].argmax(axis=-1))


@pytest.mark.parametrize("cell", CELLS)
def test_weights_come_back_from_their_row(cell):
    net = network(cell, "tanh")
    np.testing.assert_array_equal(flatten(unflatten(flatten(net), net)), flatten(net))
