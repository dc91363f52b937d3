// The training of core/concepts/playground/course.py, update by update; nothing is allocated in the loop.

import { backward, createNetwork, forward, meanLoss, shareRight } from "../../../shared/mathematics/network.js";
import { RULES, createMemory, forget } from "../../../shared/mathematics/optimizers.js";
import { shuffle } from "./order.js";

/**
 * A training at its beginning. `shape` and `flat` make the network; `course` has optimizer, settings, rate, rates
 * [[from which update, rate], ...], penalty, strength, batch_size and seed; `train` and `test` have x, y and count.
 */
export function createTraining(shape, flat, course, train, test) {
  const network = createNetwork(shape, flat, Math.max(train.count, test.count, 1));
  return {
    network, course, train, test, updates: 0, broken: false,
    first: Float64Array.from(flat),
    isWeight: markWeights(network),
    memory: createMemory(network.params.length),
    order: new Uint32Array(train.count), orderOf: -1,
    x: new Float64Array(train.count * shape.sizes[0]),
    y: new Float64Array(train.count * shape.sizes.at(-1)),
  };
}

/** Back to the first weights. */
export function restart(training) {
  training.network.params.set(training.first);
  forget(training.memory);
  training.updates = 0;
  training.orderOf = -1;
  training.broken = false;
}

/** Batches in an epoch. */
export function countBatches({ train, course }) {
  return Math.ceil(train.count / Math.min(course.batch_size, train.count));
}

/** One update on the next batch; a training whose numbers are no longer finite is `broken` and stands still. */
export function advance(training) {
  const { network, course, memory } = training;
  const count = takeBatch(training);
  forward(network, training.x, count);
  backward(network, training.x, training.y, count);
  addPenalty(network, training.isWeight, course);
  if (!isFinite(network.gradient)) {
    training.broken = true;
    return;
  }
  memory.t += 1;
  RULES[course.optimizer](network.params, network.gradient, memory, rateAt(course, training.updates), course.settings);
  training.updates += 1;
}

/** The learning rate of an update, counted from 0. */
export function rateAt({ rate, rates }, update) {
  let now = rate;
  for (let i = 0; i < rates.length; i++) if (update >= rates[i][0]) now = rates[i][1];
  return now;
}

/** Copy the examples of the next batch; returns how many they are. */
function takeBatch(training) {
  const { train, course, order, updates } = training;
  const size = Math.min(course.batch_size, train.count);
  const batches = countBatches(training);
  const epoch = Math.floor(updates / batches);
  if (training.orderOf !== epoch) {
    shuffle(order, course.seed, epoch);
    training.orderOf = epoch;
  }
  const from = (updates % batches) * size;
  const to = Math.min(from + size, train.count);
  const [inputs, outputs] = [training.x.length / train.count, training.y.length / train.count];
  for (let i = from; i < to; i++) {
    copyRow(train.x, order[i], training.x, i - from, inputs);
    copyRow(train.y, order[i], training.y, i - from, outputs);
  }
  return to - from;
}

function copyRow(from, row, to, place, width) {
  for (let k = 0; k < width; k++) to[place * width + k] = from[row * width + k];
}

function addPenalty({ params, gradient }, isWeight, { penalty, strength }) {
  if (penalty === "none" || !strength) return;
  for (let i = 0; i < params.length; i++) {
    if (isWeight[i]) gradient[i] += strength * (penalty === "l1" ? Math.sign(params[i]) : 2 * params[i]);
  }
}

function isFinite(numbers) {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
}

function markWeights({ layers, params }) {
  const marks = new Uint8Array(params.length);
  for (const layer of layers) marks.fill(1, layer.weights, layer.biases);
  return marks;
}

/** The mean loss of `set` (training.train or training.test), without the penalty; NaN where it is empty. */
export function lossOf({ network }, set, params = network.params) {
  if (!set.count) return NaN;
  forward(network, set.x, set.count, params);
  return meanLoss(network, set.y, set.count);
}

/** The share of `set` that is classified rightly; call it right after `lossOf` of the same set. */
export function accuracyOf({ network }, set) {
  return set.count ? shareRight(network, set.y, set.count) : NaN;
}
