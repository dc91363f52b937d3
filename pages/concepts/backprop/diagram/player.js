// Walking through the steps: buttons, a slider, keys, and a clock. No step asks the server for anything; where the walk
// rests is reported a moment later, for the address.

import { debounce, hasModifier } from "../../../shared/browser/input.js";
import { add, fill, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { showNetwork } from "./drawing.js";
import { reportStep } from "./reports.js";
import { showPage } from "./step_page.js";

const PACE = 1400; // milliseconds a step is shown while playing
const REST = 500;
const ICONS = {
  first: "M4 3h2v10H4zM13 3v10L6 8z",
  back: "M11 3v10L4 8z",
  play: "M4 2.5v11L13 8z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  next: "M5 3v10l7-5z",
  last: "M3 3v10l7-5zM10 3h2v10h-2z",
};

/** Make the buttons, the slider and the counter. */
export function addPlayer(view) {
  const { words, bar } = view;
  const button = (name, act) => {
    const node = add(bar, "BUTTON", { type: "button", class: "icon" });
    showIcon(node, name, words[name]);
    node.addEventListener("click", act);
    return node;
  };
  button("first", () => walkTo(view, 0));
  button("back", () => walkTo(view, view.step - 1));
  view.playButton = button("play", () => togglePlay(view));
  view.playButton.classList.add("main");
  button("next", () => walkTo(view, view.step + 1));
  button("last", () => walkTo(view, Infinity));
  view.scrub = add(bar, "INPUT", { type: "range", min: 0, step: 1, "aria-label": words.scrub });
  view.scrub.addEventListener("input", () => walkTo(view, Number(view.scrub.value)));
  view.counter = add(bar, "SPAN", { class: "counter" });
  view.reportSoon = debounce(() => reportStep(view), REST);
}

function showIcon(button, name, label) {
  const path = button.querySelector("path") ?? add(add(button, "svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }), "path");
  set(path, { d: ICONS[name] });
  set(button, { "aria-label": label, title: label });
}

/** Go to a step by hand: the clock stops. */
function walkTo(view, step) {
  pause(view);
  go(view, step);
}

function go(view, step) {
  view.step = clamp(step, 0, view.data.steps.length - 1);
  showStep(view);
  view.reportSoon();
}

function togglePlay(view) {
  if (view.clock) {
    pause(view);
    return;
  }
  if (view.step === view.data.steps.length - 1) go(view, 0);
  view.clock = setInterval(() => {
    if (!view.root.isConnected) return clearInterval(view.clock);
    go(view, view.step + 1);
    if (view.step === view.data.steps.length - 1) pause(view);
  }, PACE);
  showPlaying(view);
}

/** Stop the clock. */
export function pause(view) {
  if (!view.clock) return;
  clearInterval(view.clock);
  view.clock = 0;
  showPlaying(view);
  view.reportSoon();
}

function showPlaying(view) {
  const name = view.clock ? "pause" : "play";
  showIcon(view.playButton, name, view.words[name]);
  view.page.setAttribute("aria-live", view.clock ? "off" : "polite");
  view.root.classList.toggle("playing", Boolean(view.clock));
}

const WALK_KEYS = { ArrowRight: 1, ArrowLeft: -1, PageDown: 5, PageUp: -5, Home: -Infinity, End: Infinity };

/** Arrow keys step and space plays, wherever the focus is on the drawing, or nowhere. */
export function onWalkKey(view, event) {
  if (hasModifier(event)) return;
  const target = event.composedPath()[0];
  if (["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName)) return;
  if (event.key === " " && target.tagName !== "BUTTON") togglePlay(view);
  else if (event.key in WALK_KEYS) walkTo(view, view.step + WALK_KEYS[event.key]);
  else return;
  event.preventDefault();
}

/** Show where the walk is: on the drawing, in words, and on the controls. */
export function showStep(view) {
  const { data, words } = view;
  const step = data.steps[view.step];
  set(view.scrub, { max: data.steps.length - 1 });
  view.scrub.value = view.step;
  view.counter.textContent = fill(words.at, { step: view.step, steps: data.steps.length - 1 });
  view.phases.forEach((chip) => {
    const on = chip.dataset.phase === step.phase;
    chip.classList.toggle("on", on);
    set(chip, { "aria-current": on ? "step" : "false" });
  });
  showNetwork(view);
  showPage(view, step);
}

/** Make a button for each phase of the walk. */
export function addPhases(view) {
  view.phases = ["start", "forward", "loss", "delta", "gradient", "update", "done"].map((phase) => {
    const chip = add(view.chips, "BUTTON", { type: "button", "data-phase": phase }, view.words[phase]);
    chip.addEventListener("click", () => walkTo(view, view.data.steps.findIndex((step) => step.phase === phase)));
    return chip;
  });
}
