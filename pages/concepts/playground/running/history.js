// What is remembered of a training: its losses, and the weights on the way, both thinned as they grow.

const MOST_LOSSES = 400;
const MOST_WEIGHTS = 48;

export function createHistory() {
  return { epochs: [], train: [], test: [], accuracy: [], stride: 0, path: [], steps: [], pathStride: 1 };
}

/** Remember the losses of an epoch, unless the one before is too near. */
export function addLosses(history, epoch, train, test) {
  if (history.epochs.length && epoch - history.epochs.at(-1) < history.stride) return;
  history.epochs.push(epoch);
  history.train.push(train);
  history.test.push(test);
  if (history.epochs.length < MOST_LOSSES) return;
  for (const name of ["epochs", "train", "test"]) history[name] = history[name].filter((_, i) => i % 2 === 0);
  history.stride = 2 * ((epoch - history.epochs[0]) / MOST_LOSSES);
}

/** Remember the weights after so many updates, unless those before are too near. */
export function addWeights(history, updates, params) {
  if (history.steps.length && updates - history.steps.at(-1) < history.pathStride) return;
  history.steps.push(updates);
  history.path.push(params.slice());
  if (history.path.length < MOST_WEIGHTS) return;
  history.steps = history.steps.filter((_, i) => i % 2 === 0);
  history.path = history.path.filter((_, i) => i % 2 === 0);
  history.pathStride = 2 * Math.max(1, (updates - history.steps[0]) / MOST_WEIGHTS);
}
