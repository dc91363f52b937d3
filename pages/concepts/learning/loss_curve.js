// The loss over the epochs; dragging along it scrubs through the training.

import { onDrag } from "../../shared/browser/input.js";
import { add, set } from "../../shared/browser/nodes.js";
import { drawAxes, linePath, scale, ticks } from "../../shared/charts/axes.js";

const BOX = { width: 380, height: 190, left: 44, right: 366, top: 26, bottom: 156 };

/** Draw the curve; returns a function that marks an epoch. */
export function drawLossCurve(view, panel) {
  const { losses, words } = view.data;
  const svg = add(panel, "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, class: "draggable", "data-name": "curve" });
  const last = Math.max(1, losses.length - 1);
  const highest = Math.max(1, ...losses);
  const x = scale(0, last, BOX.left, BOX.right);
  const y = scale(0, highest, BOX.bottom, BOX.top);
  drawAxes(svg, { x, y, box: BOX, xTicks: ticks(0, last, 5), yTicks: ticks(0, highest, 4) });
  add(svg, "text", { x: BOX.left, y: BOX.top - 10, class: "name" }, words.loss);
  add(svg, "text", { x: BOX.right, y: BOX.bottom + 30, "text-anchor": "end" }, words.epoch);
  add(svg, "path", { d: linePath(losses.map((_, epoch) => x(epoch)), losses.map(y)), class: "curve loss" });
  const cursor = add(svg, "line", { y1: BOX.top, y2: BOX.bottom, class: "cursor" });
  const dot = add(svg, "circle", { r: 6, class: "handle loss-dot" });
  onDrag(svg, (point) => view.scrub(Math.round(x.value(point.x))), view.report);
  return (epoch, stage) => {
    set(cursor, { x1: x(epoch), x2: x(epoch) });
    set(dot, { cx: x(epoch), cy: y(losses[epoch]), r: stage === "loss" ? 9 : 6 });
  };
}
