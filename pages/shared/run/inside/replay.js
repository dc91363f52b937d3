// The replay of a training: one slider over the recorded epochs moves whatever part is shown. Without a chosen epoch
// the newest one is followed as it comes. `view.at` is the place of the shown epoch in the lists of `view.data`, which
// are new only when `view.frames` is.

import { component } from "../../browser/component.js";
import { debounce } from "../../browser/input.js";
import { add, fill, set } from "../../browser/nodes.js";
import { clamp, nearestIndex } from "../../charts/axes.js";
import { drawFilters } from "./filters.js";
import { drawLayers } from "./layers.js";
import { drawMachine } from "./machine.js";
import { drawMistakes } from "./mistakes.js";
import { drawPictures } from "./pictures.js";

const DRAW = { mistakes: drawMistakes, pictures: drawPictures, filters: drawFilters, layers: drawLayers, machine: drawMachine };
const PLAY_SECONDS = { full: 6, reduced: 20 }; // for the whole training, whatever its length

export default component(start, pause);

function start({ parentElement, setStateValue }) {
  const view = { root: add(parentElement, "DIV", { class: "picture inside" }), timer: 0, busy: false };
  view.report = () => {
    view.busy = false;
    const epoch = view.follow ? null : view.data.epochs[view.at];
    if (epoch !== view.data.epoch || view.part !== view.data.part) setStateValue("place", { epoch, part: view.part });
  };
  view.reportSoon = debounce(view.report);
  view.stopAt = (at) => go(view, at, false);
  view.update = ({ data }) => {
    const fresh = data.id !== view.data?.id;
    if (data.replay !== view.data?.replay) view.frames = JSON.parse(data.replay);
    view.data = { ...data, ...view.frames };
    if (fresh || !view.busy) followData(view, view.data, fresh);
    else show(view);
  };
  return view;
}

/** Go to the place that the address names; the nearest recorded epoch stands for one that was not recorded. */
function followData(view, data, fresh) {
  const part = data.part in DRAW ? data.part : "mistakes";
  const redraw = fresh || part !== view.part;
  view.part = part;
  if (fresh) drawControls(view);
  if (redraw) drawPart(view);
  if (!view.timer) {
    view.follow = data.epoch === null;
    view.at = view.follow ? data.epochs.length - 1 : nearestIndex(data.epochs, data.epoch);
  }
  show(view);
}

function go(view, at, follow) {
  view.busy = true;
  view.at = clamp(at, 0, view.data.epochs.length - 1);
  view.follow = follow;
  show(view);
}

// --- controls ---

function drawControls(view) {
  const { words, parts } = view.data;
  pause(view);
  view.root.replaceChildren();
  const bar = add(view.root, "DIV", { class: "bar" });
  view.play = add(bar, "BUTTON", { type: "button", class: "play" }, words.play);
  view.play.addEventListener("click", () => (view.timer ? pauseAndReport(view) : play(view)));
  view.range = add(bar, "INPUT", { type: "range", min: 0, step: 1, "aria-label": words.epoch });
  view.range.addEventListener("input", () => {
    pause(view);
    view.stopAt(Number(view.range.value));
    view.reportSoon();
  });
  view.where = add(bar, "SPAN", { class: "where" });
  view.newest = add(bar, "BUTTON", { type: "button", class: "newest" }, words.newest);
  view.newest.addEventListener("click", () => {
    pause(view);
    go(view, Infinity, true);
    view.report();
  });
  const tabs = add(view.root, "DIV", { class: "bar parts", role: "tablist" });
  view.tabs = Object.entries(parts).map(([name, title]) => drawTab(view, tabs, name, title));
  view.panel = add(view.root, "DIV", { class: "panel", role: "tabpanel" });
}

function drawTab(view, tabs, name, title) {
  const tab = add(tabs, "BUTTON", { type: "button", role: "tab", "data-part": name }, title);
  tab.addEventListener("click", () => {
    view.part = name;
    view.busy = true;
    drawPart(view);
    show(view);
    view.report();
  });
  return tab;
}

function drawPart(view) {
  view.panel.replaceChildren();
  view.showPart = DRAW[view.part](view, view.panel);
  view.tabs.forEach((tab) => {
    const now = tab.dataset.part === view.part;
    tab.classList.toggle("now", now);
    set(tab, { "aria-selected": now });
  });
}

function show(view) {
  const { data } = view;
  const last = data.epochs.length - 1;
  if (view.follow) view.at = last;
  const where = fill(data.words.where, { at: data.epochs[view.at], last: data.epochs[last] });
  set(view.range, { max: last, "aria-valuetext": where });
  view.range.value = view.at;
  view.range.disabled = view.play.disabled = last === 0;
  view.where.textContent = where;
  view.newest.disabled = view.follow;
  view.showPart();
}

// --- playing ---

function play(view) {
  const { matches } = matchMedia("(prefers-reduced-motion: reduce)");
  const epochs = view.data.epochs.length;
  const wait = clamp((1000 * PLAY_SECONDS[matches ? "reduced" : "full"]) / epochs, 30, 700);
  view.play.textContent = view.data.words.pause;
  view.stopAt(view.at === epochs - 1 ? 0 : view.at);
  view.timer = setInterval(() => (view.at < view.data.epochs.length - 1 ? view.stopAt(view.at + 1) : pauseAndReport(view)), wait);
}

function pause(view) {
  clearInterval(view.timer);
  view.timer = 0;
  if (view.play) view.play.textContent = view.data.words.play;
}

function pauseAndReport(view) {
  pause(view);
  view.report();
}
