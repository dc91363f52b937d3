// The threshold and the reject limit of a model: sliders, histogram, matrix, scores and cost follow the pointer.
// Python hears of a new place when a slider is let go, and of what is to be kept when its button is pressed.

import { component } from "../../../shared/browser/component.js";
import { debounce, onDrag } from "../../../shared/browser/input.js";
import { add, fill } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { formatNumber, formatShare } from "../../../shared/charts/numbers.js";
import { STEP, computeCost, computeScores, countAll, findCheapest, findZone, unpack } from "./counts.js";
import { drawCoverage, drawHistogram } from "./plots.js";

const NAMES = ["precision", "recall", "accuracy", "answered"];

export default component(start);

function start({ parentElement, setStateValue, setTriggerValue }) {
  const root = add(parentElement, "DIV", { class: "board" });
  const view = { root, place: null, reported: null, content: null };
  view.report = () => {
    const text = JSON.stringify(view.place);
    if (text === view.reported) return;
    view.reported = text;
    setStateValue("place", view.place);
  };
  view.reportSoon = debounce(view.report);
  view.keep = () => setTriggerValue("keep", view.place);
  view.forget = () => setTriggerValue("forget", true);
  view.update = ({ data }) => {
    const { place, ...rest } = data;
    const content = JSON.stringify(rest);
    const told = JSON.stringify(place);
    if (view.place === null || (told !== view.reported && told !== view.told)) view.place = { ...place };
    view.told = told;
    if (content !== view.content) build(view, data);
    view.content = content;
    show(view);
  };
  return view;
}

/** Draw everything anew for other scores; what the sliders change is drawn by `show`. */
function build(view, data) {
  view.data = data;
  view.isTwo = data.classes !== null;
  view.lists = { above: unpack(data.above), below: unpack(data.below) };
  view.lowest = view.isTwo ? 0.5 : 0;
  view.root.replaceChildren();
  const { words, classes } = data;
  const names = classes ?? [words.right, words.wrong];
  const score = view.isTwo ? fill(words.score, { positive: classes[0] }) : words.certainty;
  const plots = add(view.root, "DIV", { class: "row" });
  view.histogram = drawHistogram(add(plots, "DIV"), view.lists, { colours: data.colours, names, label: score });
  view.coverage = drawCoverage(add(plots, "DIV"), { words });
  onDrag(view.histogram.svg, ({ x }) => drag(view, view.histogram.x.value(x)), view.report);
  const sliders = add(view.root, "DIV", { class: "sliders" });
  view.sliders = {};
  if (view.isTwo) addSlider(view, sliders, "threshold", fill(words.threshold, { positive: classes[0] }), STEP, 1 - STEP);
  addSlider(view, sliders, "reject", words.reject, view.lowest, 1);
  view.scores = addScores(view);
  const below = add(view.root, "DIV", { class: "row" });
  if (view.isTwo) view.matrix = addMatrix(view, add(below, "DIV"));
  addCosts(view, add(below, "DIV", { class: "costs" }));
  addButtons(view);
}

function drag(view, score) {
  const name = view.isTwo ? "threshold" : "reject";
  const [low, high] = view.isTwo ? [STEP, 1 - STEP] : [0, 1];
  view.place[name] = clamp(Math.round(score / STEP) * STEP, low, high);
  view.place[name] = Number(view.place[name].toFixed(3));
  show(view);
}

function addSlider(view, parent, name, title, low, high) {
  const label = add(parent, "LABEL");
  const line = add(label, "SPAN", { class: "title" }, title);
  const value = add(line, "OUTPUT");
  const slider = add(label, "INPUT", { type: "range", min: low, max: high, step: STEP, "data-name": name });
  slider.addEventListener("input", () => {
    const chosen = Number(slider.value);
    view.place[name] = name === "reject" && chosen <= view.lowest ? 0 : chosen;
    show(view);
    view.reportSoon();
  });
  slider.addEventListener("change", view.report);
  view.sliders[name] = { slider, value };
}

