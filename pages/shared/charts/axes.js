// From values to pixels: scales, ticks, axes and the lines drawn on them.

import { add } from "../browser/nodes.js";

export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** A function from values [low, high] to pixels [from, to], with its inverse as `.value`. */
export function scale(low, high, from, to) {
  const place = (value) => from + ((value - low) / (high - low)) * (to - from);
  place.value = (pixel) => low + ((pixel - from) / (to - from)) * (high - low);
  return place;
}

/** About `count` round numbers from low to high. */
export function ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.99);
  const places = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) places.push(Number((k * step).toPrecision(12)));
  return places;
}

/** The place in `values` of the one that is nearest to `value`; of two equally near ones, the first. */
export function nearestIndex(values, value) {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i] - value) < Math.abs(values[best] - value)) best = i;
  return best;
}

/** The `d` attribute of a line through points in pixels; a null among `ys` breaks it. */
export function linePath(xs, ys) {
  let path = "";
  let pen = "M";
  for (let i = 0; i < xs.length; i++) {
    if (ys[i] === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${xs[i].toFixed(2)} ${ys[i].toFixed(2)}`;
    pen = "L";
  }
  return path;
}

/** Draw axes with quiet grid lines into `box` (left, right, top, bottom in pixels); the labels turn a tick into text. */
export function drawAxes(svg, { x, y, box, xTicks, yTicks, xLabel = String, yLabel = String }) {
  const group = add(svg, "g", { class: "axes" });
  for (const tick of xTicks) {
    add(group, "line", { x1: x(tick), x2: x(tick), y1: box.top, y2: box.bottom, class: tick === 0 ? "zero" : "grid" });
    add(group, "text", { x: x(tick), y: box.bottom + 14, "text-anchor": "middle" }, xLabel(tick));
  }
  for (const tick of yTicks) {
    add(group, "line", { x1: box.left, x2: box.right, y1: y(tick), y2: y(tick), class: tick === 0 ? "zero" : "grid" });
    add(group, "text", { x: box.left - 6, y: y(tick) + 4, "text-anchor": "end" }, yLabel(tick));
  }
  return group;
}
