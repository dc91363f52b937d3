// What is seen: the numbers, the window at a place, and each change of a weight or a cell at once.

import { fill, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { showWhere } from "../../../shared/charts/playing/playback.js";
import { cellUnder, showBrightness, showSigned } from "./grid.js";
import { computeOutput, listTaps, placeOver } from "./taps.js";

/** Show every number that does not depend on the place of the window. */
export function showNumbers(view) {
  const { data } = view;
  showBrightness(view.input, data.cells, data.shape[2]);
  if (data.operation === "convolution") showSigned(view.output, data.output, data.signs);
  else showBrightness(view.output, data.output, data.window.channels);
  view.showKernel(data.kernel);
  if (!data.back) return;
  showSigned(view.onCells, data.back.cells, data.signs);
  if (view.onTaps) showSigned(view.onTaps, data.back.taps, data.signs);
}

/** Show the window at a place, which is the one where it stands or only the one under the pointer. */
export function showPlace(view, place) {
  const { data } = view;
  view.frameInput(listTaps(data, ...place).map((tap) => [tap.row, tap.column]));
  view.frameOutput([place]);
  view.showUnder(...place);
  const [row, column] = place;
  showWhere(view, row * data.window.columns + column, fill(data.words.where, { row, column }));
}

/** Put the window at a place. */
export function moveTo(view, row, column) {
  const { rows, columns } = view.data.window;
  view.place = [clamp(row, 0, rows - 1), clamp(column, 0, columns - 1)];
  showPlace(view, view.place);
}

/** Where the window belongs when the pointer is at a point of one of the grids. */
export function placeAt(view, grid, point) {
  const cell = cellUnder(grid, point);
  if (grid === view.output) return [clamp(cell[0], 0, grid.rows - 1), clamp(cell[1], 0, grid.columns - 1)];
  return placeOver(view.data, ...cell);
}

/** Write a cell of the picture, and see at once what comes out. */
export function writeCell(view, row, column, value) {
  const [rows, columns] = view.data.shape;
  if (row < 0 || column < 0 || row >= rows || column >= columns) return;
  view.cells = [...view.data.cells];
  view.cells[row * columns + column] = value;
  view.data.cells = view.cells;
  recompute(view);
}

/** Take a weight of the kernel, and see at once what comes out. */
export function changeWeight(view, k, weight) {
  view.kernel = [...view.data.kernel];
  view.kernel[k] = weight;
  view.data.kernel = view.kernel;
  recompute(view);
  view.reportSoon();
}

function recompute(view) {
  view.data.output = computeOutput(view.data);
  showNumbers(view);
  showPlace(view, view.place);
}

/** Show whether the picture is drawn in, and which cell the keys write. */
export function showMode(view) {
  const draws = view.drawing && view.data.editable;
  view.root.classList.toggle("drawing", draws);
  set(view.drawButton, { "aria-pressed": draws });
  view.drawButton.disabled = !view.data.editable;
  view.frameCursor([view.cursor]);
}
