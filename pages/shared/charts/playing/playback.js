// The bar above a chart that is played and scrubbed: Play, a slider, and where the chart stands.
// A view has `root`, `data.words` (play, pause), `playing`, `scrub(frame)` and `reportSoon()`; `paused()` if it wants.

import { add, set } from "../../browser/nodes.js";

/** Draw the bar for the frames 0 to `last`; `label` names the slider, `begin()` starts playing. */
export function drawBar(view, { last, label, begin }) {
  const bar = add(view.root, "DIV", { class: "bar" });
  view.play = add(bar, "BUTTON", { type: "button", class: "play" }, view.data.words.play);
  view.play.addEventListener("click", () => (view.playing ? pause(view) : begin()));
  view.range = add(bar, "INPUT", { type: "range", min: 0, max: last, step: 1, "aria-label": label });
  view.range.addEventListener("input", () => {
    view.scrub(Number(view.range.value));
    view.reportSoon();
  });
  view.where = add(bar, "SPAN", { class: "where" });
  return bar;
}

/** Say where the chart stands. */
export function showWhere(view, frame, where) {
  view.range.value = frame;
  set(view.range, { "aria-valuetext": where });
  view.where.textContent = where;
}

/** Milliseconds a frame: `full`, or `reduced` for readers who want less motion. */
export function chooseWait({ full, reduced }) {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? reduced : full;
}

/** Play from frame `from` to `last`, or from 0 if that is where it stands; `each(frame)` shows one. */
export function playFrames(view, { from, last, wait, each }) {
  const first = from === last ? 0 : from;
  const begun = performance.now();
  const frame = (now) => {
    const at = Math.min(last, first + Math.floor(Math.max(0, now - begun) / wait));
    each(at);
    if (at === last) pause(view);
    else view.playing = requestAnimationFrame(frame);
  };
  view.busy = true;
  view.play.textContent = view.data.words.pause;
  view.playing = requestAnimationFrame(frame);
}

/** Stop playing; Python hears of where the chart stands. */
export function pause(view) {
  if (!view.playing) return;
  cancelAnimationFrame(view.playing);
  view.playing = 0;
  view.play.textContent = view.data.words.play;
  view.paused?.();
  view.reportSoon();
}
