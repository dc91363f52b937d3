// A grid world: sweeps of planning or steps of learning to play and scrub, and cells to look at or to build.
// Every number comes from Python: data.values[sweep][cell], or data.steps, which `replay.js` applies in turn.

import { component } from "../../shared/browser/component.js";
import { arrowDirection, debounce, hasModifier } from "../../shared/browser/input.js";
import { add, fill, set } from "../../shared/browser/nodes.js";
import { clamp, drawAxes, linePath, scale, ticks } from "../../shared/charts/axes.js";
import { formatNumber } from "../../shared/charts/numbers.js";
import { drawBar, pause, playFrames, showWhere } from "../../shared/charts/playing/playback.js";
import { drawGrid, showAgent, showValues, showWorth } from "./grid.js";
import { bestOf, createReplay, episodeAfter, trailAfter, worthAfter } from "./replay.js";

const CURVE = { width: 380, height: 200, left: 48, right: 368, top: 26, bottom: 166 };
const PLAY = { plan: 250, learn: 40 }; // milliseconds a sweep or step
const LONGEST = 20_000; // milliseconds that playing all takes at most
const BY_CHANCE = 4; // place in a step
const LOOK = "look";

export default component(start, pause);

function start({ parentElement, setTriggerValue }) {
  const root = add(parentElement, "DIV", { class: "picture" });
  const view = { root, step: 0, cell: 0, tool: LOOK, busy: false, playing: 0, pieces: [], count: 0, told: null };
  view.report = () => {
    view.busy = false;
    const moved = view.step !== view.told.step || view.cell !== view.told.cell;
    if (!moved && !view.pieces.length) return;
    view.told = { step: view.step, cell: view.cell };
    setTriggerValue("hand", { number: ++view.count, ...view.told, pieces: view.pieces });
  };
  view.reportSoon = debounce(view.report);
  view.scrub = (step) => {
    pause(view);
    go(view, step);
  };
  view.put = (cell) => {
    view.pieces.push([++view.count, cell, view.tool]);
    view.report();
  };
  view.update = ({ data }) => {
    hear(view, data.heard);
    const content = JSON.stringify({ ...data, step: 0, cell: 0, heard: 0 });
    const fresh = content !== view.content;
    view.data = data;
    view.content = content;
    view.last = data.kind === "plan" ? data.values.length - 1 : data.steps.length;
    if (fresh) draw(view);
    if (!view.busy && data.heard === view.count) follow(view);
    view.step = Math.min(view.step, view.last);
    view.cell = Math.min(view.cell, data.signs.length - 1);
    show(view);
  };
  return view;
}

/**
 * Forget the pieces that Python has put. Until then every message names them: of two messages of one component that
 * wait for a busy server, only the later one arrives. A page that was reloaded counts on from what Python has heard.
 */
function hear(view, heard) {
  view.count = Math.max(view.count, heard);
  view.pieces = view.pieces.filter(([number]) => number > heard);
}

/** Go where Python is. An answer to an earlier message than the last one would lead back to where the hand was then. */
function follow(view) {
  const { step, cell } = view.data;
  Object.assign(view, { step, cell, told: { step, cell } });
}

function draw(view) {
  const { data, root } = view;
  const focused = view.board?.matches(":focus");
  pause(view);
  root.replaceChildren();
  view.replay = data.kind === "learn" ? createReplay(data.steps, data.signs.length) : null;
  view.largest = findLargest(data);
  drawControls(view);
  drawTools(view);
  const row = add(root, "DIV", { class: "row wide" });
  view.board = add(row, "DIV", { class: "board", tabindex: 0, role: "application", "aria-label": data.words.grid });
  view.grid = drawGrid(view.board, data, (cell) => press(view, cell));
  view.board.addEventListener("keydown", (event) => onKey(view, event));
  if (focused) view.board.focus({ preventScroll: true });
  const side = add(row, "DIV");
  view.curve = drawCurve(side, data);
  view.readout = add(side, "P", { class: "readout", "aria-live": "polite" });
}

/** The largest value that is ever shown, so that a colour means the same at every moment. */
function findLargest(data) {
  const all = data.kind === "plan" ? data.values.flat() : data.steps.map((step) => step[3]);
  return all.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0.05);
}

function onKey(view, event) {
  const arrow = arrowDirection(event);
  if (arrow) {
    const { columns, rows } = view.data;
    const column = clamp((view.cell % columns) + arrow[0], 0, columns - 1);
    look(view, clamp(Math.floor(view.cell / columns) - arrow[1], 0, rows - 1) * columns + column);
  } else if ((event.key === "Enter" || event.key === " ") && !hasModifier(event)) press(view, view.cell);
  else return;
  event.preventDefault();
}

