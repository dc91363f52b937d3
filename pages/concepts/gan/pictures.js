// The pictures of a game at one moment, each on a canvas that fits its box.

import { forward } from "../../shared/mathematics/network.js";
import { paintMap } from "../../shared/charts/plane_map.js";
import { makePoints, slopesNow } from "./game.js";

const MAP_SIDE = 24;
const SHOWN = 300; // points of each kind
const ARROWS = 48;
const ARROW = 0.35; // the longest arrow, in the plane
const CELLS = 28; // of a density, along each side
const LINES = 11;
const STEPS = 40; // of a bent line
const WIDEST = 2.2; // the noise whose lines are drawn, in standard deviations
const SIDE = 400; // pixels of a canvas, about as many as its box has

/** What the discriminator says of every place of the plane, on a canvas of its own that is reused. */
export function drawVerdict(view) {
  const { game, data, scratch } = view;
  const places = (scratch.places ??= gridOf(MAP_SIDE, data.reach));
  forward(game.discriminator, places, MAP_SIDE ** 2);
  const map = (scratch.map ??= new Uint8Array(MAP_SIDE ** 2));
  for (let i = 0; i < map.length; i++) map[i] = Math.round(255 * game.discriminator.output.a[i]);
  const small = (scratch.small ??= new OffscreenCanvas(MAP_SIDE, MAP_SIDE));
  paintMap(small, map, MAP_SIDE, [data.colours.fake, data.colours.real]);
}

/** Places (x, y, x, y, ...) in rows from the bottom, from minus to plus `reach`. */
export function gridOf(side, reach) {
  const places = new Float64Array(2 * side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      places[2 * (row * side + column)] = -reach + (2 * reach * column) / (side - 1);
      places[2 * (row * side + column) + 1] = -reach + (2 * reach * row) / (side - 1);
    }
  }
  return places;
}

/** Begin a picture: its pen and the places of x and y on it. */
function begin(canvas, reach) {
  if (canvas.width !== SIDE) [canvas.width, canvas.height] = [SIDE, SIDE];
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, SIDE, SIDE);
  return { pen, x: (value) => (SIDE * (value + reach)) / (2 * reach), y: (value) => (SIDE * (reach - value)) / (2 * reach) };
}

/**
 * The plane: the verdict behind, real and made points, and whither the generator wants to move its points. Without
 * `judged` the verdict is that of the last time.
 */
export function drawPlane(view, canvas, judged = true) {
  const { game, data, scratch } = view;
  const on = begin(canvas, data.reach);
  if (judged) drawVerdict(view);
  on.pen.drawImage(scratch.small, 0, 0, SIDE, SIDE);
  dots(on, game.real, data.colours.real);
  dots(on, makePoints(game, SHOWN), data.colours.fake);
  if (view.arrows) drawArrows(on, game, view.colour);
}

function dots({ pen, x, y }, points, colour) {
  pen.fillStyle = colour;
  pen.globalAlpha = 0.75;
  for (let i = 0; i < SHOWN; i++) pen.fillRect(x(points[2 * i]) - 2, y(points[2 * i + 1]) - 2, 4, 4);
  pen.globalAlpha = 1;
}

function drawArrows({ pen, x, y }, game, colour) {
  const { points, slopes } = slopesNow(game, ARROWS);
  let largest = 1e-12;
  for (let i = 0; i < ARROWS; i++) largest = Math.max(largest, Math.hypot(slopes[2 * i], slopes[2 * i + 1]));
  const scale = Math.min(ARROW / largest, ARROW);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (let i = 0; i < ARROWS; i++) {
    const [fromX, fromY] = [points[2 * i], points[2 * i + 1]];
    arrow(pen, x(fromX), y(fromY), x(fromX - scale * slopes[2 * i]), y(fromY - scale * slopes[2 * i + 1]));
  }
  pen.stroke();
}

function arrow(pen, fromX, fromY, toX, toY) {
  const angle = Math.atan2(toY - fromY, toX - fromX);
  pen.moveTo(fromX, fromY);
  pen.lineTo(toX, toY);
  for (const turn of [2.6, -2.6]) {
    pen.moveTo(toX, toY);
    pen.lineTo(toX + 6 * Math.cos(angle + turn), toY + 6 * Math.sin(angle + turn));
  }
}

/** The lines of the noise's plane, as the generator bends them. */
export function drawBentLines(view, canvas) {
  const { game, data, scratch } = view;
  const on = begin(canvas, data.reach);
  const noise = (scratch.lines ??= linesOfNoise());
  const shares = (scratch.shares ??= sharesOfLines());
  forward(game.generator, noise, noise.length / 2);
  const made = game.generator.output.a;
  on.pen.strokeStyle = data.colours.fake;
  on.pen.lineWidth = 1.5;
  for (let line = 0; line < 2 * LINES; line++) {
    on.pen.globalAlpha = 0.25 + 0.75 * shares[line % LINES];
    on.pen.beginPath();
    for (let step = 0; step < STEPS; step++) {
      const at = 2 * (line * STEPS + step);
      if (step) on.pen.lineTo(on.x(made[at]), on.y(made[at + 1]));
      else on.pen.moveTo(on.x(made[at]), on.y(made[at + 1]));
    }
    on.pen.stroke();
  }
  on.pen.globalAlpha = 1;
}

const along = (k, count) => -WIDEST + (2 * WIDEST * k) / (count - 1);

/** How likely the noise of each line is, as a share of the likeliest. */
function sharesOfLines() {
  return Array.from({ length: LINES }, (_, k) => Math.exp(-(along(k, LINES) ** 2) / 2));
}

/** Upright lines of the noise's plane, then level ones. */
function linesOfNoise() {
  const places = [];
  for (const upright of [true, false]) {
    for (let line = 0; line < LINES; line++) {
      for (let step = 0; step < STEPS; step++) {
        const pair = [along(line, LINES), along(step, STEPS)];
        places.push(...(upright ? pair : pair.toReversed()));
      }
    }
  }
  return Float64Array.from(places);
}

/** How many of `count` points lie in each cell of the plane, as bytes: 255 where most do; bottom row first. */
export function densityOf(points, count, reach, cells = CELLS) {
  const counted = new Float64Array(cells * cells);
  const place = (value) => Math.floor(((value + reach) / (2 * reach)) * cells);
  for (let i = 0; i < count; i++) {
    const [column, row] = [place(points[2 * i]), place(points[2 * i + 1])];
    if (column >= 0 && column < cells && row >= 0 && row < cells) counted[row * cells + column] += 1;
  }
  const most = Math.max(...counted, 1);
  return Uint8Array.from(counted, (number) => Math.round(255 * Math.sqrt(number / most)));
}

/** A density as colour on a canvas of its cells. */
export function drawDensity(canvas, density, colour, cells = CELLS) {
  if (canvas.width !== cells) [canvas.width, canvas.height] = [cells, cells];
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(cells, cells);
  const shade = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      image.data.set([...shade, density[row * cells + column]], 4 * ((cells - 1 - row) * cells + column));
    }
  }
  pen.putImageData(image, 0, 0);
}
