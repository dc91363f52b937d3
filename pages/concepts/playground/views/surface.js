// The loss around the weights along two directions, with the path taken. It is computed a row a frame, beside the
// training, and drawn when it is whole.

import { clear, fitLayers, mixColours, parseColour } from "../../../shared/browser/canvas.js";
import { add, fill, set } from "../../../shared/browser/nodes.js";
import { ticks } from "../../../shared/charts/axes.js";
import { formatNumber, formatShare } from "../../../shared/charts/numbers.js";
import { computeRow, drawRandomPlane, findPathPlane, project } from "../mathematics/landscape.js";
import { createTraining } from "../mathematics/training.js";

const SIDE = 31; // heights along each side; odd, so that the present weights have one of their own
const MARGIN = 0.35; // around the path, as a share of its length
const WORK = 4; // milliseconds a frame
const AGAIN = 900; // milliseconds between two surfaces while the training runs
const EDGE = { left: 44, right: 10, top: 8, bottom: 24 };
const LINES = 9;

/** Ask for a surface of the present weights, unless one is being computed. */
export function askForSurface(view) {
  const { surface, training, history } = view;
  if (!surface.open || surface.busy || !training.train.count || training.broken) return;
  if (view.playing && performance.now() - surface.begun < AGAIN) return;
  surface.begun = performance.now();
  if (surface.kind === "path" && history.path.length < 2) {
    surface.told.textContent = view.data.words.surface_wait;
    showGround(surface, false);
    return;
  }
  surface.busy = true;
  const path = [...history.path, training.network.params.slice()];
  const job = { view, training, path, rows: [], twin: makeTwin(training), scratch: new Float64Array(path[0].length) };
  requestAnimationFrame(() => begin(job));
}

/** A training over the same examples, whose buffers are its own. */
function makeTwin({ network, course, train }) {
  const { sizes, layers, loss, params } = network;
  const none = { x: new Float64Array(0), y: new Float64Array(0), count: 0 };
  return createTraining({ sizes, activations: layers.map(({ activation }) => activation), loss }, params, course, train, none);
}

function begin(job) {
  const { surface } = job.view;
  job.kind = surface.kind;
  job.plane = surface.kind === "path" ? findPathPlane(job.path) : drawRandomPlane(job.twin.network, 0);
  job.at = job.path.map((weights) => project(job.plane, weights));
  Object.assign(job, frameOf(job));
  requestAnimationFrame(() => work(job));
}

/** The window around the path: `low` and `high` along each direction. */
function frameOf({ at, kind }) {
  if (kind === "random") return { low: [-1, -1], high: [1, 1] };
  const [u, v] = [0, 1].map((axis) => at.map((point) => point[axis]));
  const spans = [u, v].map((values) => [Math.min(...values), Math.max(...values)]);
  const length = Math.max(...spans.map(([low, high]) => high - low), 1e-3);
  const middles = spans.map(([low, high]) => (low + high) / 2);
  const half = length * (0.5 + MARGIN);
  return { low: middles.map((middle) => middle - half), high: middles.map((middle) => middle + half) };
}

function work(job) {
  const { view, twin, plane, rows, low, high, scratch } = job;
  if (!view.root.isConnected) return;
  const end = performance.now() + WORK;
  while (rows.length < SIDE && performance.now() < end) {
    const v = low[1] + ((high[1] - low[1]) * rows.length) / (SIDE - 1);
    rows.push(computeRow(twin, plane, { low: low[0], high: high[0], v, side: SIDE, scratch }));
  }
  if (rows.length < SIDE) requestAnimationFrame(() => work(job));
  else finish(job);
}

function finish(job) {
  const { view } = job;
  const { surface } = view;
  surface.busy = false;
  if (job.training !== view.training || job.kind !== surface.kind) return askForSurface(view);
  surface.job = job;
  showGround(surface, true);
  drawSurface(view);
  tellDirections(view, job);
}

/** Without a path there is no surface, and no room kept for one. */
function showGround({ layer, told }, shown) {
  layer.moving.closest(".ground").hidden = !shown;
  told.parentElement.classList.toggle("empty", !shown);
}

function tellDirections({ surface, data }, { plane, kind }) {
  const [first, second] = plane.shares.map(formatShare);
  surface.told.textContent = kind === "path" ? fill(data.words.path_note, { first, second }) : data.words.random_note;
}

