// A fully connected network over typed arrays, as core/concepts/network.py has it: forward, loss, gradient.
// All its numbers lie in one array, `params`: the weights of a layer row by row, then its biases, layer by layer.

import { activate, throughActivation } from "./activations.js";
import { FROM_LOGITS, GRADIENTS, VALUES } from "./losses.js";

/**
 * A network of `sizes` (inputs first) with the numbers `flat`. `activations` has a name a layer; `loss` is Python's
 * name of it. It takes up to `capacity` examples at once.
 */
export function createNetwork({ sizes, activations, loss }, flat, capacity) {
  const params = Float64Array.from(flat);
  const layers = [];
  let at = 0;
  for (let l = 0; l + 1 < sizes.length; l++) {
    const [inputs, units] = [sizes[l], sizes[l + 1]];
    const size = capacity * units;
    const layer = { inputs, units, activation: activations[l], weights: at, biases: at + inputs * units };
    for (const name of ["z", "a", "delta"]) layer[name] = new Float64Array(size);
    layers.push(layer);
    at += (inputs + 1) * units;
  }
  return { sizes, layers, loss, params, gradient: new Float64Array(at), capacity, output: layers.at(-1) };
}

/** z and a of every layer for `count` examples in the rows of `x`, with other numbers than its own if some are given. */
export function forward(network, x, count, params = network.params) {
  let input = x;
  for (const layer of network.layers) {
    addUp(layer, input, count, params);
    activate(layer.activation, layer.z, layer.a, count, layer.units);
    input = layer.a;
  }
}

function addUp({ inputs, units, weights, biases, z }, input, count, params) {
  for (let row = 0; row < count; row++) {
    const to = row * units;
    for (let unit = 0; unit < units; unit++) z[to + unit] = params[biases + unit];
    for (let source = 0; source < inputs; source++) {
      const value = input[row * inputs + source];
      const from = weights + source * units;
      for (let unit = 0; unit < units; unit++) z[to + unit] += value * params[from + unit];
    }
  }
}

/** The mean loss of the `count` examples that went forward last. */
export function meanLoss({ output, loss }, y, count) {
  const value = VALUES[loss];
  const at = FROM_LOGITS[loss] ? output.z : output.a;
  let sum = 0;
  for (let row = 0; row < count; row++) sum += value(at, y, row * output.units, output.units);
  return sum / count;
}

/** Fill `network.gradient` for the `count` examples x that went forward last, with the targets y. */
export function backward(network, x, y, count) {
  const { output, loss } = network;
  GRADIENTS[loss](output.a, y, output.delta, count * output.units, output.units);
  if (!FROM_LOGITS[loss]) throughActivation(output.activation, output.z, output.a, output.delta, count, output.units);
  passBackAll(network, x, count);
}

/** Fill `network.gradient` from `network.output.delta`, the slope of each example's loss on z of the output. */
export function passBackAll(network, x, count) {
  const { layers } = network;
  for (let l = layers.length - 1; l >= 0; l--) {
    addGradients(network.gradient, layers[l], l ? layers[l - 1].a : x, count);
    if (l) passBack(layers[l], layers[l - 1], network.params, count);
  }
}

function addGradients(gradient, { inputs, units, weights, biases, delta }, input, count) {
  gradient.fill(0, weights, biases + units);
  for (let row = 0; row < count; row++) {
    const at = row * units;
    for (let unit = 0; unit < units; unit++) gradient[biases + unit] += delta[at + unit];
    for (let source = 0; source < inputs; source++) {
      const value = input[row * inputs + source];
      const to = weights + source * units;
      for (let unit = 0; unit < units; unit++) gradient[to + unit] += value * delta[at + unit];
    }
  }
  for (let i = weights; i < biases + units; i++) gradient[i] /= count;
}

function passBack({ inputs, units, weights, delta }, before, params, count) {
  for (let row = 0; row < count; row++) {
    for (let source = 0; source < inputs; source++) {
      let sum = 0;
      const from = weights + source * units;
      for (let unit = 0; unit < units; unit++) sum += params[from + unit] * delta[row * units + unit];
      before.delta[row * inputs + source] = sum;
    }
  }
  throughActivation(before.activation, before.z, before.a, before.delta, count, inputs);
}

/** The share of the `count` examples that went forward last whose class was named rightly. */
export function shareRight({ output }, y, count) {
  const { a, units } = output;
  let right = 0;
  for (let row = 0; row < count; row++) {
    const at = row * units;
    if (units === 1) right += a[at] > 0.5 === y[at] > 0.5;
    else right += y[at + largest(a, at, units)] === 1;
  }
  return right / count;
}

/** The place of the largest of the `units` numbers from `at` on; of two equal ones, the first. */
export function largest(a, at, units) {
  let best = 0;
  for (let unit = 1; unit < units; unit++) if (a[at + unit] > a[at + best]) best = unit;
  return best;
}
