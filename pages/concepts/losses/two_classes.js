// Two classes: both losses above their gradients, along the logit of class 1.

import { onDrag, sliderSteps } from "../../shared/browser/input.js";
import { add, set } from "../../shared/browser/nodes.js";
import { clamp, drawAxes, linePath, nearestIndex, scale, ticks } from "../../shared/charts/axes.js";
import { formatNumber } from "../../shared/charts/numbers.js";

export const WIDTH = 360;
const HEIGHT = 340;
const LOSS = { left: 36, right: 352, top: 22, bottom: 160 };
const GRADIENT = { left: 36, right: 352, top: 194, bottom: 300 };
const HIGHEST_LOSS = 6;

/** Draw the picture; `show(index)` moves its point, and `step(event, index)` is where a key moves it, or null. */
export function drawTwoClasses(view, row) {
  const { logits, sides, words } = view.data;
  const svg = add(add(row, "DIV"), "svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "draggable", "data-name": "two" });
  const zs = logits.map(([z]) => z);
  const x = scale(zs[0], zs.at(-1), LOSS.left, LOSS.right);
  const places = { xs: zs.map(x), y: scale(0, HIGHEST_LOSS, LOSS.bottom, LOSS.top), yGradient: scale(-1, 1, GRADIENT.bottom, GRADIENT.top) };
  drawFrames(svg, x, places, ticks(zs[0], zs.at(-1), 8), words);
  drawLegend(svg, sides);
  const cursor = add(svg, "line", { y1: LOSS.top, y2: GRADIENT.bottom, class: "cursor" });
  const marks = sides.map((side) => drawSide(svg, side, places));
  onDrag(svg, (point) => view.go(nearestIndex(places.xs, point.x)), view.report);
  return {
    show: (index) => showPoint(cursor, marks, places, index),
    step: (event, index) => stepOnLine(event, index, zs.length - 1),
  };
}

function drawFrames(svg, x, { y, yGradient }, xTicks, words) {
  drawAxes(svg, { x, y, box: LOSS, xTicks, yTicks: [0, 2, 4, 6], xLabel: () => "" });
  drawAxes(svg, { x, y: yGradient, box: GRADIENT, xTicks, yTicks: [-1, 0, 1], xLabel: formatNumber, yLabel: formatNumber });
  add(svg, "text", { x: LOSS.left, y: LOSS.top - 8, class: "name" }, words.loss);
  add(svg, "text", { x: GRADIENT.left, y: GRADIENT.top - 8, class: "name" }, words.gradient);
  add(svg, "text", { x: GRADIENT.right, y: GRADIENT.bottom + 30, "text-anchor": "end" }, words.logit);
}

/** The names of both losses from the right edge to the left. */
function drawLegend(svg, sides) {
  sides.toReversed().reduce((end, side) => {
    const text = add(svg, "text", { x: end, y: LOSS.top - 8, "text-anchor": "end", class: "name", style: `fill: ${side.colour}` }, side.name);
    return end - text.getComputedTextLength() - 12;
  }, LOSS.right);
}

function drawSide(svg, side, { xs, y, yGradient }) {
  const inside = side.value.map((value) => (value > HIGHEST_LOSS ? null : y(value)));
  add(svg, "path", { d: linePath(xs, inside), class: "curve", stroke: side.colour });
  add(svg, "path", { d: linePath(xs, side.gradient.map(([value]) => yGradient(value))), class: "curve", stroke: side.colour });
  const [loss, gradient] = [0, 1].map(() => add(svg, "circle", { r: 6, class: "handle", fill: side.colour }));
  return { side, loss, gradient };
}

function showPoint(cursor, marks, { xs, y, yGradient }, index) {
  set(cursor, { x1: xs[index], x2: xs[index] });
  for (const { side, loss, gradient } of marks) {
    set(loss, { cx: xs[index], cy: y(Math.min(HIGHEST_LOSS, side.value[index])) });
    set(gradient, { cx: xs[index], cy: yGradient(side.gradient[index][0]) });
  }
}

function stepOnLine(event, index, last) {
  const steps = sliderSteps(event);
  return steps === null ? null : clamp(index + steps, 0, last);
}
