// The landscape in space, turned by hand, and the paths on it. Drawn from the back to the front.

import { clear, groundColour, mixColours } from "../../../../shared/browser/canvas.js";
import { drawCross, drawPath, drawWholePath } from "./paths.js";

const CELLS = 40;
const TALL = 0.8;

/** Where a point of the landscape lies in the picture: `to` from x, y and a height of 0 to 1, `flat` from -1 to 1. */
export function mountainPlace(layer, ground, turn) {
  const [sin, cos] = [Math.sin(turn.around), Math.cos(turn.around)];
  const [rise, lean] = [Math.cos(turn.up), Math.sin(turn.up)];
  const scale = Math.min(layer.width / 2.95, layer.height / 2.5);
  const middle = [layer.width / 2, layer.height * 0.54];
  const flat = (u, v, height) => [
    middle[0] + scale * (u * cos - v * sin),
    middle[1] - scale * ((u * sin + v * cos) * lean + (height - 0.5) * TALL * rise),
  ];
  return { flat, sin, cos, to: (x, y, height) => flat(unit(x, ground.x_range), unit(y, ground.y_range), height) };
}

/** A value from low to high as one from -1 to 1. */
function unit(value, [low, high]) {
  return (2 * (value - low)) / (high - low) - 1;
}

/** Draw all that stands still. */
export function drawMountainGround(layer, data, theme, turn) {
  const pen = clear(layer, layer.still);
  const place = mountainPlace(layer, data.ground, turn);
  const colour = groundColour(theme);
  pen.lineWidth = 0.5;
  for (const row of farToNear(place.cos)) {
    for (const column of farToNear(place.sin)) drawCell(pen, data.ground, place, colour, row, column);
  }
  drawMountainNames(pen, place, theme);
  for (const run of data.runs) {
    if (run.inside >= 0) drawWholePath(pen, mountainPoint(place, run), run.inside, run);
  }
}

const mountainPoint = (place, run) => (i) => place.to(run.path[2 * i], run.path[2 * i + 1], run.heights[i]);

/** The rows of cells from the far end to the near one; `slope` says which end is far. */
export function farToNear(slope) {
  const forward = [...Array(CELLS).keys()];
  return slope > 0 ? forward.toReversed() : forward;
}

function drawCell(pen, { size, heights }, place, colour, row, column) {
  const node = (i) => Math.round((i / CELLS) * (size - 1));
  const corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([dc, dr]) => {
    const height = heights[node(row + dr) * size + node(column + dc)];
    return { height, at: [column + dc, row + dr].map((i) => (2 * i) / CELLS - 1) };
  });
  if (corners.some(({ height }) => height < 0)) return;
  const mean = corners.reduce((sum, { height }) => sum + height, 0) / 4e4;
  const steep = (corners[1].height + corners[2].height - corners[0].height - corners[3].height) / 2e4;
  pen.fillStyle = `rgb(${mixColours(colour(mean), steep > 0 ? [0, 0, 0] : [255, 255, 255], Math.min(0.25, 2.5 * Math.abs(steep)))})`;
  pen.strokeStyle = pen.fillStyle;
  pen.beginPath();
  corners.forEach(({ height, at: [u, v] }, i) => {
    const point = place.flat(u, v, height / 1e4);
    if (i) pen.lineTo(...point);
    else pen.moveTo(...point);
  });
  pen.closePath();
  pen.fill();
  pen.stroke();
}

function drawMountainNames(pen, place, theme) {
  pen.fillStyle = theme.text;
  pen.font = `italic 13px ${theme.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText("x", ...place.flat(0, place.cos > 0 ? -1.15 : 1.15, 0));
  pen.fillText("y", ...place.flat(place.sin > 0 ? -1.15 : 1.15, 0, 0));
}

/** Draw all that moves, at time t. */
export function drawMountainPaths(layer, data, theme, t, turn) {
  const pen = clear(layer, layer.moving);
  const place = mountainPlace(layer, data.ground, turn);
  pen.lineJoin = "round";
  for (const run of data.runs) {
    const inside = run.inside;
    if (inside < 0) continue;
    const at = mountainPoint(place, run);
    drawPath(pen, at, inside, Math.min(t, inside), run, theme);
    if (run.diverged_at !== null && t >= run.diverged_at) drawCross(pen, at(inside), 6, run.colour);
  }
}
