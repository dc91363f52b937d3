// A game that is played in the browser: round by round, or as fast as sixty frames a second leave time for.

import { component } from "../../shared/browser/component.js";
import { debounce } from "../../shared/browser/input.js";
import { add, fill, set } from "../../shared/browser/nodes.js";
import { formatNumber } from "../../shared/charts/numbers.js";
import { drawCurve } from "./both_losses.js";
import { addBrush, listenToHand } from "./drawing.js";
import { createGame, makePoints, playRound, readState, restart } from "./game.js";
import { densityOf, drawBentLines, drawDensity, drawPlane } from "./pictures.js";

const BUDGET = 5; // milliseconds of a frame for rounds; the rest is for drawing
const SPEEDS = [1, 4, 16]; // rounds a frame

export default component(start, pause);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture" });
  const view = { root, playing: 0, catching: 0, target: null, arrows: true, speed: 1, scratch: {}, strokes: null, inHand: false, waiting: null };
  view.report = debounce(() => {
    view.reported = view.game.rounds;
    setStateValue("state", readState(view.game));
  });
  view.tellDrawn = () => {
    if (view.waiting) take(view, view.waiting);
    if (view.strokes?.length) setStateValue("drawn", [...view.strokes]);
  };
  view.update = ({ data }) => {
    if (view.inHand) view.waiting = data;
    else take(view, data);
  };
  return view;
}

/** What Python says; while a stroke is being drawn it waits, since it would take the plane away under the hand. */
function take(view, data) {
  const begun = data.id !== view.data?.id;
  const moved = data.round !== view.data?.round && data.round !== view.reported;
  view.data = data;
  view.waiting = null;
  if (begun) begin(view);
  if (begun || moved) goTo(view, data.round);
  if (begun) draw(view);
  show(view);
}

function begin(view) {
  pause(view);
  view.game = createGame(view.data);
  view.losses = { judged: [], improved: [] };
  view.scratch = {};
}

/** Have the game at a round: backwards from the beginning, and quietly, a stretch a frame. */
function goTo(view, round) {
  if (round < view.game.rounds) rewind(view);
  view.target = round;
}

function rewind(view) {
  restart(view.game);
  view.losses = { judged: [], improved: [] };
}

function draw(view) {
  const { data, root } = view;
  const { words } = data;
  root.replaceChildren();
  view.plane = null;
  drawControls(view);
  const row = add(root, "DIV", { class: "row wide" });
  const panel = (title, name) => {
    const box = add(row, "DIV");
    add(box, "P", { class: "title" }, title);
    return name ? add(box, "CANVAS", { class: name, role: "img", "aria-label": title }) : box;
  };
  view.plane = panel(words.plane, "plane");
  listenToHand(view, () => pause(view), view.tellDrawn);
  drawKeys(view, view.plane.parentElement);
  view.bent = panel(words.bent, "plane");
  const both = add(panel(words.densities), "DIV", { class: "both" });
  view.densities = [words.real, words.made].map((label) => add(both, "CANVAS", { role: "img", "aria-label": label }));
  view.curve = add(both.parentElement, "CANVAS", { class: "curve", role: "img", "aria-label": words.losses, style: "margin-top:10px" });
  view.readout = add(root, "P", { class: "readout" });
  drawDensity(view.densities[0], densityOf(view.game.real, view.game.pool, data.reach), data.colours.real);
}

function drawKeys({ data }, parent) {
  const keys = add(parent, "P", { class: "hint" });
  for (const [kind, word] of [
    ["real", data.words.real],
    ["fake", data.words.made],
  ]) {
    const key = add(keys, "SPAN", { class: "key" }, word);
    key.style.setProperty("--kind", data.colours[kind]);
  }
}

