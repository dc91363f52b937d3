// The loss of the training and of the test points over the epochs.

import { clear, fitLayers } from "../../../shared/browser/canvas.js";
import { ticks } from "../../../shared/charts/axes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";

const EDGE = { left: 40, right: 8, top: 6, bottom: 18 };

export function drawCurve(layer, history, { theme, colours, stop }) {
  if (!layer.width && !fitLayers(layer)) return;
  const pen = clear(layer, layer.moving);
  const highest = highestOf(history);
  const last = Math.max(1, history.epochs.at(-1) ?? 1);
  const width = layer.width - EDGE.left - EDGE.right;
  const height = layer.height - EDGE.top - EDGE.bottom;
  const x = (epoch) => EDGE.left + (epoch / last) * width;
  const y = (loss) => EDGE.top + height * (1 - Math.min(loss, highest) / highest);
  drawAxes(pen, { x, y, last, highest, theme, right: EDGE.left + width, bottom: EDGE.top + height });
  if (stop > 0 && stop < highest) drawStop(pen, y(stop), width, theme);
  drawLine(pen, history.epochs, history.test, x, y, colours.test);
  drawLine(pen, history.epochs, history.train, x, y, colours.train);
}

/** A round number above all losses but the odd one that leapt away. */
function highestOf({ train, test }) {
  let most = 0;
  for (let i = 0; i < train.length; i++) {
    if (Number.isFinite(train[i])) most = Math.max(most, train[i]);
    if (Number.isFinite(test[i])) most = Math.max(most, test[i]);
  }
  return most > 0 ? most * 1.05 : 1;
}

function drawAxes(pen, { x, y, last, highest, theme, right, bottom }) {
  pen.font = `11px ${theme.font}`;
  pen.fillStyle = pen.strokeStyle = theme.text;
  pen.lineWidth = 1;
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  for (const tick of ticks(0, highest, 3)) {
    pen.globalAlpha = 0.7;
    pen.fillText(formatNumber(tick), EDGE.left - 5, y(tick));
    pen.globalAlpha = 0.15;
    stroke(pen, EDGE.left, y(tick), right, y(tick));
  }
  pen.globalAlpha = 0.7;
  pen.textBaseline = "top";
  for (const tick of ticks(0, last, 4)) {
    pen.textAlign = tick === 0 ? "left" : x(tick) > right - 14 ? "right" : "center";
    pen.fillText(formatNumber(tick), x(tick), bottom + 5);
  }
  pen.globalAlpha = 1;
}

function drawStop(pen, at, width, theme) {
  pen.strokeStyle = theme.text;
  pen.setLineDash([4, 4]);
  pen.globalAlpha = 0.6;
  stroke(pen, EDGE.left, at, EDGE.left + width, at);
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

function stroke(pen, x0, y0, x1, y1) {
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
}

function drawLine(pen, epochs, losses, x, y, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.lineJoin = "round";
  pen.beginPath();
  let down = false;
  for (let i = 0; i < epochs.length; i++) {
    if (!Number.isFinite(losses[i])) continue;
    if (down) pen.lineTo(x(epochs[i]), y(losses[i]));
    else pen.moveTo(x(epochs[i]), y(losses[i]));
    down = true;
  }
  pen.stroke();
}
