// A grid of cells with their numbers, as an SVG: a picture, an output, a gradient.

import { add, set } from "../../../shared/browser/nodes.js";

export const SIDE = 360; // of the view box
const HEADER = 24;
const ROOM_FOR_NUMBERS = 24; // pixels of a cell
const [BRIGHTEST, DIGIT_WIDTH, LARGEST_FONT] = [9, 0.62, 13];

/** Draw `rows` x `columns` cells under a title; `around` are the rows and columns of padding above and to the left. */
export function drawGrid(parent, { rows, columns, padded = [rows, columns], around = [0, 0], title, name }) {
  const size = Math.min((SIDE - 4) / Math.max(...padded), 40);
  const [width, height] = [SIDE, padded[0] * size + HEADER + 4];
  const svg = add(parent, "svg", { viewBox: `0 0 ${width} ${height}`, "data-name": name });
  add(svg, "text", { x: 2, y: 14, class: "name" }, title);
  const grid = { svg, size, rows, columns, around, left: 2, top: HEADER };
  add(svg, "rect", { x: grid.left, y: grid.top, width: padded[1] * size, height: padded[0] * size, class: "padding" });
  grid.cells = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) grid.cells.push(drawCell(grid, row, column));
  }
  return grid;
}

function drawCell(grid, row, column) {
  const [x, y] = cornerOf(grid, row, column);
  const box = add(grid.svg, "rect", { x, y, width: grid.size, height: grid.size, class: "cell" });
  if (grid.size < ROOM_FOR_NUMBERS) return { box, text: null };
  const text = add(grid.svg, "text", { x: x + grid.size / 2, y: y + grid.size / 2, class: "number" });
  return { box, text };
}

/** The upper left corner of a cell, also of one in the padding. */
export function cornerOf({ left, top, size, around }, row, column) {
  return [left + (column + around[1]) * size, top + (row + around[0]) * size];
}

/** The cell that lies under a point of the SVG. */
export function cellUnder({ left, top, size, around }, { x, y }) {
  return [Math.floor((y - top) / size) - around[0], Math.floor((x - left) / size) - around[1]];
}

/** Show brightnesses from 0 to 9, three to a cell where it has colour. */
export function showBrightness(grid, values, channels) {
  grid.cells.forEach((cell, at) => {
    const parts = Array.from({ length: 3 }, (_, k) => values[at * channels + (channels === 3 ? k : 0)] / BRIGHTEST);
    const shade = parts.map((part) => Math.round(255 * Math.min(1, Math.max(0, part))));
    cell.box.style.fill = `rgb(${shade})`;
    if (cell.text) showNumber(grid, cell.text, values[at * channels]);
    if (cell.text) cell.text.style.fill = shade[1] > 128 ? "#000" : "#fff";
  });
}

/** Show signed values: the colour says the sign, its strength the size beside the largest. */
export function showSigned(grid, values, signs) {
  const largest = Math.max(1e-9, ...values.map(Math.abs));
  grid.cells.forEach((cell, at) => {
    cell.box.style.fill = signs[values[at] > 0 ? 1 : 0];
    cell.box.style.fillOpacity = (0.75 * Math.abs(values[at])) / largest;
    if (cell.text) showNumber(grid, cell.text, values[at]);
  });
}

function showNumber(grid, text, value) {
  text.textContent = shorten(value);
  const font = Math.min(LARGEST_FONT, (grid.size - 3) / (DIGIT_WIDTH * text.textContent.length));
  text.style.fontSize = `${font.toFixed(1)}px`;
}

/** A number in as few signs as fit a cell: at most two decimals. */
export function shorten(value) {
  const size = Math.abs(value);
  const decimals = size >= 10 ? 0 : size >= 1 ? 1 : 2;
  return String(Number(value.toFixed(decimals)) + 0).replace("-", "−");
}

/** Frames that mark cells; `frame(cells)` puts one on each [row, column]. */
export function drawFrames(grid, count) {
  const boxes = Array.from({ length: count }, () => add(grid.svg, "rect", { width: grid.size, height: grid.size, class: "tap" }));
  return (cells) => {
    cells.forEach(([row, column], k) => {
      const [x, y] = cornerOf(grid, row, column);
      set(boxes[k], { x, y });
    });
  };
}
