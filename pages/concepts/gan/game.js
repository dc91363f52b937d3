// Generator against discriminator, as core/concepts/gan/game.py has it, round by round.

import { createMemory, forget, RULES } from "../../shared/mathematics/optimizers.js";
import { backward, createNetwork, forward, meanLoss, passBackAll } from "../../shared/mathematics/network.js";
import { throughActivation } from "../../shared/mathematics/activations.js";

/**
 * A game at its beginning: `generator` and `discriminator` have a shape and their numbers (`flat`), `real` and `noise`
 * are the pool [[x, y], ...]; `settings` are those of Python's Game, with Keras's for Adam.
 */
export function createGame({ game: id, generator, discriminator, real, noise, batch, settings }) {
  const capacity = Math.max(2 * batch, real.length);
  const game = {
    id, settings, batch, pool: real.length,
    generator: createNetwork(generator, generator.flat, capacity),
    discriminator: createNetwork(discriminator, discriminator.flat, capacity),
    first: [generator.flat, discriminator.flat],
    real: Float64Array.from(real.flat()),
    noise: Float64Array.from(noise.flat()),
    x: new Float64Array(4 * batch), // real points, then made ones
    y: new Float64Array(2 * batch).fill(1, 0, batch),
    z: new Float64Array(2 * batch),
    onFake: new Float64Array(2 * batch),
  };
  game.memories = [game.generator, game.discriminator].map(({ params }) => createMemory(params.length));
  restart(game);
  return game;
}

/** Back to the first weights. */
export function restart(game) {
  game.generator.params.set(game.first[0]);
  game.discriminator.params.set(game.first[1]);
  game.memories.forEach(forget);
  Object.assign(game, { rounds: 0, broken: false, judged: NaN, improved: NaN, ofReal: NaN, ofFake: NaN });
}

/**
 * The discriminator's updates, then the generator's. `game` then knows both losses (`judged`, `improved`), what was
 * said on average of real and made points, the made points (`generator.output.a`) and the slope on each (`onFake`).
 */
export function playRound(game) {
  const { rounds, settings } = game;
  const turns = settings.discriminator_steps;
  for (let turn = 0; turn < turns; turn++) {
    take(game, game.real, rounds * turns + turn, game.x);
    take(game, game.noise, rounds * (turns + 1) + turn, game.z);
    judge(game);
  }
  take(game, game.noise, rounds * (turns + 1) + turns, game.z);
  improve(game);
  game.rounds += 1;
  game.broken = !Number.isFinite(game.judged + game.improved);
}

/** Copy the rows of a turn; after the last row comes the first one again. */
function take({ batch, pool }, rows, turn, to) {
  for (let i = 0; i < batch; i++) {
    const row = (turn * batch + i) % pool;
    to[2 * i] = rows[2 * row];
    to[2 * i + 1] = rows[2 * row + 1];
  }
}

function judge(game) {
  const { batch, discriminator, generator, x, y } = game;
  forward(generator, game.z, batch);
  for (let i = 0; i < 2 * batch; i++) x[2 * batch + i] = generator.output.a[i];
  forward(discriminator, x, 2 * batch);
  game.judged = meanLoss(discriminator, y, 2 * batch);
  game.ofReal = mean(discriminator.output.a, 0, batch);
  game.ofFake = mean(discriminator.output.a, batch, 2 * batch);
  backward(discriminator, x, y, 2 * batch);
  update(game, discriminator, 1, game.settings.discriminator_rate);
}

function improve(game) {
  const { batch, discriminator, generator, onFake } = game;
  forward(generator, game.z, batch);
  forward(discriminator, generator.output.a, batch);
  game.improved = slopeOfLoss(game, batch) / batch;
  passBackAll(discriminator, generator.output.a, batch);
  throughFirstLayer(discriminator, batch, onFake);
  for (let i = 0; i < 2 * batch; i++) generator.output.delta[i] = onFake[i];
  throughActivation(generator.output.activation, generator.output.z, generator.output.a, generator.output.delta, batch, 2);
  passBackAll(generator, game.z, batch);
  update(game, generator, 0, game.settings.generator_rate);
}

/** Put the slope of each made point's loss into the discriminator's output; returns the sum of the losses. */
function slopeOfLoss({ discriminator, settings }, count) {
  const { a, z, delta } = discriminator.output;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += settings.saturating ? -softplus(z[i]) : softplus(-z[i]);
    delta[i] = settings.saturating ? -a[i] : a[i] - 1;
  }
  return sum;
}

const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/** From the deltas of a network's first layer to the slope on its inputs. */
function throughFirstLayer({ layers: [{ inputs, units, weights, delta }], params }, count, onX) {
  for (let row = 0; row < count; row++) {
    for (let source = 0; source < inputs; source++) {
      let sum = 0;
      for (let unit = 0; unit < units; unit++) sum += params[weights + source * units + unit] * delta[row * units + unit];
      onX[row * inputs + source] = sum;
    }
  }
}

function update(game, network, which, rate) {
  const memory = game.memories[which];
  memory.t += 1;
  RULES.adam(network.params, network.gradient, memory, rate, game.settings);
}

function mean(values, from, to) {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum / (to - from);
}

/** Everything that the next round depends on, as plain arrays for Python. */
export function readState({ generator, discriminator, memories, rounds, id: game }) {
  const [first, second] = [generator, discriminator].map(({ params }, which) => ({
    flat: Array.from(params),
    m: Array.from(memories[which].m),
    v: Array.from(memories[which].v),
    t: memories[which].t,
  }));
  return { id: game, rounds, generator: first, discriminator: second };
}

/** The points that the generator makes of the first `count` rows of the pool's noise, as x, y, x, y, ... */
export function makePoints({ generator, noise }, count) {
  forward(generator, noise, count);
  return generator.output.a;
}

/** The first `count` points that the generator makes now, and the slope of the generator's loss on each. */
export function slopesNow(game, count) {
  const { generator, discriminator, noise, onFake } = game;
  forward(generator, noise, count);
  const points = generator.output.a.slice(0, 2 * count);
  forward(discriminator, points, count);
  slopeOfLoss(game, count);
  passBackAll(discriminator, points, count);
  throughFirstLayer(discriminator, count, onFake);
  return { points, slopes: onFake };
}
