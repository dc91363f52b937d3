// Activations side by side: f above f', one point dragged along z in all of them, and the product of slopes over depth.
// Every number comes from Python: data.cards[k].value[i], .slope[i] and .logs[i][l] belong to the point data.z[i].

import { component } from "../../shared/browser/component.js";
import { debounce, onDrag, onSliderKey } from "../../shared/browser/input.js";
import { add, onResize, set } from "../../shared/browser/nodes.js";
import { clamp, drawAxes, linePath, nearestIndex, scale, ticks } from "../../shared/charts/axes.js";
import { formatNumber, formatPowerOfTen } from "../../shared/charts/numbers.js";

const CARD = { width: 300, height: 330 };
const UPPER = { left: 34, right: 292, top: 20, bottom: 176 };
const LOWER = { left: 34, right: 292, top: 206, bottom: 304 };
const DEEP = { left: 44, top: 22, bottom: 206, height: 250, labels: 118 };
const SLOPES = [-0.25, 1.25];
const LABEL_HEIGHT = 15;

export default component(start);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture", tabindex: 0, role: "slider" });
  const row = add(root, "DIV", { class: "row" });
  const deep = add(root, "DIV", { class: "deep" });
  const view = { root, row, deep, data: null, index: 0, reported: null, busy: false };
  view.report = () => {
    view.busy = false;
    if (view.data.z[view.index] !== view.reported) setStateValue("z", view.data.z[view.index]);
  };
  const reportSoon = debounce(view.report);
  view.go = (index) => {
    view.busy = true;
    view.index = clamp(index, 0, view.data.z.length - 1);
    show(view);
  };
  onSliderKey(root, (steps) => {
    view.go(view.index + steps);
    reportSoon();
  });
  view.update = ({ data }) => {
    const content = JSON.stringify({ ...data, point: 0 });
    const moved = data.point !== view.reported;
    if (content !== view.content) draw(view, data);
    view.content = content;
    view.data = data;
    view.reported = data.point;
    if (moved || !view.busy) view.index = data.z.indexOf(data.point);
    show(view);
  };
  onResize(deep, () => {
    drawDepth(view);
    showDepth(view);
  });
  return view;
}

function draw(view, data) {
  view.data = data;
  view.row.replaceChildren();
  set(view.root, { "aria-label": data.words.label, "aria-valuemin": data.z[0], "aria-valuemax": data.z.at(-1) });
  view.cards = data.cards.map((card) => drawCard(view, card));
  drawDepth(view);
}

function drawCard(view, card) {
  const { z } = view.data;
  const box = add(view.row, "DIV", { class: "card" });
  const svg = add(box, "svg", { viewBox: `0 0 ${CARD.width} ${CARD.height}`, class: "draggable", "data-name": card.name });
  const x = scale(z[0], z.at(-1), UPPER.left, UPPER.right);
  const low = Math.min(-0.2, ...card.value);
  const high = Math.max(1.1, ...card.value);
  const margin = (high - low) * 0.06;
  const y = scale(low - margin, high + margin, UPPER.bottom, UPPER.top);
  const ySlope = scale(...SLOPES, LOWER.bottom, LOWER.top);
  const xs = z.map(x);
  drawZones(svg, card, x, view.data.words);
  drawAxes(svg, { x, y, box: UPPER, xTicks: ticks(-6, 6, 6), yTicks: ticks(low, high, 4), xLabel: () => "" });
  drawAxes(svg, { x, y: ySlope, box: LOWER, xTicks: ticks(-6, 6, 6), yTicks: [0, 0.5, 1], xLabel: formatNumber });
  add(svg, "text", { x: UPPER.left, y: UPPER.top - 6, class: "name" }, card.label);
  add(svg, "text", { x: LOWER.left, y: LOWER.top - 6, class: "name" }, "f′(z)");
  add(svg, "text", { x: LOWER.right, y: LOWER.bottom + 26, "text-anchor": "end" }, "z");
  const clip = clipTo(svg, UPPER, card.name);
  const cursor = add(svg, "line", { y1: UPPER.top, y2: LOWER.bottom, class: "cursor" });
  const tangent = add(svg, "line", { class: "tangent", "clip-path": clip });
  add(svg, "path", { d: linePath(xs, card.value.map(y)), class: "curve", stroke: card.colour });
  add(svg, "path", { d: linePath(xs, card.slope.map(ySlope)), class: "curve thin", stroke: card.colour });
  const drop = add(svg, "line", { class: "drop", y1: ySlope(0), stroke: card.colour });
  const dot = add(svg, "circle", { r: 7, class: "handle", fill: card.colour });
  const slopeDot = add(svg, "circle", { r: 5.5, class: "handle", fill: card.colour });
  const readout = add(box, "DIV", { class: "readout" });
  onDrag(svg, (point) => view.go(nearestIndex(z, x.value(point.x))), view.report);
  return { card, x, y, ySlope, cursor, tangent, drop, dot, slopeDot, readout };
}

