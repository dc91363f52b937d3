// The frames of a training: as many updates as fit into a frame, then the picture. What is drawn never waits for more.

import { advance, countBatches, lossOf } from "../mathematics/training.js";
import { addLosses, addWeights } from "./history.js";

const FRAME = 14; // milliseconds of work that leave a frame of 1/60 s in time
const LEAST = 2; // milliseconds for training, however slow the drawing
const LATE = 18; // milliseconds from frame to frame, in the mean, from which on the picture is drawn in parts
const SLOW = 250; // milliseconds between two updates at the lowest speed
const REPLAY = 12; // milliseconds a frame while the training runs up to where a link leads

export function play(view) {
  if (view.playing || view.training.broken || !view.training.train.count) return;
  view.playing = true;
  Object.assign(view, { lastUpdate: 0, lastFrame: 0, interval: 1000 / 60, inParts: false });
  view.showPlaying();
  requestAnimationFrame((now) => frame(view, now));
}

/** Stop, and tell Python where the training stands. */
export function pause(view) {
  if (!view.playing) return;
  view.playing = false;
  view.rest();
}

function frame(view, now) {
  if (!view.playing || !view.root.isConnected) return;
  watchTime(view, now);
  trainFor(view, now, Math.max(LEAST, FRAME - view.drawCost));
  const trained = performance.now();
  remember(view);
  view.draw();
  view.drawCost += 0.2 * (performance.now() - trained - view.drawCost);
  if (view.training.broken || view.reached || view.training.updates >= view.data.limits.updates) pause(view);
  else requestAnimationFrame((next) => frame(view, next));
}

/** A canvas is painted after its frame, so what that costs shows only in when the next frame comes. */
function watchTime(view, now) {
  if (view.lastFrame) view.interval += 0.1 * (now - view.lastFrame - view.interval);
  view.lastFrame = now;
  view.inParts ||= view.interval > LATE;
}

/** Train for so many milliseconds, or until the speed that was chosen has been kept. */
function trainFor(view, now, budget) {
  const { training, speed } = view;
  if (speed === 0) {
    if (now - view.lastUpdate < SLOW) return;
    view.lastUpdate = now;
    takeUpdate(view);
    return;
  }
  const end = performance.now() + budget;
  const wanted = speed === 1 ? countBatches(training) : Infinity;
  for (let done = 0; done < wanted && !training.broken && !view.reached; done++) {
    takeUpdate(view);
    if (performance.now() > end) return;
  }
}

/** One update; at the end of an epoch, see whether the loss that was asked for has been reached. */
export function takeUpdate(view) {
  const { training } = view;
  advance(training);
  if (view.stop > 0 && training.updates % countBatches(training) === 0) view.reached = lossOf(training, training.train) <= view.stop;
}

/** One epoch, or what is left of it. */
export function takeEpoch(view) {
  const { training } = view;
  do takeUpdate(view);
  while (!training.broken && training.updates % countBatches(training) !== 0);
}

/** Compute the present losses and remember them with the weights. */
export function remember(view) {
  const { training, history } = view;
  view.testLoss = lossOf(training, training.test);
  view.trainLoss = lossOf(training, training.train);
  if (training.broken || !training.train.count) return;
  addLosses(history, training.updates / countBatches(training), view.trainLoss, view.testLoss);
  addWeights(history, training.updates, training.network.params);
}

/** Run up to an update, a stretch a frame; then `done`. Another training, or a press of Play, ends it. */
export function runUpTo(view, target, done) {
  const { training } = view;
  view.replaying = true;
  const go = () => {
    if (view.training !== training || view.playing || !view.root.isConnected) {
      view.replaying = false;
      return;
    }
    const end = performance.now() + REPLAY;
    while (training.updates < target && !training.broken && performance.now() < end) {
      advance(training);
      if (training.updates % countBatches(training) === 0) remember(view);
    }
    if (training.updates < target && !training.broken) {
      view.draw();
      requestAnimationFrame(go);
      return;
    }
    view.replaying = false;
    remember(view);
    view.draw();
    done();
  };
  go();
}
