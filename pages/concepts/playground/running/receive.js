// Taking what Python sends: another problem starts a training anew, other points go into the one that runs, and what
// changes neither leaves it alone.

import { computeFeatures } from "../mathematics/features.js";
import { createTraining } from "../mathematics/training.js";
import { buildHeads } from "../controls/layers.js";
import { showSettings } from "../controls/settings.js";
import { showRate } from "../controls/bar.js";
import { createMaps, SIDE } from "../views/maps.js";
import { buildNetwork } from "../views/network.js";
import { beginAgain } from "./again.js";
import { isUpToDate } from "./link.js";
import { play, remember, runUpTo } from "./loop.js";

const OF_POINTS = ["points", "own", "task", "count", "noise", "test"];
const AT_ONCE = ["rate", "stop"]; // a change of these does not begin anew

export function receive(view, data, fresh) {
  const first = !view.training;
  if (!isUpToDate(view, data) && !first) return;
  const before = view.data;
  const asked = view.asked ?? {};
  view.data = data;
  view.settings = { ...data.settings };
  view.asked = data.settings;
  view.stop = Number(data.settings.stop);
  const changed = Object.keys(data.settings).filter((name) => data.settings[name] !== asked[name] && !AT_ONCE.includes(name));
  if (first || changed.length || fresh) take(view, data, { first, changed, before });
  if (!first && data.settings.rate !== asked.rate && !changed.length) followRate(view, data);
  const told = view.link.clock;
  if (first || (told && data.clock.step !== told.step)) followClock(view, data);
  showSettings(view);
  showRate(view);
  view.tell();
}

function take(view, data, { first, changed, before }) {
  const only = changed.every((name) => OF_POINTS.includes(name));
  const keeps = !first && only && !view.link.unasked && String(before.flat) === String(data.flat) && before.classes === data.classes;
  if (!view.drawing) view.points = { places: data.places, labels: data.labels, heldOut: data.held_out };
  const old = view.training;
  view.training = makeTraining(view, data);
  if (keeps && old.updates) goOn(view, old, changed.length > 0);
  else if (changed.length || first) beginAnew(view, first);
  rebuild(view);
}

/** The same weights, and where the points are others, no link that leads to this moment. */
function goOn(view, old, others) {
  const { training } = view;
  training.network.params.set(old.network.params);
  training.memory = old.memory;
  training.course.rates = old.course.rates;
  training.updates = old.updates;
  if (others) view.exact = false;
  remember(view);
}

function beginAnew(view, first) {
  beginAgain(view);
  if (!first) view.reportSoon();
  if (view.playing) return;
  if (!first && view.link.unasked && !matchMedia("(prefers-reduced-motion: reduce)").matches) play(view);
}

function makeTraining(view, data) {
  const { settings, shape, defaults } = data;
  const course = {
    optimizer: settings.optimizer, settings: defaults, rate: Number(settings.rate), rates: [], penalty: settings.penalty,
    strength: Number(settings.strength), batch_size: Number(settings.batch), seed: Number(settings.seed),
  };
  return createTraining(shape, data.flat, course, pick(data, 0), pick(data, 1));
}

/** The examples that are kept apart (1) or not (0). */
function pick(data, kept) {
  const rows = [...data.labels.keys()].filter((i) => data.held_out[i] === kept);
  const places = rows.map((i) => data.places[i]);
  const targets = rows.flatMap((i) => makeTarget(data.labels[i], data.classes));
  return { x: computeFeatures(data.settings.features.split(","), places), y: Float64Array.from(targets), count: rows.length };
}

export function makeTarget(label, classes) {
  return classes > 2 ? Array.from({ length: classes }, (_, k) => Number(k === label)) : [label];
}

function rebuild(view) {
  const { data } = view;
  const features = data.settings.features.split(",");
  view.maps = createMaps(data.shape, features, data.reach, SIDE.moving);
  view.fineMaps = null;
  const all = Object.keys(data.features);
  view.inputMaps = createMaps({ sizes: [all.length, 1], activations: ["linear"], loss: "mse" }, all, data.reach, SIDE.moving);
  if (view.chosen && !isThere(view.chosen, data.shape)) view.chosen = undefined;
  if (view.chosen === undefined) view.chosen = { layer: data.shape.sizes.length - 2, unit: 0 };
  view.peeked = null;
  buildNetwork(view);
  buildHeads(view);
  view.resize();
}

const isThere = ({ layer, unit }, { sizes }) => unit < (sizes[layer + 1] ?? 0);

/** Another rate from a preset or a link, with nothing else changed. */
function followRate(view, data) {
  if (view.training.updates === 0) view.training.course.rate = Number(data.settings.rate);
}

/** Run up to the update that a link leads to. */
function followClock(view, data) {
  const { clock } = data;
  view.tests.checked = clock.tests === "1";
  view.hard.checked = clock.hard === "1";
  view.surface.kind = clock.plane;
  view.link.clock = { ...clock };
  const target = Number(clock.step);
  if (target === view.training.updates || view.playing) return;
  beginAgain(view);
  view.training.course.rates = clock.rates ? clock.rates.split(",").map((change) => change.split(":").map(Number)) : [];
  view.say(data.words.replaying);
  runUpTo(view, target, () => {
    view.say();
    view.settle();
  });
}
