// The activations of core/concepts/activations.py over a stretch of numbers; nothing is allocated.

const LEAK = 0.2; // the slope of leaky ReLU below zero

const sigmoid = (z) => {
  const small = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : small) / (1 + small);
};

/** f(z) of one number, by the name of the activation. */
export const ACTIVATIONS = {
  linear: (z) => z,
  sigmoid,
  tanh: Math.tanh,
  relu: (z) => (z > 0 ? z : 0),
  leaky_relu: (z) => (z > 0 ? z : LEAK * z),
  silu: (z) => z * sigmoid(z),
};

/** f'(z), from z and a = f(z). At a kink it is the one from the left. */
const SLOPES = {
  linear: () => 1,
  sigmoid: (z) => sigmoid(z) * sigmoid(-z),
  tanh: (_z, a) => 1 - a * a,
  relu: (z) => (z > 0 ? 1 : 0),
  leaky_relu: (z) => (z > 0 ? 1 : LEAK),
  silu: (z) => sigmoid(z) + z * sigmoid(z) * sigmoid(-z),
};

/** Fill `a` with f(z), for `count` rows of `units`. Softmax looks at a whole row. */
export function activate(name, z, a, count, units) {
  if (name === "softmax") {
    for (let row = 0; row < count; row++) softmax(z, a, row * units, units);
    return;
  }
  const f = ACTIVATIONS[name];
  for (let i = 0; i < count * units; i++) a[i] = f(z[i]);
}

function softmax(z, a, from, units) {
  let largest = -Infinity;
  for (let i = from; i < from + units; i++) largest = Math.max(largest, z[i]);
  let total = 0;
  for (let i = from; i < from + units; i++) total += a[i] = Math.exp(z[i] - largest);
  for (let i = from; i < from + units; i++) a[i] /= total;
}

/** Turn d loss / d a, in `delta`, into d loss / d z. */
export function throughActivation(name, z, a, delta, count, units) {
  if (name === "softmax") {
    for (let row = 0; row < count; row++) throughSoftmax(a, delta, row * units, units);
    return;
  }
  const slope = SLOPES[name];
  for (let i = 0; i < count * units; i++) delta[i] *= slope(z[i], a[i]);
}

function throughSoftmax(p, delta, from, units) {
  let mean = 0;
  for (let i = from; i < from + units; i++) mean += p[i] * delta[i];
  for (let i = from; i < from + units; i++) delta[i] = p[i] * (delta[i] - mean);
}