function clipTo(svg, box, name) {
  const clip = add(add(svg, "defs"), "clipPath", { id: `clip-${name}` });
  add(clip, "rect", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top });
  return `url(#clip-${name})`;
}

function drawZones(svg, card, x, words) {
  for (const zone of card.zones) {
    const left = x(zone.low);
    const width = x(zone.high) - left;
    for (const box of [UPPER, LOWER]) {
      add(svg, "rect", { x: left, y: box.top, width, height: box.bottom - box.top, class: `zone ${zone.kind}` });
    }
    add(svg, "text", { x: left + width / 2, y: LOWER.top + 12, "text-anchor": "middle", class: "zone-name" }, words[zone.kind]);
  }
}

function drawDepth(view) {
  const { cards, words } = view.data;
  const depth = cards[0].logs[0].length;
  view.deep.replaceChildren();
  const width = clamp(view.deep.clientWidth, 340, 860);
  const box = { ...DEEP, right: width - DEEP.labels };
  const svg = add(view.deep, "svg", { viewBox: `0 0 ${width} ${DEEP.height}` });
  const lowest = Math.min(-1, ...cards.flatMap((card) => card.logs.flatMap((logs) => logs.filter((log) => log !== null))));
  const low = Math.max(-12, Math.floor(lowest));
  const x = scale(0, depth, box.left, box.right);
  const y = scale(low, 1, box.bottom, box.top);
  const yTicks = ticks(low, 1, 5).filter(Number.isInteger);
  drawAxes(svg, { x, y, box, xTicks: ticks(0, depth, 6).filter(Number.isInteger), yTicks, yLabel: formatPowerOfTen });
  add(svg, "text", { x: DEEP.left, y: DEEP.top - 8, class: "name" }, words.product);
  add(svg, "text", { x: box.right, y: box.bottom + 30, "text-anchor": "end" }, words.layers);
  view.depth = { x, y, low, lines: cards.map((card) => depthLine(svg, card, box.right)) };
}

function depthLine(svg, card, right) {
  return {
    path: add(svg, "path", { class: "curve", stroke: card.colour }),
    end: add(svg, "circle", { r: 4.5, class: "handle", fill: card.colour }),
    label: add(svg, "text", { x: right + 10, class: "end-label" }),
  };
}

function show(view) {
  const { data, index } = view;
  const z = data.z[index];
  set(view.root, { "aria-valuenow": z, "aria-valuetext": `z = ${formatNumber(z)}` });
  view.cards.forEach((parts) => showPoint(parts, z, index));
  showDepth(view);
}

function showPoint({ card, x, y, ySlope, cursor, tangent, drop, dot, slopeDot, readout }, z, index) {
  const value = card.value[index];
  const slope = card.slope[index];
  set(cursor, { x1: x(z), x2: x(z) });
  const ends = [z - 2.5, z + 2.5];
  set(tangent, { x1: x(ends[0]), x2: x(ends[1]), y1: y(value - 2.5 * slope), y2: y(value + 2.5 * slope) });
  set(dot, { cx: x(z), cy: y(value) });
  set(drop, { x1: x(z), x2: x(z), y2: ySlope(slope) });
  set(slopeDot, { cx: x(z), cy: ySlope(slope) });
  readout.textContent = `f(${formatNumber(z)}) = ${formatNumber(value)}   f′(${formatNumber(z)}) = ${formatNumber(slope)}`;
}

function showDepth({ data, depth: { x, y, low, lines }, index }) {
  const ends = lines.map((parts, k) => {
    const logs = [0, ...data.cards[k].logs[index]];
    const places = logs.map((log) => y(log === null ? low : Math.max(low, log)));
    set(parts.path, { d: linePath(logs.map((_, layer) => x(layer)), places) });
    set(parts.end, { cx: x(logs.length - 1), cy: places.at(-1) });
    const log = logs.at(-1);
    parts.label.textContent = `${data.cards[k].label.split(" ")[0]} ${log === null ? "0" : formatNumber(Number((10 ** log).toPrecision(3)))}`;
    return { label: parts.label, height: places.at(-1) };
  });
  placeLabels(ends);
}

/** Put each label at the height of its line's end, or as far below as keeps it clear of the label above. */
function placeLabels(ends) {
  const heights = spread(ends.map((end) => end.height), LABEL_HEIGHT);
  ends.forEach((end, k) => set(end.label, { y: heights[k] + 4 }));
}

/** The heights, in their order, moved down as little as leaves `room` between each and the one above it. */
export function spread(heights, room) {
  const placed = [...heights];
  let last = -Infinity;
  for (const k of heights.map((_, index) => index).toSorted((a, b) => heights[a] - heights[b])) {
    last = Math.max(heights[k], last + room);
    placed[k] = last;
  }
  return placed;
}
