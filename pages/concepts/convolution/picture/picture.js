// One window on a picture: it follows the pointer, the arrow keys and Play; weights and cells change under the hand.
// Every number that stands still comes from Python; taps.js repeats the sum while the reader changes what goes into it.

import { component } from "../../../shared/browser/component.js";
import { debounce } from "../../../shared/browser/input.js";
import { add } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { pause } from "../../../shared/charts/playing/playback.js";
import { drawFrames, drawGrid } from "./grid.js";
import { listenToHands } from "./hands.js";
import { drawPlayer } from "./player.js";
import { changeWeight, showNumbers, showPlace } from "./showing.js";
import { computeOutput } from "./taps.js";
import { drawKernel, drawUnder } from "./under.js";

export default component(start, pause);

function start({ parentElement }) {
  const root = add(parentElement, "DIV", { class: "picture convolution" });
  const view = { root, playing: 0, drawing: false, reported: {}, kernel: null, cells: null };
  view.report = () => report(view);
  view.reportSoon = debounce(view.report);
  view.update = ({ data, setTriggerValue }) => {
    view.send = setTriggerValue;
    receive(view, data);
  };
  return view;
}

/** What the reader has changed stays until Python has it, or has something that it was not told. */
function receive(view, data) {
  const before = view.sent;
  view.sent = data;
  for (const name of ["kernel", "cells"]) {
    const [wanted, earlier] = [String(data[name]), String(before?.[name])];
    const overruled = wanted !== earlier && wanted !== String(view.reported[name]);
    if (wanted === String(view[name]) || overruled) view[name] = null;
  }
  const moved = String(data.place) !== String(view.reported.place) && String(data.place) !== String(before?.place);
  if (!view.place || (moved && !view.playing)) view.place = data.place;
  view.reported.place = data.place;
  const { rows, columns } = data.window;
  view.place = [clamp(view.place[0], 0, rows - 1), clamp(view.place[1], 0, columns - 1)];
  const changed = view.kernel || view.cells;
  view.data = { ...data, kernel: view.kernel ?? data.kernel, cells: view.cells ?? data.cells };
  if (changed) view.data.output = computeOutput(view.data);
  const layout = JSON.stringify([data.shape, data.window, data.operation, data.words, data.editable, Boolean(data.back)]);
  if (layout !== view.layout) draw(view);
  view.layout = layout;
  showNumbers(view);
  showPlace(view, view.place);
}

/** Tell Python in one message: of two that wait for a busy server, only the later one arrives. */
function report(view) {
  view.reported = { place: view.place, kernel: view.kernel, cells: view.cells };
  const cells = view.cells && view.cells.map(Math.round).join("");
  view.send("hand", { place: view.place, kernel: view.kernel, cells });
}

function draw(view) {
  pause(view);
  view.root.replaceChildren();
  const { data } = view;
  const { words, window } = data;
  drawPlayer(view);
  const row = add(view.root, "DIV", { class: "row two", tabindex: 0, role: "application", "aria-label": words.label });
  view.input = drawInput(view, add(row, "DIV"));
  view.output = drawGrid(add(row, "DIV"), { rows: window.rows, columns: window.columns, title: words.output, name: "output" });
  view.showUnder = drawUnder(view, add(row, "DIV"));
  const convolves = data.operation === "convolution";
  view.showKernel = convolves ? drawKernel(view, add(row, "DIV"), (k, weight) => changeWeight(view, k, weight)) : () => {};
  view.frameOutput = drawFrames(view.output, 1);
  view.frameInput = drawFrames(view.input, window.size ** 2);
  view.frameCursor = drawFrames(view.input, 1);
  if (data.back) drawBack(view);
  listenToHands(view, row);
}

function drawInput({ data }, panel) {
  const [rows, columns] = data.shape;
  const { stride, dilation, size, top, left, ...places } = data.window;
  const span = dilation * (size - 1) + 1;
  const reach = [(places.rows - 1) * stride + span, (places.columns - 1) * stride + span];
  const padded = [Math.max(reach[0], rows + top), Math.max(reach[1], columns + left)];
  return drawGrid(panel, { rows, columns, padded, around: [top, left], title: data.words.input, name: "input" });
}

function drawBack(view) {
  const { data } = view;
  const row = add(view.root, "DIV", { class: "row two" });
  const [rows, columns] = data.shape;
  view.onCells = drawGrid(add(row, "DIV"), { rows, columns, title: data.words.onCells, name: "on-cells" });
  view.onTaps = data.back.taps && drawGrid(add(row, "DIV"), { rows: 3, columns: 3, title: data.words.onTaps, name: "on-taps" });
}
