// The height that each optimiser has reached, over the steps; on a log scale where no height is below zero.

import { ticks } from "../../../../shared/charts/axes.js";
import { formatNumber } from "../../../../shared/charts/numbers.js";
import { clear, clip } from "../../../../shared/browser/canvas.js";
import { formatQuantity } from "../formulas.js";
import { drawCross, drawPath, drawWholePath } from "./paths.js";

const EDGE = { left: 46, right: 10, top: 8, bottom: 24 };
const MOST_POWERS = 6; // labels on a log scale

/** Pixels of a step, `x`, and of a height, `y`; a log scale ends at its lowest value. */
export function heightScale(layer, data) {
  const { low, high, log } = data.loss_range;
  const width = layer.width - EDGE.left - EDGE.right;
  const height = layer.height - EDGE.top - EDGE.bottom;
  const squeeze = log ? (v) => Math.log10(Math.max(v, low)) : (v) => v;
  const [bottom, top] = [squeeze(low), squeeze(high)];
  const y = (v) => EDGE.top + height * (1 - (squeeze(v) - bottom) / (top - bottom || 1));
  return { width, height, x: (t) => EDGE.left + (t / data.count) * width, y };
}

/** The heights that get a label. */
export function heightTicks({ low, high, log }) {
  if (!log) return ticks(low, high, 5);
  const [bottom, top] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const stride = Math.max(1, Math.ceil((top - bottom) / MOST_POWERS));
  const marks = [];
  for (let power = bottom; power <= top; power += stride) marks.push(10 ** power);
  return marks;
}

/** Draw all that stands still. */
export function drawHeightGround(layer, data, theme) {
  const pen = clear(layer, layer.still);
  const scale = heightScale(layer, data);
  pen.font = `11px ${theme.font}`;
  pen.fillStyle = pen.strokeStyle = theme.text;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const mark of heightTicks(data.loss_range)) {
    pen.fillText(formatQuantity(mark), EDGE.left - 5, scale.y(mark));
    drawRule(pen, EDGE.left, scale.y(mark), EDGE.left + scale.width, scale.y(mark), 0.12);
  }
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const t of ticks(0, data.count, 5)) pen.fillText(formatNumber(t), scale.x(t), EDGE.top + scale.height + 6);
  clipToChart(pen, scale, () => {
    for (const run of data.runs) drawWholePath(pen, heightPoint(scale, run), run.losses.length - 1, run);
  });
}

function drawRule(pen, x0, y0, x1, y1, strength) {
  pen.globalAlpha = strength;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
  pen.globalAlpha = 1;
}

const heightPoint = (scale, run) => (i) => [scale.x(i), scale.y(run.losses[i])];

function clipToChart(pen, scale, draw) {
  clip(pen, [EDGE.left - 6, EDGE.top - 6, scale.width + 12, scale.height + 12], draw);
}

/** Draw all that moves, at time t. */
export function drawHeights(layer, data, theme, t) {
  const pen = clear(layer, layer.moving);
  const scale = heightScale(layer, data);
  pen.strokeStyle = theme.text;
  drawRule(pen, scale.x(t), EDGE.top, scale.x(t), EDGE.top + scale.height, 0.5);
  clipToChart(pen, scale, () => {
    for (const run of data.runs) drawPath(pen, heightPoint(scale, run), run.losses.length - 1, t, run, theme);
  });
  for (const run of data.runs) {
    if (run.diverged_at !== null && t >= run.diverged_at) {
      drawCross(pen, [scale.x(run.diverged_at), EDGE.top + 6], 6, run.colour);
    }
  }
}
