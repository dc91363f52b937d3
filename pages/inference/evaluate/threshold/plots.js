// The two pictures of the board: a histogram on either side of an axis, and accuracy over coverage.

import { add, set } from "../../../shared/browser/nodes.js";
import { drawAxes, linePath, scale } from "../../../shared/charts/axes.js";
import { formatShare } from "../../../shared/charts/numbers.js";
import { countBelow } from "./counts.js";

const BINS = 50;
const BOX = { width: 380, height: 250, left: 52, right: 368, top: 26, bottom: 204 }; // both, so that their words are of one size
const STEPS = 200;

/** How many scores lie in each of `BINS` equal parts of 0 to 1. */
function countBins(scores) {
  const below = Array.from({ length: BINS + 1 }, (_, k) => (k === BINS ? scores.length : countBelow(scores, k / BINS)));
  return below.slice(1).map((count, k) => count - below[k]);
}

/** A histogram with one list above the axis and the other below it; returns what follows the sliders. */
export function drawHistogram(parent, { above, below }, { colours, names, label }) {
  const svg = add(parent, "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img", "aria-label": label, class: "draggable" });
  const [up, down] = [countBins(above), countBins(below)];
  const most = Math.max(1, ...up, ...down);
  const x = scale(0, 1, BOX.left, BOX.right);
  const y = scale(-1, 1, BOX.bottom, BOX.top);
  const zone = add(svg, "rect", { class: "zone", y: BOX.top, height: BOX.bottom - BOX.top });
  const ticks = { xTicks: [0, 0.2, 0.4, 0.6, 0.8, 1], xLabel: (share) => `${Math.round(100 * share)}%` };
  drawAxes(svg, { x, y, box: BOX, ...ticks, yTicks: [-1, 0, 1], yLabel: (share) => Math.round(height(most, Math.abs(share))) });
  for (const [counts, colour, sign] of [[up, colours[0], 1], [down, colours[1], -1]]) {
    counts.forEach((count, k) => {
      if (!count) return;
      const [from, to] = [y(0), y((sign * Math.sqrt(count)) / Math.sqrt(most))];
      const bar = add(svg, "rect", { x: x(k / BINS) + 0.5, width: x(1 / BINS) - x(0) - 1, y: Math.min(from, to), height: Math.abs(to - from), fill: colour });
      add(bar, "title", {}, `${k * 2}–${k * 2 + 2}%: ${count}`);
    });
  }
  add(svg, "text", { x: BOX.left + 4, y: BOX.top - 10, class: "name" }, `▲ ${names[0]} (${above.length})`);
  add(svg, "text", { x: BOX.right, y: BOX.top - 10, class: "name", "text-anchor": "end" }, `▼ ${names[1]} (${below.length})`);
  add(svg, "text", { x: BOX.right, y: BOX.bottom + 34, "text-anchor": "end" }, label);
  const cut = add(svg, "line", { class: "cut", y1: BOX.top - 4, y2: BOX.bottom + 4 });
  return {
    svg,
    x,
    show(threshold, [low, high]) {
      const [from, to] = [x(Math.max(0, low)), x(Math.min(1, high))];
      set(zone, { x: from, width: Math.max(0, to - from) });
      set(cut, { x1: x(threshold), x2: x(threshold), visibility: threshold > 0 ? "visible" : "hidden" });
    },
  };
}

/** The count that a bar of this height stands for: heights are square roots, so that few pictures are seen beside many. */
function height(most, share) {
  return most * share ** 2;
}

/** Accuracy over coverage for every reject limit, `count(limit)` being `{answered, accuracy}`. */
export function drawCoverage(parent, { words }) {
  const svg = add(parent, "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img", "aria-label": words["right share"] });
  const layer = add(svg, "g");
  return {
    show(count, limit, lowest) {
      layer.replaceChildren();
      const points = Array.from({ length: STEPS + 1 }, (_, k) => count(lowest + ((1 - lowest) * k) / STEPS)).filter((one) => one.accuracy !== null);
      const bottom = Math.min(0.9, ...points.map((one) => one.accuracy));
      const x = scale(0, 1, BOX.left, BOX.right);
      const y = scale(bottom - 0.02, 1.005, BOX.bottom, BOX.top);
      const middle = (bottom + 1) / 2;
      drawAxes(layer, { x, y, box: BOX, xTicks: [0, 0.25, 0.5, 0.75, 1], yTicks: [bottom, middle, 1], xLabel: (share) => `${Math.round(100 * share)}%`, yLabel: formatShare });
      add(layer, "path", { d: linePath(points.map((one) => x(one.answered)), points.map((one) => y(one.accuracy))), class: "curve coverage" });
      const now = count(limit);
      if (now.accuracy !== null) add(layer, "circle", { cx: x(now.answered), cy: y(now.accuracy), r: 6, class: "handle now" });
      add(layer, "text", { x: BOX.left, y: BOX.top - 10, class: "name" }, words["right share"]);
      add(layer, "text", { x: BOX.right, y: BOX.bottom + 34, "text-anchor": "end" }, words.coverage);
    },
  };
}
