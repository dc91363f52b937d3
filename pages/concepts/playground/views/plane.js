// The plane: what the network says of every place, and the points over it.

import { fitLayers } from "../../../shared/browser/canvas.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { SIDE } from "./maps.js";

const EDGE = 20; // pixels for the ticks at the left and below
const RADIUS = 4;
const TICKS = [-3, -2, -1, 0, 1, 2, 3];

/** Pixels of a place and back. */
export function planePlace({ width, height }, reach) {
  const side = Math.min(width - EDGE, height - EDGE);
  const to = (x1, x2) => [EDGE + ((x1 + reach) / (2 * reach)) * side, ((reach - x2) / (2 * reach)) * side];
  const from = (left, top) => [((left - EDGE) / side) * 2 * reach - reach, reach - (top / side) * 2 * reach];
  return { side, to, from };
}

/** Draw the map of a sheet. */
export function drawMap(layer, sheet, reach) {
  const pen = layer.still.getContext("2d");
  const { side } = planePlace(layer, reach);
  pen.clearRect(0, 0, layer.width, layer.height);
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = sheet.side > SIDE.moving ? "high" : "low";
  pen.drawImage(sheet.canvas, EDGE, 0, side, side);
}

/** Draw the points, the ticks and the cross of the keyboard. */
export function drawPoints(layer, { places, labels, heldOut }, { reach, theme, colourOf, showTests, cross }) {
  const pen = layer.moving.getContext("2d");
  pen.clearRect(0, 0, layer.width, layer.height);
  const place = planePlace(layer, reach);
  drawTicks(pen, place, theme);
  pen.strokeStyle = theme.text;
  pen.lineWidth = 1;
  places.forEach(([x1, x2], i) => {
    if (heldOut[i] && !showTests) return;
    const [left, top] = place.to(x1, x2);
    pen.fillStyle = colourOf(labels[i]);
    tracePoint(pen, left, top, heldOut[i]);
    pen.fill();
    pen.stroke();
  });
  if (cross) drawCross(pen, place.to(...cross), theme);
}

/** A circle, or for a point that is kept for the test a diamond. */
function tracePoint(pen, left, top, heldOut) {
  pen.beginPath();
  if (!heldOut) {
    pen.arc(left, top, RADIUS, 0, 2 * Math.PI);
    return;
  }
  const reach = RADIUS * 1.35;
  pen.moveTo(left, top - reach);
  pen.lineTo(left + reach, top);
  pen.lineTo(left, top + reach);
  pen.lineTo(left - reach, top);
  pen.closePath();
}

function drawTicks(pen, place, theme) {
  pen.fillStyle = theme.text;
  pen.globalAlpha = 0.7;
  pen.font = `11px ${theme.font}`;
  for (const tick of TICKS) {
    const [left, top] = place.to(tick, tick);
    pen.textAlign = tick === 3 ? "right" : "center";
    pen.textBaseline = "top";
    if (tick > -3) pen.fillText(formatNumber(tick), left, place.side + 4);
    pen.textAlign = "right";
    pen.textBaseline = tick === 3 ? "top" : "middle";
    if (tick > -3) pen.fillText(formatNumber(tick), EDGE - 5, top);
  }
  pen.globalAlpha = 1;
}

function drawCross(pen, [left, top], theme) {
  for (const [colour, width] of [[theme.background, 4], [theme.text, 2]]) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(left - 9, top);
    pen.lineTo(left + 9, top);
    pen.moveTo(left, top - 9);
    pen.lineTo(left, top + 9);
    pen.stroke();
  }
}

/** Fit the canvases to their box; false where it has no size. */
export function fitPlane(layer) {
  return fitLayers(layer);
}