/** Draw the surface that was computed last. */
export function drawSurface({ surface, theme }) {
  const { layer, job } = surface;
  if (!surface.open || !job || !fitLayers(layer)) return;
  const pen = clear(layer, layer.moving);
  const width = layer.width - EDGE.left - EDGE.right;
  const height = layer.height - EDGE.top - EDGE.bottom;
  const x = (u) => EDGE.left + ((u - job.low[0]) / (job.high[0] - job.low[0])) * width;
  const y = (v) => EDGE.top + height - ((v - job.low[1]) / (job.high[1] - job.low[1])) * height;
  paintGround(pen, job, { width, height }, theme);
  drawTicks(pen, job, { x, y, width, height }, theme);
  pen.save();
  pen.beginPath();
  pen.rect(EDGE.left, EDGE.top, width, height);
  pen.clip();
  drawPath(pen, job.at, x, y, theme);
  pen.restore();
}

/** Heights on a log scale as bands of colour, low ground deep. */
function paintGround(pen, { rows }, { width, height }, theme) {
  const all = rows.flatMap((row) => [...row]).filter((value) => Number.isFinite(value) && value > 0);
  const [low, high] = [Math.log(Math.min(...all)), Math.log(Math.max(...all))];
  const [pale, deep] = [parseColour(theme.background), parseColour(theme.primary)];
  const colour = (share) => mixColours(pale, deep, 0.08 + 0.8 * (1 - share));
  const tile = document.createElement("canvas");
  const fine = 4 * (SIDE - 1);
  tile.width = tile.height = fine;
  const brush = tile.getContext("2d");
  const image = brush.createImageData(fine, fine);
  for (let top = 0; top < fine; top++) {
    for (let left = 0; left < fine; left++) {
      const share = (Math.log(heightAt(rows, left / 4, (fine - 1 - top) / 4)) - low) / (high - low || 1);
      const band = Math.floor(Math.min(0.999, Math.max(0, share)) * LINES) / (LINES - 1);
      image.data.set([...colour(Number.isFinite(band) ? band : 1), 255], 4 * (top * fine + left));
    }
  }
  brush.putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = true;
  pen.drawImage(tile, EDGE.left, EDGE.top, width, height);
}

/** The height between four neighbours. */
function heightAt(rows, u, v) {
  const [left, bottom] = [Math.floor(u), Math.floor(v)];
  const [du, dv] = [u - left, v - bottom];
  const along = (row) => row[left] * (1 - du) + row[left + 1] * du;
  return along(rows[bottom]) * (1 - dv) + along(rows[bottom + 1]) * dv;
}

function drawTicks(pen, { low, high }, { x, y, height }, theme) {
  pen.fillStyle = theme.text;
  pen.globalAlpha = 0.7;
  pen.font = `11px ${theme.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const tick of ticks(low[0], high[0], 4)) pen.fillText(formatNumber(tick), x(tick), EDGE.top + height + 6);
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const tick of ticks(low[1], high[1], 4)) pen.fillText(formatNumber(tick), EDGE.left - 5, y(tick));
  pen.globalAlpha = 1;
}

function drawPath(pen, at, x, y, theme) {
  pen.strokeStyle = theme.text;
  pen.lineWidth = 2;
  pen.lineJoin = "round";
  pen.beginPath();
  at.forEach(([u, v], i) => (i ? pen.lineTo(x(u), y(v)) : pen.moveTo(x(u), y(v))));
  pen.stroke();
  for (const [place, filled] of [[at[0], false], [at.at(-1), true]]) {
    pen.beginPath();
    pen.arc(x(place[0]), y(place[1]), 5, 0, 2 * Math.PI);
    pen.fillStyle = filled ? theme.text : theme.background;
    pen.fill();
    pen.stroke();
  }
}

/** The choice of directions. */
export function buildSurface(view, body, layer) {
  const { words } = view.data;
  const row = add(body, "DIV", { class: "choices", role: "group", "aria-label": words.surface });
  const buttons = { path: words.path_plane, random: words.random_plane };
  const { surface } = view;
  Object.assign(surface, { layer, begun: 0, busy: false });
  const show = () => Object.entries(surface.buttons).forEach(([kind, button]) => set(button, { "aria-pressed": kind === surface.kind }));
  surface.buttons = Object.fromEntries(
    Object.entries(buttons).map(([kind, title]) => {
      const button = add(row, "BUTTON", { type: "button" }, title);
      button.addEventListener("click", () => {
        surface.kind = kind;
        show();
        view.reportSoon();
        askForSurface(view);
      });
      return [kind, button];
    }),
  );
  show();
}
