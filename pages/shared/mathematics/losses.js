// The losses of core/concepts/losses.py: the value of one example, and the gradient on its row; nothing is allocated.
// `at` is the output a, or its z where the loss is computed from logits; a row begins at `from` and has `units` numbers.

const HUBER_DELTA = 1;

function mean(at, y, from, units, part) {
  let sum = 0;
  for (let i = from; i < from + units; i++) sum += part(at[i], y[i]);
  return sum / units;
}

const squared = (a, y) => (a - y) * (a - y);
const softened = (a, y) => {
  const error = Math.abs(a - y);
  return error <= HUBER_DELTA ? 0.5 * error * error : HUBER_DELTA * (error - 0.5 * HUBER_DELTA);
};
const fromLogit = (z, y) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z;

function fromLogits(z, y, from, units) {
  let largest = -Infinity;
  for (let i = from; i < from + units; i++) largest = Math.max(largest, z[i]);
  let total = 0;
  for (let i = from; i < from + units; i++) total += Math.exp(z[i] - largest);
  let sum = 0;
  for (let i = from; i < from + units; i++) sum -= y[i] * (z[i] - largest - Math.log(total));
  return sum;
}

/** The loss of one example. The two cross-entropies are computed from logits, as with a sigmoid or a softmax they can be. */
export const VALUES = {
  mse: (at, y, from, units) => mean(at, y, from, units, squared),
  huber: (at, y, from, units) => mean(at, y, from, units, softened),
  binary_crossentropy: (at, y, from, units) => mean(at, y, from, units, fromLogit),
  categorical_crossentropy: fromLogits,
};

/** Whether a loss is computed from z instead of a. */
export const FROM_LOGITS = { mse: false, huber: false, binary_crossentropy: true, categorical_crossentropy: true };

/** Fill `delta` with the gradient: on a, or on z where the loss is computed from logits. `size` is rows times units. */
export const GRADIENTS = {
  mse: (a, y, delta, size, units) => {
    for (let i = 0; i < size; i++) delta[i] = (2 * (a[i] - y[i])) / units;
  },
  huber: (a, y, delta, size, units) => {
    for (let i = 0; i < size; i++) delta[i] = Math.min(HUBER_DELTA, Math.max(-HUBER_DELTA, a[i] - y[i])) / units;
  },
  binary_crossentropy: (a, y, delta, size, units) => {
    for (let i = 0; i < size; i++) delta[i] = (a[i] - y[i]) / units;
  },
  categorical_crossentropy: (a, y, delta, size) => {
    for (let i = 0; i < size; i++) delta[i] = a[i] - y[i];
  },
};