function addScores(view) {
  const list = add(view.root, "DL", { class: "scores", "aria-live": "polite" });
  const names = view.isTwo ? NAMES : NAMES.slice(2);
  return Object.fromEntries(
    names.map((name) => {
      const pair = add(list, "DIV");
      add(pair, "DT", {}, view.data.words[name]);
      return [name, add(pair, "DD", { "data-name": name })];
    }),
  );
}

function addMatrix(view, parent) {
  const { words, classes } = view.data;
  const table = add(parent, "TABLE");
  add(table, "CAPTION", {}, words.matrix);
  const head = add(add(table, "THEAD"), "TR");
  add(head, "TH", { scope: "col" }, words.truth);
  for (const name of [...classes, words.unsure]) add(head, "TH", { scope: "col" }, name);
  const body = add(table, "TBODY");
  const cells = {};
  for (const [name, keys] of [
    [classes[0], ["hits", "misses", "unsureAbove"]],
    [classes[1], ["alarms", "passed", "unsureBelow"]],
  ]) {
    const row = add(body, "TR");
    add(row, "TH", { scope: "row" }, name);
    for (const key of keys) cells[key] = add(row, "TD", { "data-name": key, class: key });
  }
  return cells;
}

function addCosts(view, parent) {
  const { words } = view.data;
  const kinds = view.isTwo ? { alarm: words.alarmCost, miss: words.missCost, unsure: words.unsureCost } : { alarm: words.wrongCost, unsure: words.unsureCost };
  view.costs = {};
  for (const [name, title] of Object.entries(kinds)) {
    const label = add(parent, "LABEL", {}, title);
    const input = add(label, "INPUT", { type: "number", min: 0, step: "any", "data-name": name });
    input.addEventListener("input", () => {
      if (!(input.valueAsNumber >= 0)) return;
      view.place[name] = input.valueAsNumber;
      show(view);
      view.reportSoon();
    });
    view.costs[name] = input;
  }
  view.cost = add(add(parent, "P", { class: "total" }, `${words.cost}: `), "OUTPUT", { "data-name": "cost" });
  add(parent, "BUTTON", { type: "button", class: "quiet" }, words.cheapest).addEventListener("click", () => {
    Object.assign(view.place, findCheapest(view.lists, view.place, view));
    show(view);
    view.report();
  });
}

function addButtons(view) {
  const { words, kept, canKeep } = view.data;
  if (!canKeep) return;
  const line = add(view.root, "DIV", { class: "buttons" });
  add(line, "BUTTON", { type: "button", class: "main" }, words.keep).addEventListener("click", view.keep);
  if (!kept) return;
  add(line, "BUTTON", { type: "button", class: "quiet" }, words.forget).addEventListener("click", view.forget);
  add(line, "SPAN", { class: "hint" }, words.kept);
}

function count(view, place) {
  return countAll(view.lists, place, view);
}

function show(view) {
  const { place, data, isTwo } = view;
  const counts = count(view, place);
  const scores = computeScores(counts, { isTwo });
  for (const [name, { slider, value }] of Object.entries(view.sliders)) {
    slider.value = Math.max(place[name], Number(slider.min));
    value.textContent = name === "reject" && place.reject <= view.lowest ? data.words.never : formatShare(place[name]);
  }
  for (const [name, node] of Object.entries(view.scores)) node.textContent = scores[name] === null ? data.words.undefined : formatShare(scores[name]);
  for (const [name, node] of Object.entries(view.matrix ?? {})) node.textContent = counts[name].toLocaleString("en");
  for (const [name, input] of Object.entries(view.costs)) if (input.getRootNode().activeElement !== input) input.value = place[name];
  view.cost.textContent = formatNumber(computeCost(counts, place));
  view.histogram.show(isTwo ? place.threshold : 0, isTwo ? findZone(place.threshold, place.reject) : [0, place.reject]);
  view.coverage.show((reject) => computeScores(count(view, { ...place, reject }), { isTwo }), place.reject, view.lowest);
}
