// The bar above the picture: Play lets the window visit every place, a slider goes to any of them.

import { add } from "../../../shared/browser/nodes.js";
import { moveTo, showMode, showPlace } from "./showing.js";

const SLOWEST = 120; // milliseconds a place
const LONGEST = 20000; // milliseconds for all places
const CALM = 500; // milliseconds between two moves for readers who want less motion

/** Draw the bar. */
export function drawPlayer(view) {
  const { words, window } = view.data;
  const bar = add(view.root, "DIV", { class: "bar" });
  view.playButton = add(bar, "BUTTON", { type: "button", class: "play" }, words.play);
  view.playButton.addEventListener("click", () => (view.playing ? pause(view) : play(view)));
  view.range = add(bar, "INPUT", { type: "range", min: 0, max: window.rows * window.columns - 1, step: 1, "aria-label": words.scrub });
  view.range.addEventListener("input", () => {
    pause(view);
    moveTo(view, ...placeOf(view, Number(view.range.value)));
    view.reportSoon();
  });
  view.where = add(bar, "SPAN", { class: "where" });
  view.drawButton = add(bar, "BUTTON", { type: "button" }, words.draw);
  view.drawButton.addEventListener("click", () => {
    view.drawing = !view.drawing;
    showMode(view);
  });
}

function placeOf({ data }, index) {
  return [Math.floor(index / data.window.columns), index % data.window.columns];
}

function play(view) {
  const { rows, columns } = view.data.window;
  const last = rows * columns - 1;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const wait = calm ? CALM : Math.min(SLOWEST, LONGEST / (last + 1));
  const from = Number(view.range.value) === last ? 0 : Number(view.range.value);
  const begun = performance.now();
  view.output.cells.forEach(({ box, text }, at) => hide([box, text], at > from));
  let filled = from;
  const frame = (now) => {
    const index = Math.min(last, from + Math.floor(Math.max(0, now - begun) / wait));
    for (; filled <= index; filled++) hide([view.output.cells[filled].box, view.output.cells[filled].text], false);
    view.place = placeOf(view, index);
    showPlace(view, view.place);
    if (index === last) pause(view);
    else view.playing = requestAnimationFrame(frame);
  };
  view.playButton.textContent = view.data.words.pause;
  view.playing = requestAnimationFrame(frame);
}

function hide(nodes, hidden) {
  for (const node of nodes) node?.classList.toggle("unfilled", hidden);
}

/** Stop playing, with all of the output in view. */
export function pause(view) {
  if (!view.playing) return;
  cancelAnimationFrame(view.playing);
  view.playing = 0;
  view.output.cells.forEach(({ box, text }) => hide([box, text], false));
  view.playButton.textContent = view.data.words.play;
  view.reportSoon();
}
