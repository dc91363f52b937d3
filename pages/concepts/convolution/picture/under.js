// What lies under the window: each cell with its weight for every channel, and the sum, largest or mean of it all.

import { add, fill, set } from "../../../shared/browser/nodes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { shorten, SIDE } from "./grid.js";
import { cellValue, computeValue, listTaps } from "./taps.js";

const HEADER = 24;
const CHANNEL = 20; // the room of a channel's name
const MOST = 99; // a weight

/** Draw the cells; returns a function that shows what lies under the window at a place. */
export function drawUnder(view, panel) {
  const { data } = view;
  const [, , channels] = data.shape;
  const { size } = data.window;
  const box = channels === 1 ? Math.min(96, 330 / size) : Math.min(52, 200 / size);
  const high = channels === 1 ? Math.min(64, box) : 34;
  const block = size * high + (channels === 1 ? 6 : CHANNEL + 6);
  const svg = add(panel, "svg", { viewBox: `0 0 ${SIDE} ${HEADER + channels * block}`, "data-name": "under" });
  add(svg, "text", { x: 2, y: 14, class: "name" }, data.words.window);
  const blocks = Array.from({ length: channels }, (_, channel) => {
    const top = HEADER + channel * block + (channels === 1 ? 0 : CHANNEL);
    if (channels > 1) add(svg, "text", { x: 2, y: top - 6 }, data.words.channels[channel]);
    return drawBlock(svg, { size, wide: channels === 1 ? box : 110, high, top, oneLine: channels > 1 || data.operation !== "convolution" });
  });
  const result = add(panel, "DIV", { class: "readout", "data-name": "result" });
  return (row, column) => {
    const taps = listTaps(data, row, column);
    blocks.forEach((cells, channel) => showBlock(view, cells, taps, channel));
    result.textContent = describe(view, taps, row, column);
  };
}

function drawBlock(svg, { size, wide, high, top, oneLine }) {
  return Array.from({ length: size * size }, (_, k) => {
    const [x, y] = [2 + (k % size) * wide, top + Math.floor(k / size) * high];
    const box = add(svg, "rect", { x, y, width: wide, height: high, class: "cell" });
    const middle = { x: x + wide / 2, class: "number" };
    const value = add(svg, "text", { ...middle, y: oneLine ? y + high / 2 : y + high * 0.32 });
    const weight = oneLine ? null : add(svg, "text", { ...middle, y: y + high * 0.7, class: "number weight" });
    return { box, value, weight };
  });
}

function showBlock({ data }, cells, taps, channel) {
  const values = taps.map((tap) => cellValue(data, tap, channel));
  const convolves = data.operation === "convolution";
  const largest = Math.max(...values.filter((_, k) => taps[k].inside));
  const chosen = values.findIndex((value, k) => taps[k].inside && value === largest);
  const products = values.map((value, k) => (convolves ? value * data.kernel[k] * data.mix[channel] : 0));
  const strongest = Math.max(1e-9, ...products.map(Math.abs));
  cells.forEach(({ box, value, weight }, k) => {
    const factor = convolves ? `× ${shorten(data.kernel[k] * data.mix[channel])}` : "";
    const number = taps[k].inside || convolves ? shorten(values[k]) : "–";
    value.textContent = weight || !convolves ? number : `${number} ${factor}`;
    if (weight) weight.textContent = factor;
    box.style.fill = data.signs[products[k] > 0 ? 1 : 0];
    box.style.fillOpacity = (0.6 * Math.abs(products[k])) / strongest;
    box.classList.toggle("chosen", data.operation === "max" && k === chosen);
    box.classList.toggle("outside", !taps[k].inside);
  });
}

function describe({ data }, taps, row, column) {
  const { words } = data;
  const where = fill(words.where, { row, column });
  const value = formatNumber(computeValue(data, row, column));
  if (data.operation === "convolution") {
    const sum = formatNumber(computeValue({ ...data, bias: 0 }, row, column));
    return `${where}\n${words.sum} ${sum} + ${words.bias} ${formatNumber(data.bias)} = ${value}`;
  }
  const values = Array.from({ length: data.shape[2] }, (_, channel) => formatNumber(computeValue(data, row, column, channel)));
  return `${where}\n${data.operation === "max" ? words.largest : words.mean} ${values.join(", ")}`;
}

/** Inputs for the nine weights; `change(k, weight)` hears of each. Returns a function that shows a kernel. */
export function drawKernel(view, panel, change) {
  const { words } = view.data;
  add(panel, "DIV", { class: "hint" }, words.kernel);
  const grid = add(panel, "DIV", { class: "kernel" });
  const inputs = Array.from({ length: 9 }, (_, k) => {
    const label = fill(words.weight, { row: Math.floor(k / 3) + 1, column: (k % 3) + 1 });
    const input = add(grid, "INPUT", { type: "number", step: "any", min: -MOST, max: MOST, "aria-label": label });
    input.addEventListener("input", () => takeWeight(input, (weight) => change(k, weight)));
    input.addEventListener("keydown", (event) => event.stopPropagation());
    return input;
  });
  return (kernel) => {
    inputs.forEach((input, k) => {
      if (input.getRootNode().activeElement !== input || Number(input.value) !== kernel[k]) input.value = String(kernel[k]);
    });
  };
}

/** What is no number, or too large, is marked and not taken. */
function takeWeight(input, take) {
  const weight = input.valueAsNumber;
  const fits = Number.isFinite(weight) && Math.abs(weight) <= MOST;
  set(input, { "aria-invalid": !fits });
  if (fits) take(weight);
}
