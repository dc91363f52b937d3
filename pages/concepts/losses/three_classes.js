// Three classes: a triangle of probabilities for each loss, and the gradients on the three logits as bars.

import { arrowDirection, onDrag } from "../../shared/browser/input.js";
import { add, set } from "../../shared/browser/nodes.js";
import { drawAxes, scale } from "../../shared/charts/axes.js";
import { formatNumber } from "../../shared/charts/numbers.js";

export const WIDTH = 300;
const CORNERS = [[20, 282], [280, 282], [150, 54]]; // of the triangle, in pixels; its words stand above it
const HEIGHT = 305;
const ROW = 0.87; // of the distance of two places in a row: the distance of two rows
const FAR = 6; // places that an arrow key moves with Shift
const BARS = { left: 36, right: 290, top: 22, bottom: 214, height: 250, thick: 24 };

/** Draw the pictures; `show(index)` moves their point, and `step(event, index)` is where a key moves it, or null. */
export function drawThreeClasses(view, row) {
  const places = view.data.probabilities.map(placeInTriangle);
  const handles = view.data.sides.map((side) => drawTriangle(view, row, places, side));
  const showBars = drawBars(view.data, row);
  return {
    show(index) {
      const [cx, cy] = places[index];
      for (const handle of handles) set(handle, { cx, cy });
      showBars(index);
    },
    step: (event, index) => stepInTriangle(event, index, places, view.data.steps),
  };
}

/** Where three probabilities lie: each corner is one class. */
export function placeInTriangle(shares) {
  return [0, 1].map((axis) => shares.reduce((sum, share, k) => sum + share * CORNERS[k][axis], 0));
}

/** Of `places`, [x, y] each, the index of the one that is nearest to a point, leaving out the index `except`. */
export function nearestPlace(places, x, y, except = -1) {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < places.length; i++) {
    const distance = (places[i][0] - x) ** 2 + (places[i][1] - y) ** 2;
    if (i !== except && distance < least) [best, least] = [i, distance];
  }
  return best;
}

/** Where an arrow key leads from the place `index`, or null; a side of the triangle has `steps` places. */
export function stepInTriangle(event, index, places, steps) {
  const direction = arrowDirection(event);
  if (!direction) return null;
  const size = ((CORNERS[1][0] - CORNERS[0][0]) / steps) * (event.shiftKey ? FAR : 1);
  const [x, y] = places[index];
  return nearestPlace(places, x + direction[0] * size, y - direction[1] * size * ROW, index);
}

function drawTriangle(view, row, places, side) {
  const svg = add(add(row, "DIV"), "svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "draggable both", "data-name": side.key });
  add(svg, "polygon", { points: CORNERS.join(" "), class: "triangle" });
  drawField(svg, view.data, places, side);
  drawWords(svg, view.data, side);
  const handle = add(svg, "circle", { r: 7, class: "handle pointer" });
  onDrag(svg, (at) => view.go(nearestPlace(places, at.x, at.y)), view.report);
  return handle;
}

/** A dot at every place, the stronger the larger the gradient there. */
function drawField(svg, { point }, places, side) {
  const field = add(svg, "g", { fill: side.colour });
  places.forEach(([cx, cy], i) => {
    const besidesGrid = i === point && i === places.length - 1;
    if (!besidesGrid) add(field, "circle", { cx: cx.toFixed(1), cy: cy.toFixed(1), r: 2.7, opacity: (side.size[i] * 0.75).toFixed(3) });
  });
}

function drawWords(svg, { words, classes, target }, side) {
  classes.forEach((name, k) => {
    const [x, y] = CORNERS[k];
    add(svg, "text", { x, y: k === 2 ? y - 8 : y + 18, "text-anchor": "middle", class: "name" }, k === target ? `${name} ✓` : name);
  });
  add(svg, "text", { x: 4, y: 14, class: "name", style: `fill: ${side.colour}` }, side.name);
  add(svg, "text", { x: 4, y: 30 }, words.darker);
}

function drawBars({ classes, sides, words }, row) {
  const svg = add(add(row, "DIV"), "svg", { viewBox: `0 0 ${WIDTH} ${BARS.height}` });
  const x = scale(0, classes.length, BARS.left, BARS.right);
  const y = scale(-1, 1, BARS.bottom, BARS.top);
  drawAxes(svg, { x, y, box: BARS, xTicks: [], yTicks: [-1, -0.5, 0, 0.5, 1], yLabel: formatNumber });
  add(svg, "text", { x: BARS.left, y: BARS.top - 8, class: "name" }, words.gradient);
  const bars = classes.flatMap((name, k) => {
    add(svg, "text", { x: x(k + 0.5), y: BARS.bottom + 16, "text-anchor": "middle" }, name);
    return sides.map((side, s) => {
      const left = x(k + 0.5) + (s - 1) * (BARS.thick + 2) + 1;
      return { side, k, bar: add(svg, "rect", { x: left, width: BARS.thick, fill: side.colour }) };
    });
  });
  return (index) => {
    for (const { side, k, bar } of bars) {
      const value = side.gradient[index][k];
      set(bar, { y: y(Math.max(0, value)), height: Math.max(1, Math.abs(y(value) - y(0))) });
    }
  };
}
