// The bar above the picture: Play lets the window visit every place, a slider goes to any of them, Draw writes cells.

import { add } from "../../../shared/browser/nodes.js";
import { chooseWait, drawBar, pause, playFrames } from "../../../shared/charts/playing/playback.js";
import { moveTo, showMode, showPlace } from "./showing.js";

const SLOWEST = 120; // milliseconds a place
const LONGEST = 20000; // milliseconds for all places
const CALM = 500; // milliseconds a place for readers who want less motion

/** Draw the bar. */
export function drawPlayer(view) {
  const { words, window } = view.data;
  const bar = drawBar(view, { last: window.rows * window.columns - 1, label: words.scrub, begin: () => play(view) });
  view.scrub = (index) => {
    pause(view);
    moveTo(view, ...placeOf(view, index));
  };
  view.paused = () => view.output.cells.forEach((cell) => hide(cell, false));
  view.drawButton = add(bar, "BUTTON", { type: "button" }, words.draw);
  view.drawButton.addEventListener("click", () => {
    view.drawing = !view.drawing;
    showMode(view);
  });
}

function placeOf({ data }, index) {
  return [Math.floor(index / data.window.columns), index % data.window.columns];
}

/** Visit every place from where the window stands; the output appears as it is computed. */
function play(view) {
  const { rows, columns } = view.data.window;
  const last = rows * columns - 1;
  const from = Number(view.range.value);
  let filled = from === last ? 0 : from;
  view.output.cells.forEach((cell, at) => hide(cell, at > filled));
  const each = (index) => {
    for (; filled <= index; filled++) hide(view.output.cells[filled], false);
    view.place = placeOf(view, index);
    showPlace(view, view.place);
  };
  const wait = chooseWait({ full: Math.min(SLOWEST, LONGEST / (last + 1)), reduced: CALM });
  playFrames(view, { from, last, wait, each });
}

function hide({ box, text }, hidden) {
  for (const node of [box, text]) node?.classList.toggle("unfilled", hidden);
}
