// The landscape from above, with its contour lines, and the paths on it.

import { clamp, ticks } from "../../../../shared/charts/axes.js";
import { formatNumber } from "../../../../shared/charts/numbers.js";
import { clear, clip, groundColour } from "../../../../shared/browser/canvas.js";
import { drawCross, drawPath, drawWholePath } from "./paths.js";

const EDGE = { left: 34, right: 8, top: 8, bottom: 22 };
const LEVELS = 14;
const HIGHEST = 1e4; // of the heights that Python sends

/** Where a point (x, y) of the landscape lies in the picture, `to`, and back, `from`. */
export function contourPlace(layer, ground) {
  const [x0, x1] = ground.x_range;
  const [y0, y1] = ground.y_range;
  const width = layer.width - EDGE.left - EDGE.right;
  const height = layer.height - EDGE.top - EDGE.bottom;
  return {
    width,
    height,
    to: (x, y) => [EDGE.left + ((x - x0) / (x1 - x0)) * width, EDGE.top + ((y1 - y) / (y1 - y0)) * height],
    from: (left, top) => [
      clamp(x0 + ((left - EDGE.left) / width) * (x1 - x0), x0, x1),
      clamp(y1 - ((top - EDGE.top) / height) * (y1 - y0), y0, y1),
    ],
  };
}

/** Draw all that stands still. */
export function drawContourGround(layer, data, theme) {
  const pen = clear(layer, layer.still);
  const place = contourPlace(layer, data.ground);
  pen.imageSmoothingEnabled = true;
  pen.drawImage(shade(data.ground, theme), EDGE.left, EDGE.top, place.width, place.height);
  drawContourLines(pen, data.ground, place, theme);
  drawContourScales(pen, data.ground, place, theme);
  for (const [x, y] of data.minima) drawCross(pen, place.to(x, y), 4, theme.text);
  clipToPicture(pen, place, () => {
    for (const run of data.runs) drawWholePath(pen, contourPoint(place, run), run.losses.length - 1, run);
  });
}

const contourPoint = (place, run) => (i) => place.to(run.path[2 * i], run.path[2 * i + 1]);

function clipToPicture(pen, place, draw) {
  clip(pen, [EDGE.left, EDGE.top, place.width, place.height], () => {
    pen.lineJoin = "round";
    draw();
  });
}

function shade({ size, heights }, theme) {
  const image = new ImageData(size, size);
  const colour = groundColour(theme);
  heights.forEach((height, i) => {
    if (height < 0) return;
    const row = size - 1 - Math.floor(i / size);
    image.data.set([...colour(height / HIGHEST), 255], 4 * (row * size + (i % size)));
  });
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

function drawContourLines(pen, ground, place, theme) {
  pen.strokeStyle = theme.text;
  pen.globalAlpha = 0.22;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let row = 0; row < ground.size - 1; row++) {
    for (let column = 0; column < ground.size - 1; column++) {
      for (const [from, to] of contourLines(ground, row, column)) {
        pen.moveTo(...place.to(...from));
        pen.lineTo(...place.to(...to));
      }
    }
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

/**
 * Marching squares: the pieces of contour lines in one cell of the grid of heights, each as two points [x, y] of the
 * landscape. Heights run from 0 to 1e4; -1 stands for none.
 */
export function contourLines(ground, row, column) {
  const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
  const heights = corners.map(([c, r]) => ground.heights[r * ground.size + c]);
  if (heights.includes(-1)) return [];
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const step = HIGHEST / LEVELS;
  const pieces = [];
  for (let level = Math.ceil(low / step) * step; level < high; level += step) {
    const ends = crossings(corners, heights, level).map(([c, r]) => [along(ground.x_range, c, ground.size), along(ground.y_range, r, ground.size)]);
    for (let i = 0; i + 1 < ends.length; i += 2) pieces.push([ends[i], ends[i + 1]]);
  }
  return pieces;
}

/** Where the sides of a cell reach `level`, as [column, row]. */
function crossings(corners, heights, level) {
  const points = [];
  for (let side = 0; side < 4; side++) {
    const next = (side + 1) % 4;
    const [a, b] = [heights[side], heights[next]];
    if (a < level === b < level) continue;
    const share = (level - a) / (b - a);
    points.push([0, 1].map((axis) => corners[side][axis] + share * (corners[next][axis] - corners[side][axis])));
  }
  return points;
}

/** The value at index i of `size` values that go evenly from `from` to `to`. */
function along([from, to], i, size) {
  return from + (i / (size - 1)) * (to - from);
}

function drawContourScales(pen, { x_range, y_range }, place, theme) {
  pen.fillStyle = theme.text;
  pen.font = `11px ${theme.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const x of ticks(...x_range, 5)) pen.fillText(formatNumber(x), place.to(x, y_range[0])[0], EDGE.top + place.height + 5);
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const y of ticks(...y_range, 5)) pen.fillText(formatNumber(y), EDGE.left - 5, place.to(x_range[0], y)[1]);
}

/** Draw all that moves, at time t. */
export function drawContourPaths(layer, data, theme, t, start) {
  const pen = clear(layer, layer.moving);
  const place = contourPlace(layer, data.ground);
  clipToPicture(pen, place, () => {
    for (const run of data.runs) drawPath(pen, contourPoint(place, run), run.losses.length - 1, t, run, theme);
  });
  for (const run of data.runs) markExit(pen, place, run, t);
  drawStart(pen, place.to(...start), theme);
}

/** Mark an optimiser that has diverged at the edge where it went. */
function markExit(pen, place, run, t) {
  if (run.diverged_at === null || t < run.diverged_at) return;
  const [left, top] = place.to(...run.path.slice(-2));
  const inside = [
    clamp(left, EDGE.left + 8, EDGE.left + place.width - 8),
    clamp(top, EDGE.top + 8, EDGE.top + place.height - 8),
  ];
  drawCross(pen, inside, 6, run.colour);
}

function drawStart(pen, [x, y], theme) {
  pen.lineWidth = 2;
  pen.strokeStyle = theme.text;
  pen.beginPath();
  pen.arc(x, y, 9, 0, 2 * Math.PI);
  pen.moveTo(x - 13, y);
  pen.lineTo(x - 5, y);
  pen.moveTo(x + 5, y);
  pen.lineTo(x + 13, y);
  pen.moveTo(x, y - 13);
  pen.lineTo(x, y - 5);
  pen.moveTo(x, y + 5);
  pen.lineTo(x, y + 13);
  pen.stroke();
}
