// One training to scrub through: the plane, the network and the loss; the stage of the loop says what is lit.
// Every number comes from Python: data.weights[e], .gradients[e], .signals[e], .losses[e] and the map of epoch e.

import { component } from "../../shared/browser/component.js";
import { debounce } from "../../shared/browser/input.js";
import { add, fill, set } from "../../shared/browser/nodes.js";
import { clamp } from "../../shared/charts/axes.js";
import { formatNumber } from "../../shared/charts/numbers.js";
import { chooseWait, drawBar, pause, playFrames, showWhere } from "../../shared/charts/playing/playback.js";
import { drawLossCurve } from "./loss_curve.js";
import { drawPlane } from "./plane.js";
import { drawWeights } from "./weights.js";

const STAGES = ["data", "initialise", "forward", "loss", "backward", "update"];
const BEFORE_TRAINING = ["data", "initialise"]; // these stages belong to epoch 0
const PLAY = { full: 50, reduced: 500 }; // milliseconds an epoch

export default component(start, pause);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture learning" });
  const view = { root, epoch: 0, stage: "forward", busy: false, playing: 0 };
  view.report = () => {
    view.busy = false;
    if (view.epoch !== view.data.epoch || view.stage !== view.data.stage) setStateValue("place", [view.epoch, view.stage]);
  };
  view.reportSoon = debounce(view.report);
  view.watch = (example) => setStateValue("example", example);
  view.scrub = (epoch) => {
    pause(view);
    go(view, epoch, trainingStage(view));
  };
  view.update = ({ data }) => {
    const fresh = data.id !== view.data?.id;
    view.data = data;
    if (fresh) draw(view);
    if (fresh || !view.busy) [view.epoch, view.stage] = [data.epoch, data.stage];
    show(view);
  };
  return view;
}

/** Show another place; Python hears of it later. */
function go(view, epoch, stage) {
  view.busy = true;
  view.stage = stage;
  view.epoch = BEFORE_TRAINING.includes(stage) ? 0 : clamp(epoch, 0, view.data.losses.length - 1);
  show(view);
}

/** The stage in view, or the first one of the loop if the training has not begun in it. */
function trainingStage({ stage }) {
  return BEFORE_TRAINING.includes(stage) ? "forward" : stage;
}

function draw(view) {
  pause(view);
  view.root.replaceChildren();
  drawBar(view, { last: view.data.losses.length - 1, label: view.data.words.epoch, begin: () => play(view) });
  drawStages(view);
  const row = add(view.root, "DIV", { class: "row wide" });
  view.showPlane = drawPlane(view, add(row, "DIV", { class: "panel map" }));
  view.showWeights = drawWeights(view, add(row, "DIV", { class: "panel net" }));
  view.showLoss = drawLossCurve(view, add(row, "DIV", { class: "panel curve-panel" }));
  view.text = add(row, "DIV", { class: "panel told" });
}

function show(view) {
  const { data, epoch, stage } = view;
  showWhere(view, epoch, fill(data.words.where, { at: epoch, last: data.losses.length - 1 }));
  STAGES.forEach((name, k) => {
    view.stages[k].classList.toggle("now", name === stage);
    set(view.stages[k], { "aria-pressed": name === stage });
  });
  view.showPlane(epoch, stage);
  view.showWeights(epoch, stage);
  view.showLoss(epoch, stage);
  view.text.textContent = `${data.words.stages[stage]}\n${describeNumbers(view)}`;
}

function describeNumbers({ data, epoch }) {
  const p = data.signals[epoch].at(-1);
  const watched = fill(data.words.watched, { y: data.y[data.example], p: formatNumber(p) });
  return `${watched}\n${data.words.loss} ${formatNumber(data.losses[epoch])}   ${data.words.accuracy} ${formatNumber(data.accuracies[epoch])}`;
}

// --- controls ---

function drawStages(view) {
  const bar = add(view.root, "DIV", { class: "bar stages" });
  view.stages = STAGES.map((name, k) => {
    const button = add(bar, "BUTTON", { type: "button", "data-stage": name }, `${k + 1} ${view.data.words.names[name]}`);
    button.addEventListener("click", () => stepTo(view, view.epoch, name));
    return button;
  });
  const next = add(bar, "BUTTON", { type: "button", class: "next" }, view.data.words.next);
  next.addEventListener("click", () => {
    const after = STAGES.indexOf(view.stage) + 1;
    if (after < STAGES.length) stepTo(view, view.epoch, STAGES[after]);
    else stepTo(view, view.epoch + 1, "forward");
  });
}

function stepTo(view, epoch, stage) {
  pause(view);
  go(view, epoch, stage);
  view.reportSoon();
}

// --- playing ---

function play(view) {
  const last = view.data.losses.length - 1;
  const each = (epoch) => epoch !== view.epoch && go(view, epoch, trainingStage(view));
  playFrames(view, { from: view.epoch, last, wait: chooseWait(PLAY), each });
}
