// What gradient descent makes of the prediction under each loss, from where the point was let go.

import { add } from "../../shared/browser/nodes.js";
import { drawAxes, linePath, scale, ticks } from "../../shared/charts/axes.js";
import { WIDTH as THREE } from "./three_classes.js";
import { WIDTH as TWO } from "./two_classes.js";

const HEIGHT = 250;
const EDGE = { left: 36, right: 14, top: 22, bottom: 214 };

/** Draw the probability of the right class over the steps, a line for each loss, into `parent`. */
export function drawDescent(parent, { descent, sides, words, view }) {
  const width = view === "two" ? TWO : THREE;
  const box = { ...EDGE, right: width - EDGE.right };
  parent.replaceChildren();
  const svg = add(parent, "svg", { viewBox: `0 0 ${width} ${HEIGHT}`, "data-name": "descent" });
  const steps = descent[0].length - 1;
  const x = scale(0, steps, box.left, box.right);
  const y = scale(0, 1, box.bottom, box.top);
  drawAxes(svg, { x, y, box, xTicks: ticks(0, steps, 4), yTicks: [0, 0.5, 1] });
  add(svg, "text", { x: box.left, y: box.top - 8, class: "name" }, words.descent);
  add(svg, "text", { x: box.right, y: box.bottom + 30, "text-anchor": "end" }, words.steps);
  descent.forEach((way, k) => {
    add(svg, "path", { d: linePath(way.map((_, step) => x(step)), way.map(y)), class: "curve", stroke: sides[k].colour });
    add(svg, "circle", { cx: x(steps), cy: y(way.at(-1)), r: 4.5, class: "handle", fill: sides[k].colour });
  });
}
