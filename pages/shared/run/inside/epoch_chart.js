// Lines over the epochs of a training, with a cursor at the epoch that is shown.

import { onDrag } from "../../browser/input.js";
import { add, set } from "../../browser/nodes.js";
import { drawAxes, linePath, nearestIndex, scale, ticks } from "../../charts/axes.js";
import { formatNumber, formatPowerOfTen } from "../../charts/numbers.js";

const BOX = { width: 380, height: 210, left: 52, right: 368, top: 28, bottom: 170 };

/**
 * Draw a chart; returns a function that shows the epoch at `view.at`. `series` holds a function for each line, which
 * returns its values; `low` and `high` widen the axis, and `valued` writes the first line's value beside the name.
 */
export function drawEpochChart(view, parent, { name, series, valued = false, label = formatNumber, ...options }) {
  const svg = add(parent, "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, class: "draggable", role: "img", "aria-label": name });
  const title = add(svg, "text", { x: 8, y: 16, class: "name" }, name);
  const group = add(svg, "g");
  let drawn = null;
  const cursor = add(svg, "line", { y1: BOX.top, y2: BOX.bottom, class: "cursor" });
  let x = null;
  onDrag(svg, (point) => x && view.stopAt(nearestIndex(view.data.epochs, x.value(point.x))), view.reportSoon);
  return () => {
    if (drawn !== view.frames) {
      drawn = view.frames;
      group.replaceChildren();
      x = drawLines(group, view.data, series.map((values) => values()), { label, ...options });
    }
    const value = series[0]?.()[view.at];
    title.textContent = valued ? `${name}: ${isMissing(value) ? view.data.words.none : label(value)}` : name;
    cursor.classList.toggle("hidden", !x);
    if (x) set(cursor, { x1: x(view.data.epochs[view.at]), x2: x(view.data.epochs[view.at]) });
  };
}

function drawLines(group, { epochs, words }, series, { colours, label, log = false, low = Infinity, high = -Infinity }) {
  const rows = log ? series.map((values) => values.map((value) => (value > 0 ? Math.log10(value) : null))) : series;
  const range = rangeOf(rows.flat(), { log, low, high });
  if (!range) return null;
  const last = Math.max(epochs.at(-1), epochs[0] + 1);
  const x = scale(epochs[0], last, BOX.left, BOX.right);
  const y = scale(...range, BOX.bottom, BOX.top);
  const xTicks = ticks(epochs[0], last, 5).filter(Number.isInteger);
  const yTicks = log ? powers(...range) : ticks(...range, 4);
  drawAxes(group, { x, y, box: BOX, xTicks, yTicks, yLabel: log ? formatPowerOfTen : label });
  add(group, "text", { x: BOX.right, y: BOX.bottom + 30, "text-anchor": "end" }, words.epoch);
  rows.forEach((values, k) => {
    const heights = values.map((value) => (isMissing(value) ? null : y(value)));
    add(group, "path", { d: linePath(epochs.map(x), heights), class: "curve", style: `stroke: ${colours[k]}` });
  });
  return x;
}

function isMissing(value) {
  return value === null || value === undefined;
}

/**
 * The ends of the axis, [bottom, top], for values some of which may be missing; null where all are. It reaches to `low`
 * and to `high` at least, on a log scale to whole powers, and has a length even if all values are the same.
 */
export function rangeOf(values, { log, low, high }) {
  const known = values.filter((value) => !isMissing(value));
  if (!known.length) return null;
  let [bottom, top] = [Math.min(low, ...known), Math.max(high, ...known)];
  if (log) [bottom, top] = [Math.floor(bottom), Math.ceil(top)];
  else if (top > high) top += 0.1 * (top - bottom);
  if (top - bottom >= 1e-9) return [bottom, top];
  return bottom > 0 ? [0, top * 1.25] : [bottom, bottom + 1];
}

/** At most six whole powers from the bottom of a log scale upwards. */
export function powers(bottom, top) {
  const step = Math.max(1, Math.ceil((top - bottom) / 5));
  return Array.from({ length: Math.floor((top - bottom) / step) + 1 }, (_, k) => bottom + k * step);
}
