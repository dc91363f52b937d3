// The loss around the weights along two directions, as core/concepts/playground/landscape.py has it.

import { eigenvectors } from "./eigen.js";
import { mulberry32 } from "./order.js";
import { lossOf } from "./training.js";

/** The two principal components of a path (an array of weights, at least two) through its last point. */
export function findPathPlane(path) {
  const middle = path.at(-1);
  const away = path.map((weights) => weights.map((value, i) => value - middle[i]));
  const { values, vectors } = eigenvectors(away.map((row) => away.map((other) => dot(row, other))));
  const [first, second] = [0, 1].map((k) => combine(away, vectors[k]));
  const total = values.reduce((sum, value) => sum + value, 0) || 1;
  return { middle, first, second, shares: [0, 1].map((k) => Math.max(0, values[k]) / total) };
}

/** The direction of length one that these shares of the points add up to, towards the first point. */
function combine(away, shares) {
  const direction = new Float64Array(away[0].length);
  away.forEach((row, k) => row.forEach((value, i) => (direction[i] += shares[k] * value)));
  const length = Math.sqrt(dot(direction, direction));
  const sign = dot(direction, away[0]) < 0 ? -1 : 1;
  return length > 0 ? direction.map((value) => (sign * value) / length) : direction;
}

/** Two random directions through the weights of a network, each filter as long as the network's. */
export function drawRandomPlane({ layers, params }, seed) {
  const next = mulberry32(seed);
  const [first, second] = [0, 1].map(() => drawLike(layers, params, next));
  return { middle: Float64Array.from(params), first, second, shares: [0, 0] };
}

function drawLike(layers, params, next) {
  const drawn = params.map(() => 2 * next() - 1);
  for (const { inputs, units, weights, biases } of layers) {
    for (let unit = 0; unit < units; unit++) {
      const scale = lengthOfFilter(params, weights + unit, inputs, units) / lengthOfFilter(drawn, weights + unit, inputs, units);
      for (let source = 0; source < inputs; source++) drawn[weights + unit + source * units] *= scale;
    }
    drawn.fill(0, biases, biases + units);
  }
  return drawn;
}

function lengthOfFilter(params, from, inputs, stride) {
  let sum = 0;
  for (let source = 0; source < inputs; source++) sum += params[from + source * stride] ** 2;
  return Math.sqrt(sum);
}

/** Where weights lie in the plane: [along the first direction, along the second]. */
export function project({ middle, first, second }, weights) {
  return [first, second].map((direction) => {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += (weights[i] - middle[i]) * direction[i];
    return sum / Math.max(dot(direction, direction), 1e-300);
  });
}

/** One row of heights: the loss of the training points at the height v, from low to high along the first direction. */
export function computeRow(training, { middle, first, second }, { low, high, v, side, scratch }) {
  const row = new Float64Array(side);
  for (let k = 0; k < side; k++) {
    const u = low + ((high - low) * k) / (side - 1);
    for (let i = 0; i < middle.length; i++) scratch[i] = middle[i] + u * first[i] + v * second[i];
    row[k] = lossOf(training, training.train, scratch);
  }
  return row;
}

function dot(one, other) {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
