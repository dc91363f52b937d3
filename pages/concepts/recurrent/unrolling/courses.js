// The loss and the length of the whole gradient over the training; dragging along them scrubs through it.

import { onDrag } from "../../../shared/browser/input.js";
import { add, set } from "../../../shared/browser/nodes.js";
import { clamp, drawAxes, linePath, scale, ticks } from "../../../shared/charts/axes.js";
import { formatNumber, formatPowerOfTen } from "../../../shared/charts/numbers.js";

const BOX = { width: 400, height: 190, left: 46, right: 388, top: 26, bottom: 152 };
const LARGEST_LOSS = 6; // what is larger lies at the top
const LARGEST = 6; // the decimal logarithm of the greatest length that has room

/** Draw both curves; returns a function that marks a frame. */
export function drawCourses(view, row) {
  const { losses, lengths, clip, words } = view.data;
  const highest = clamp(Math.max(...losses), 1, LARGEST_LOSS);
  const loss = { values: losses, low: 0, high: highest, ticks: ticks(0, highest, 4), label: formatNumber, title: words.loss, name: "loss" };
  const known = [...lengths.filter((log) => log !== null), clip ?? 0];
  const [low, high] = [Math.floor(Math.min(-1, ...known)), clamp(Math.ceil(Math.max(1, ...known)), 1, LARGEST)];
  const every = Math.ceil((high - low) / 5);
  const tens = Array.from({ length: high - low + 1 }, (_, k) => low + k).filter((tick) => tick % every === 0);
  const length = { values: lengths, low, high, ticks: tens, label: formatPowerOfTen, title: words.length, name: "length", limit: clip };
  const marks = [loss, length].map((course) => drawCourse(view, row, course));
  return (frame) => marks.forEach((mark) => mark(frame));
}

function drawCourse(view, row, course) {
  const { words, frames, updates } = view.data;
  const svg = add(add(row, "DIV"), "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, class: "draggable", "data-name": course.name });
  const last = Math.max(1, frames - 1);
  const x = scale(0, last * updates, BOX.left, BOX.right);
  const y = scale(course.low, course.high, BOX.bottom, BOX.top);
  drawAxes(svg, { x, y, box: BOX, xTicks: ticks(0, last * updates, 4), yTicks: course.ticks, yLabel: course.label });
  add(svg, "text", { x: BOX.left, y: BOX.top - 10, class: "name" }, course.title);
  add(svg, "text", { x: BOX.right, y: BOX.bottom + 30, "text-anchor": "end" }, words.update);
  if (course.limit !== undefined && course.limit !== null) drawLimit(svg, y(course.limit), words.limit);
  const places = course.values.map((value) => (value === null ? null : y(clamp(value, course.low, course.high))));
  add(svg, "path", { d: linePath(course.values.map((_, frame) => x(frame * updates)), places), class: "curve course" });
  const cursor = add(svg, "line", { y1: BOX.top, y2: BOX.bottom, class: "cursor" });
  const dot = add(svg, "circle", { r: 6, class: "handle course-dot" });
  onDrag(svg, (point) => view.scrub(Math.round(x.value(point.x) / updates)), view.report);
  return (frame) => {
    set(cursor, { x1: x(frame * updates), x2: x(frame * updates) });
    set(dot, { cx: x(frame * updates), cy: places[frame] ?? BOX.bottom });
  };
}

function drawLimit(svg, y, title) {
  add(svg, "line", { x1: BOX.left, x2: BOX.right, y1: y, y2: y, class: "limit" });
  add(svg, "text", { x: BOX.right, y: y - 5, "text-anchor": "end" }, title);
}
