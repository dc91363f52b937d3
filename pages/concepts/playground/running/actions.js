// What can be done to a playground, by its controls and by the frames of its training.

import { debounce } from "../../../shared/browser/input.js";
import { fill } from "../../../shared/browser/nodes.js";
import { showPlaying, showRate } from "../controls/bar.js";
import { askForSurface } from "../views/surface.js";
import { buildPanel } from "../views/unit_panel.js";
import { givePictures } from "./pictures.js";
import { beginAgain } from "./again.js";
import { change, report } from "./link.js";
import { pause, play, remember, takeEpoch, takeUpdate } from "./loop.js";

const WAIT = 300; // milliseconds without a change before Python is told where the training is

const plain = (numbers) => numbers.map((value) => (Number.isFinite(value) ? value : null));

export function giveActions(view) {
  givePictures(view);
  giveClock(view);
  giveChanges(view);
  giveReports(view);
}

function giveClock(view) {
  view.togglePlay = () => (view.playing ? pause(view) : start(view));
  view.stepOnce = () => stepBy(view, takeUpdate);
  view.stepEpoch = () => stepBy(view, takeEpoch);
  view.reset = () => reset(view);
  view.showPlaying = () => showPlaying(view);
  view.rest = () => {
    showPlaying(view);
    view.draw();
    view.settle();
  };
  view.settle = () => {
    view.tell();
    view.nameUnits();
    askForSurface(view);
    view.reportSoon();
  };
}

function start(view) {
  view.reached = false;
  view.say();
  play(view);
}

function stepBy(view, take) {
  pause(view);
  if (view.training.broken || !view.training.train.count) return;
  view.reached = false;
  take(view);
  remember(view);
  view.draw();
  view.settle();
}

/** Back to the first weights; the rate stays as it is now. */
function reset(view) {
  const { course, updates } = view.training;
  const rate = course.rates.length ? course.rates.at(-1)[1] : course.rate;
  Object.assign(course, { rate, rates: [] });
  beginAgain(view);
  view.draw();
  showRate(view);
  if (updates && String(rate) !== view.settings.rate) change(view, { rate: String(rate) });
  if (!view.playing) view.settle();
}

function giveChanges(view) {
  view.setRate = (rate) => {
    const { course, updates } = view.training;
    if (updates === 0) {
      course.rate = rate;
      change(view, { rate: String(rate) });
    } else {
      course.rates = [...course.rates.filter(([from]) => from < updates), [updates, rate]];
      if (course.rates.length > view.data.limits.changes) view.exact = false; // a link has no room for more
      view.reportSoon();
    }
    showRate(view);
  };
  view.setStop = (stop) => (view.stop = stop);
  view.setNumber = (place, value) => {
    view.training.network.params[place] = value;
    view.exact = false;
    remember(view);
    view.draw();
    if (!view.playing) view.settle();
  };
  view.toggleFeature = (name) => {
    const chosen = view.settings.features.split(",");
    const kept = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
    const ordered = Object.keys(view.data.features).filter((one) => kept.includes(one));
    if (ordered.length) change(view, { features: ordered.join(",") });
  };
  const open = (chosen) => {
    view.chosen = chosen;
    buildPanel(view);
    view.nameUnits();
    view.draw();
  };
  view.choose = (layer, unit) => {
    const same = view.chosen?.layer === layer && view.chosen?.unit === unit;
    open(same ? null : { layer, unit });
  };
  view.openWeight = ({ layer, unit, input }) => {
    open({ layer, unit });
    view.fields[input].field.select();
  };
}

function giveReports(view) {
  view.reportSoon = debounce(() => report(view), WAIT);
  view.readClock = () => ({
    step: String(view.exact ? view.training.updates : 0),
    rates: view.exact ? view.training.course.rates.map(([from, rate]) => `${from}:${rate}`).join(",") : "",
    tests: view.tests.checked ? "1" : "0",
    hard: view.hard.checked ? "1" : "0",
    plane: view.surface.kind,
  });
  view.readReport = () => {
    const { epochs, train, test } = view.history;
    return { epochs, train: plain(train), test: plain(test), weights: plain([...view.training.network.params]) };
  };
  view.say = (text = "") => (view.said.textContent = text);
  view.tell = () => view.say(findWords(view));
}

/** What there is to say of the training, if anything. */
function findWords({ training, reached, exact, stop, epoch, full, data: { words, limits } }) {
  if (training.broken) return words.diverged;
  if (!training.train.count) return words.too_few;
  if (reached) return fill(words.reached, { stop, epoch: Math.round(epoch) });
  if (full) return fill(words.most, { most: limits.points });
  return exact ? "" : words.inexact;
}