function drawControls(view) {
  const { words } = view.data;
  const bar = add(view.root, "DIV", { class: "bar" });
  const button = (text, act, name = "") => {
    const made = add(bar, "BUTTON", { type: "button", class: name }, text);
    made.addEventListener("click", act);
    return made;
  };
  view.play = button(words.play, () => (view.playing ? pause(view) : play(view)), "play");
  button(words.step, () => {
    pause(view);
    oneRound(view);
    show(view);
    view.report();
  });
  button(words.restart, () => {
    pause(view);
    rewind(view);
    show(view);
    view.report();
  });
  const speed = add(add(bar, "LABEL", {}, words.speed), "INPUT", { type: "range", min: 0, max: SPEEDS.length - 1, step: 1 });
  speed.value = view.speed;
  speed.addEventListener("input", () => (view.speed = Number(speed.value)));
  const arrows = add(bar, "LABEL");
  const box = add(arrows, "INPUT", { type: "checkbox" });
  box.checked = view.arrows;
  arrows.append(words.arrows);
  box.addEventListener("change", () => {
    view.arrows = box.checked;
    show(view);
  });
  addBrush(view, bar);
  view.where = add(bar, "SPAN", { class: "where" });
}

function oneRound(view) {
  if (view.game.broken || view.game.rounds >= view.data.most) return;
  playRound(view.game);
  view.losses.judged.push(view.game.judged);
  view.losses.improved.push(view.game.improved);
}

/** Rounds until there are `count` more, the game has reached its end, or the frame has no more time for them. */
function rounds(view, count, budget) {
  const begun = performance.now();
  for (let k = 0; k < count && performance.now() - begun < budget; k++) oneRound(view);
}

function play(view) {
  if (view.game.rounds >= view.data.most) rewind(view);
  view.target = null;
  view.play.textContent = view.data.words.pause;
  let turn = 0;
  const frame = () => {
    rounds(view, SPEEDS[view.speed], BUDGET);
    turn = (turn + 1) % PARTS.length;
    showPlane(view, turn === 0);
    PARTS[turn](view);
    if (view.game.broken || view.game.rounds >= view.data.most) pause(view);
    else view.playing = requestAnimationFrame(frame);
  };
  view.playing = requestAnimationFrame(frame);
}

function pause(view) {
  cancelAnimationFrame(view.catching);
  view.catching = 0;
  view.target = null;
  if (!view.playing) return;
  cancelAnimationFrame(view.playing);
  view.playing = 0;
  view.play.textContent = view.data.words.play;
  show(view);
  view.report();
}

/** Play on to the round that a link names, without drawing each. */
function catchUp(view) {
  if (view.target === null || view.catching) return;
  view.catching = requestAnimationFrame(() => {
    view.catching = 0;
    rounds(view, view.target - view.game.rounds, 4 * BUDGET);
    if (view.game.rounds >= view.target || view.game.broken) {
      view.target = null;
      view.report();
    }
    show(view);
  });
}

/** Draw everything. */
function show(view) {
  const style = getComputedStyle(view.root);
  view.colour = style.getPropertyValue("--st-text-color").trim() || "#111";
  view.theme = { colours: view.data.colours, text: view.colour, font: style.fontFamily, words: view.data.words };
  showPlane(view);
  PARTS.forEach((part) => part(view));
  catchUp(view);
}

function showPlane(view, judged = true) {
  drawPlane(view, view.plane, judged);
  view.where.textContent = fill(view.data.words.where, { at: view.game.rounds });
  set(view.plane, { "data-round": view.game.rounds });
}

/** What is drawn in turn while a game is played, one part a frame: all of it would take longer than a frame has. */
const PARTS = [
  (view) => drawBentLines(view, view.bent),
  (view) => {
    const { data, game } = view;
    const made = makePoints(game, game.pool);
    drawDensity(view.densities[1], densityOf(made, game.pool, data.reach), data.colours.fake);
    view.readout.textContent = describe(view, made);
  },
  (view) => drawCurve(view.curve, view.losses, view.theme),
];

function describe({ data, game }, made) {
  const { words } = data;
  const said = fill(words.said, { real: formatNumber(game.ofReal), made: formatNumber(game.ofFake) });
  const losses = fill(words.both, { judged: formatNumber(game.judged), improved: formatNumber(game.improved) });
  const lines = [losses, said];
  if (data.centres.length) {
    const found = countFound(made, game.pool, data);
    lines.push(fill(words.found, { found, all: data.centres.length }));
  }
  if (game.broken) lines.push(words.broken);
  return lines.join("\n");
}

/** Of how many groups enough points are near the centre. */
export function countFound(points, count, { centres, near, share }) {
  return centres.filter(([x, y]) => {
    let inside = 0;
    for (let i = 0; i < count; i++) inside += Math.hypot(points[2 * i] - x, points[2 * i + 1] - y) < near;
    return inside / count >= share;
  }).length;
}