function press(view, cell) {
  if (view.tool === LOOK) look(view, cell);
  else {
    view.cell = cell;
    show(view);
    view.put(cell);
  }
}

function look(view, cell) {
  view.busy = true;
  view.cell = cell;
  show(view);
  view.reportSoon();
}

function go(view, step) {
  view.busy = true;
  view.step = clamp(step, 0, view.last);
  show(view);
}

function stepTo(view, step) {
  view.scrub(step);
  view.reportSoon();
}

function drawControls(view) {
  const { words } = view.data;
  const bar = drawBar(view, { last: view.last, label: words.step, begin: () => play(view) });
  const next = add(bar, "BUTTON", { type: "button" }, words.next);
  next.addEventListener("click", () => stepTo(view, view.step + 1));
}

function drawTools(view) {
  const { words } = view.data;
  const bar = add(view.root, "DIV", { class: "bar", role: "group", "aria-label": words.tools });
  add(bar, "SPAN", {}, words.tools);
  const buttons = Object.entries(words.kinds).map(([kind, word]) => {
    const button = add(bar, "BUTTON", { type: "button", "data-kind": kind }, word);
    button.addEventListener("click", () => choose(kind));
    return button;
  });
  choose(view.tool);

  function choose(kind) {
    view.tool = kind;
    buttons.forEach((button) => {
      const chosen = button.dataset.kind === kind;
      button.classList.toggle("now", chosen);
      set(button, { "aria-pressed": chosen });
    });
  }
}

function drawCurve(parent, { curve, words }) {
  const svg = add(parent, "svg", { viewBox: `0 0 ${CURVE.width} ${CURVE.height}`, "data-name": "curve" });
  const [low, high] = [Math.min(0, ...curve), Math.max(0.1, ...curve)];
  const x = scale(0, Math.max(1, curve.length - 1), CURVE.left, CURVE.right);
  const y = scale(low, high, CURVE.bottom, CURVE.top);
  const xTicks = ticks(0, Math.max(1, curve.length - 1), 5).filter(Number.isInteger);
  drawAxes(svg, { x, y, box: CURVE, xTicks, yTicks: ticks(low, high, 4), xLabel: (place) => place + 1 });
  add(svg, "text", { x: CURVE.left, y: CURVE.top - 10, class: "name" }, words.curve);
  add(svg, "text", { x: CURVE.right, y: CURVE.bottom + 30, "text-anchor": "end" }, words.across);
  add(svg, "path", { d: linePath(curve.map((_, place) => x(place)), curve.map(y)), class: "curve returns" });
  return { x, cursor: add(svg, "line", { y1: CURVE.top, y2: CURVE.bottom, class: "cursor" }) };
}

function show(view) {
  const { data, step, grid, largest } = view;
  const episode = view.replay ? episodeAfter(view.replay, step) : 0;
  const where = fill(data.words.where, { at: step, last: view.last, episode: episode + 1 });
  showWhere(view, step, where);
  grid.cells.forEach(({ group }, at) => group.classList.toggle("chosen", at === view.cell));
  const at = view.curve.x(view.replay ? episode : Math.max(0, step - 1));
  set(view.curve.cursor, { x1: at, x2: at });
  if (view.replay) showLearned(view);
  else {
    showValues(grid, data.values[step], data.best[Math.max(0, step - 1)], data.signsOf, largest);
    say(view, data.values[step][view.cell], "");
  }
}

function showLearned(view) {
  const { data, grid, largest, replay, step } = view;
  const worth = worthAfter(replay, step);
  showWorth(grid, worth, (cell) => bestOf(worth, cell), data.signsOf, largest);
  const last = data.steps[step - 1];
  showAgent(grid, trailAfter(replay, step), last?.[BY_CHANCE]);
  say(view, bestOf(worth, view.cell).value, last ? (last[BY_CHANCE] ? data.words.chance : data.words.best) : "");
}

function say(view, value, how) {
  const { words, signs } = view.data;
  const cell = fill(words.cell, { cell: view.cell, kind: words.kinds[signs[view.cell]], value: formatNumber(value) });
  view.readout.textContent = how ? `${cell}\n${how}` : cell;
}

function play(view) {
  const { last } = view;
  const wait = Math.min(PLAY[view.data.kind], LONGEST / Math.max(1, last));
  playFrames(view, { from: view.step, last, wait, each: (step) => step !== view.step && go(view, step) });
}
