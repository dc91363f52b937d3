// What hands do on the picture: move the window, or draw in the cells.

import { arrowDirection } from "../../../shared/browser/input.js";
import { clamp } from "../../../shared/charts/axes.js";
import { pause } from "../../../shared/charts/playing/playback.js";
import { cellUnder } from "./grid.js";
import { moveTo, placeAt, showMode, showPlace, writeCell } from "./showing.js";

const [DARK, MIDDLE, BRIGHT] = [0, 5, 9];

/** Connect the panels with pointer and keyboard. */
export function listenToHands(view, panels) {
  for (const grid of [view.input, view.output]) listenToPointer(view, grid);
  panels.addEventListener("keydown", (event) => (view.drawing ? drawByKey(view, event) : moveByKey(view, event)));
  view.cursor ??= [0, 0];
  showMode(view);
}

function listenToPointer(view, grid) {
  const { svg } = grid;
  const draws = () => view.drawing && grid === view.input;
  svg.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    svg.closest("[tabindex]").focus({ preventScroll: true });
    svg.setPointerCapture(event.pointerId);
    pause(view);
    if (draws()) begin(view, event);
    else moveTo(view, ...placeAt(view, grid, pointIn(svg, event)));
  });
  svg.addEventListener("pointermove", (event) => {
    const held = svg.hasPointerCapture(event.pointerId);
    if (held && draws()) paint(view, event);
    else if (held) moveTo(view, ...placeAt(view, grid, pointIn(svg, event)));
    else if (!draws() && !view.playing) showPlace(view, placeAt(view, grid, pointIn(svg, event)));
  });
  svg.addEventListener("lostpointercapture", () => view.reportSoon());
  svg.addEventListener("pointerleave", () => !view.playing && showPlace(view, view.place));
}

function pointIn(svg, event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

/** The first cell that is pressed decides whether the stroke is bright or dark. */
function begin(view, event) {
  const [row, column] = cellUnder(view.input, pointIn(view.input.svg, event));
  view.brush = view.data.cells[row * view.data.shape[1] + column] >= MIDDLE ? DARK : BRIGHT;
  paint(view, event);
}

function paint(view, event) {
  const [row, column] = cellUnder(view.input, pointIn(view.input.svg, event));
  writeCell(view, row, column, view.brush);
}

function moveByKey(view, event) {
  const direction = gridDirection(event);
  if (!direction) return;
  event.preventDefault();
  pause(view);
  moveTo(view, view.place[0] + direction[0], view.place[1] + direction[1]);
  view.reportSoon();
}

function drawByKey(view, event) {
  const direction = gridDirection(event);
  const digit = /^[0-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!direction && !digit) return;
  event.preventDefault();
  if (digit) {
    writeCell(view, ...view.cursor, Number(event.key));
    view.reportSoon();
    return;
  }
  const [rows, columns] = view.data.shape;
  view.cursor = [clamp(view.cursor[0] + direction[0], 0, rows - 1), clamp(view.cursor[1] + direction[1], 0, columns - 1)];
  showMode(view);
}

/** The direction of an arrow key in rows and columns, or null. */
function gridDirection(event) {
  const direction = arrowDirection(event);
  return direction && [-direction[1], direction[0]];
}
