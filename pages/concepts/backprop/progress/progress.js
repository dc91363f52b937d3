// What the updates have done: the loss over them, the border before and after, and the outputs of every example.
// Every number comes from Python: data.losses, data.maps and data.examples.

import { component } from "../../../shared/browser/component.js";
import { add } from "../../../shared/browser/nodes.js";
import { drawAxes, linePath, scale, ticks } from "../../../shared/charts/axes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { paintMap } from "../../../shared/charts/plane_map.js";

const BOX = { width: 260, height: 200, left: 34, right: 250, top: 26, bottom: 168 };
const MAP = { left: 34, right: 226, top: 26, bottom: 168 };

export default component(start);

function start({ parentElement }) {
  const root = add(parentElement, "DIV", { class: "picture progress" });
  return { update: ({ data }) => draw(root, data) };
}

function draw(root, data) {
  root.replaceChildren();
  const row = add(root, "DIV", { class: "row" });
  drawLosses(panelOf(row), data);
  data.maps?.forEach((map, k) => drawMap(panelOf(row), data, map, data.words.maps[k]));
  drawOutputs(root, data);
}

function panelOf(row) {
  return add(add(row, "DIV"), "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img" });
}

function drawLosses(svg, { losses, words }) {
  const last = losses.length - 1;
  const highest = Math.max(...losses) || 1;
  const x = scale(0, last, BOX.left, BOX.right);
  const y = scale(0, highest, BOX.bottom, BOX.top);
  const title = `${words.loss}: ${formatNumber(losses[0])} → ${formatNumber(losses[last])}`;
  svg.setAttribute("aria-label", title);
  drawAxes(svg, { x, y, box: BOX, xTicks: ticks(0, last, 4).filter(Number.isInteger), yTicks: ticks(0, highest, 4), yLabel: formatNumber });
  add(svg, "text", { x: 0, y: BOX.top - 12, class: "name" }, title);
  add(svg, "text", { x: BOX.right, y: BOX.bottom + 28, "text-anchor": "end" }, words.updates);
  add(svg, "path", { d: linePath(losses.map((_, update) => x(update)), losses.map(y)), class: "curve loss" });
  add(svg, "circle", { cx: x(last), cy: y(losses[last]), r: 5, class: "loss-dot" });
}

function drawMap(svg, data, map, title) {
  const [low, high] = data.window;
  const x = scale(low[0], high[0], MAP.left, MAP.right);
  const y = scale(low[1], high[1], MAP.bottom, MAP.top);
  svg.setAttribute("aria-label", title);
  add(svg, "text", { x: 0, y: MAP.top - 12, class: "name" }, title);
  const place = { x: MAP.left, y: MAP.top, width: MAP.right - MAP.left, height: MAP.bottom - MAP.top };
  add(svg, "image", { ...place, href: pictureOf(map, data), preserveAspectRatio: "none" });
  add(svg, "rect", { ...place, class: "frame" });
  drawAxes(svg, { x, y, box: MAP, xTicks: ticks(low[0], high[0], 4), yTicks: ticks(low[1], high[1], 4), xLabel: formatNumber, yLabel: formatNumber });
  add(svg, "text", { x: MAP.right + 6, y: MAP.bottom }, "x₁");
  add(svg, "text", { x: MAP.right + 6, y: MAP.top + 6 }, "x₂");
  for (const example of data.examples) {
    const fill = data.colours[example.y[0] > 0.5 ? 1 : 0];
    add(svg, "circle", { cx: x(example.x[0]), cy: y(example.x[1]), r: 6, class: "example", fill });
  }
}

function pictureOf(map, { side, colours }) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [side, side];
  paintMap(canvas, Uint8Array.from(atob(map), (sign) => sign.charCodeAt(0)), side, colours);
  return canvas.toDataURL();
}

function drawOutputs(root, { examples, words }) {
  const table = add(root, "TABLE");
  const head = add(add(table, "THEAD"), "TR");
  for (const column of words.columns) add(head, "TH", { scope: "col" }, column);
  const body = add(table, "TBODY");
  for (const { x, y, before, after } of examples) {
    const row = add(body, "TR");
    for (const values of [x, y, before, after]) add(row, "TD", {}, values.map(formatNumber).join(", "));
  }
}
