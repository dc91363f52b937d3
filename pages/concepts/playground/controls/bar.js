// The bar above the picture: start again, play, one update, one epoch; the rate; where the training is.

import { add, set } from "../../../shared/browser/nodes.js";
import { formatNumber, formatShare } from "../../../shared/charts/numbers.js";
import { rateAt } from "../mathematics/training.js";

const ICONS = {
  reset: "M12 5V1L6 6l6 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z",
  play: "M7 4v16l13-8z",
  pause: "M6 4h4.5v16H6zM13.5 4H18v16h-4.5z",
  step: "M6 4v16l8-8zM16 4h3v16h-3z",
  epoch: "M3 4v16l7-8zM11 4v16l7-8zM19 4h2.5v16H19z",
};

export function buildBar(view, bar) {
  const { words } = view.data;
  const buttons = add(bar, "DIV", { class: "buttons" });
  view.bar = { play: addButton(buttons, "play", words.play, () => view.togglePlay()) };
  view.bar.play.classList.add("main");
  const steps = [addButton(buttons, "step", words.step, () => view.stepOnce())];
  steps.push(addButton(buttons, "epoch", words.epoch_step, () => view.stepEpoch()));
  for (const button of steps) set(button, { "data-part": "steps" });
  addButton(buttons, "reset", words.reset, () => view.reset());
  view.bar.epoch = addFigure(bar, words.epoch);
  view.bar.train = addFigure(bar, `${words.loss}, ${words.train}`, "train");
  view.bar.test = addFigure(bar, `${words.loss}, ${words.test_set}`, "test");
  view.bar.right = addFigure(bar, words.right);
  buildRate(view, bar);
}

function addButton(parent, icon, label, act) {
  const button = add(parent, "BUTTON", { type: "button", "aria-label": label, title: label });
  const svg = add(button, "svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  add(svg, "path", { d: ICONS[icon] });
  button.addEventListener("click", act);
  return button;
}

function addFigure(bar, label, kind = "") {
  const figure = add(bar, "DIV", { class: `figure ${kind}` });
  add(figure, "SPAN", { class: "label" }, label);
  return add(figure, "SPAN", { class: "value" }, "–");
}

/** The rate as a slider over its powers of ten, and as a number to type. */
function buildRate(view, bar) {
  const [low, high] = view.data.limits.rate.map(Math.log10);
  const box = add(bar, "LABEL", { class: "rate", "data-part": "rate" });
  add(box, "SPAN", { class: "label" }, view.data.words.rate);
  const row = add(box, "SPAN", { class: "pair" });
  const range = add(row, "INPUT", { type: "range", min: low, max: high, step: 0.05, "aria-label": view.data.words.rate });
  const typed = add(row, "INPUT", { type: "number", min: 0, step: "any", "aria-label": view.data.words.rate });
  range.addEventListener("input", () => view.setRate(Number((10 ** range.valueAsNumber).toPrecision(2))));
  typed.addEventListener("change", () => {
    const [least, most] = view.data.limits.rate;
    if (typed.valueAsNumber >= least && typed.valueAsNumber <= most) view.setRate(typed.valueAsNumber);
    else showRate(view);
  });
  Object.assign(view.bar, { range, typed });
}

export function showRate({ bar, training }) {
  const rate = rateAt(training.course, training.updates);
  bar.range.value = Math.log10(rate);
  bar.typed.value = rate;
}

export function showPlaying({ bar, data, playing, root }) {
  root.dataset.playing = playing;
  const label = playing ? data.words.pause : data.words.play;
  set(bar.play, { "aria-label": label, title: label });
  bar.play.querySelector("path").setAttribute("d", ICONS[playing ? "pause" : "play"]);
}

/** The epoch and the losses of this moment. */
export function showFigures({ bar, epoch, trainLoss, testLoss, accuracy, data }) {
  bar.epoch.textContent = Number.isInteger(epoch) ? epoch.toLocaleString("en").replaceAll(",", " ") : epoch.toFixed(2);
  bar.train.textContent = formatNumber(trainLoss);
  bar.test.textContent = formatNumber(testLoss);
  bar.right.parentElement.hidden = !data.classes;
  bar.right.textContent = Number.isFinite(accuracy) ? formatShare(accuracy) : "–";
}
