// Every picture as a point on a canvas: drawn around with a lasso, clicked, moved and zoomed. A selection leaves as bits.

import { component } from "../../../shared/browser/component.js";
import { add, fill, onResize, set } from "../../../shared/browser/nodes.js";
import { addLegend } from "./legend.js";
import { fits, show, whole, zoom } from "./plane.js";
import { findInside, findNearest, packBits, readBits, unpack } from "./points.js";

const [SMALL, LARGE, MANY] = [5, 8, 3000]; // pixels of a point, and from how many points they are small
const [NEAR, STILL] = [10, 5]; // pixels: how near a click has to be, and what is no movement
const STEP = 1.4; // of one press on a zoom button

export default component(start);

function start({ parentElement }) {
  const figure = add(parentElement, "FIGURE");
  const tools = add(figure, "DIV", { class: "tools" });
  const frame = add(figure, "DIV", { class: "frame" });
  const view = {
    figure, frame, tools, points: add(frame, "CANVAS"), lasso: add(frame, "CANVAS", { "aria-hidden": "true" }),
    named: add(frame, "DIV", { class: "named", "aria-hidden": "true" }), said: add(figure, "FIGCAPTION"),
    window: { ...whole }, chosen: new Set(), token: null, tool: "lasso", path: [],
  };
  view.legend = addLegend(figure);
  listen(view);
  onResize(frame, () => draw(view));
  view.update = (call) => update(view, call);
  return view;
}

function update(view, call) {
  const { data } = call;
  view.call = call;
  if (!view.buttons) addTools(view, data.words);
  if (data.token !== view.token) {
    view.token = data.token;
    Object.assign(view, unpack(data));
    view.chosen = readBits(data.selected);
    view.size = view.classes.length > MANY ? SMALL : LARGE;
  }
  set(view.points, { role: "img", "aria-label": data.alt });
  view.said.textContent = data.words.axes;
  view.legend(data.legend);
  draw(view);
}

function addTools(view, words) {
  const press = (name, sign, act) => {
    const button = add(view.tools, "BUTTON", { type: "button", title: words[name], "aria-label": words[name] }, sign);
    button.addEventListener("click", act);
    return button;
  };
  const choose = (tool) => () => {
    view.tool = tool;
    mark(view);
  };
  view.buttons = { lasso: press("lasso", "◯", choose("lasso")), move: press("move", "✥", choose("move")) };
  const step = (times) => () => change(view, zoom(view.window, times));
  press("closer", "+", step(STEP));
  press("wider", "−", step(1 / STEP));
  press("whole", "⤢", () => change(view, { ...whole }));
  mark(view);
}

function mark({ buttons, tool, frame }) {
  for (const [name, button] of Object.entries(buttons)) set(button, { "aria-pressed": String(name === tool) });
  frame.classList.toggle("moving", tool === "move");
}

function change(view, window) {
  view.window = window;
  draw(view);
}

function listen(view) {
  const { frame } = view;
  frame.addEventListener("pointerdown", (event) => begin(view, event));
  frame.addEventListener("pointermove", (event) => follow(view, event));
  frame.addEventListener("pointerup", (event) => end(view, event));
  frame.addEventListener("pointercancel", () => drop(view));
  frame.addEventListener("pointerleave", () => view.named.replaceChildren());
  frame.addEventListener("dblclick", () => change(view, { ...whole }));
}

function begin(view, event) {
  if (event.button) return;
  event.preventDefault();
  view.frame.setPointerCapture(event.pointerId);
  view.path = [readPlace(view, event)];
}

function readPlace({ frame }, event) {
  const { left, top } = frame.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

function follow(view, event) {
  const at = readPlace(view, event);
  if (!view.path.length) {
    tellName(view, at);
  } else if (view.tool === "move") {
    const [x, y] = view.path.at(-1);
    const { width, height } = measure(view);
    const { left, top, side } = view.window;
    change(view, { left: left - ((at[0] - x) / width) * side, top: top - ((at[1] - y) / height) * side, side });
    view.path.push(at);
  } else {
    view.path.push(at);
    drawLasso(view);
  }
}

/** The name of the picture under the pointer. */
function tellName(view, at) {
  const found = findNearest(view, at, NEAR, place(view));
  view.named.replaceChildren();
  if (found < 0) return;
  const label = view.call.data.legend[view.classes[found]].name;
  add(view.named, "SPAN", {}, fill(view.call.data.words.named, { label, file: view.names[found] }));
  const room = view.frame.clientWidth / 2;
  view.named.style.cssText = at[0] > room ? `right:${2 * room - at[0] + 12}px` : `left:${at[0] + 12}px`;
  view.named.style.top = `${at[1] + 12}px`;
}

function end(view, event) {
  const { path, tool } = view;
  const [first, last] = [path[0], path.at(-1)];
  drop(view);
  if (!first) return;
  const still = path.every(([x, y]) => Math.hypot(x - first[0], y - first[1]) < STILL);
  if (tool === "move" && !still) return;
  const one = still ? findNearest(view, last, NEAR, place(view)) : -1;
  const found = still ? (one < 0 ? [] : [one]) : findInside(view, path, place(view));
  select(view, event.shiftKey ? new Set([...view.chosen, ...found]) : new Set(found));
}

function drop(view) {
  view.path = [];
  drawLasso(view);
}

function select(view, chosen) {
  if (!chosen.size && !view.chosen.size) return;
  view.chosen = chosen;
  draw(view);
  view.call.setTriggerValue("selected", { token: view.token, bits: packBits(chosen, view.classes.length) });
}

/** A function that says where a point is seen. */
function place(view) {
  const box = measure(view);
  return (point) => show(view, box, point);
}

function measure({ frame }) {
  return { width: frame.clientWidth, height: frame.clientHeight };
}

/** The canvas at the sharpness of the screen, empty. */
function clear(view, canvas) {
  const { width, height } = measure(view);
  const sharp = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(width * sharp);
  canvas.height = Math.round(height * sharp);
  const context = canvas.getContext("2d");
  context.scale(sharp, sharp);
  return context;
}

function draw(view) {
  const { classes, chosen, size, call } = view;
  const box = measure(view);
  if (!classes || !box.width) return;
  const context = clear(view, view.points);
  const at = place(view);
  const dots = call.data.legend.map(({ colour }) => drawDot(colour, size));
  for (let point = 0; point < classes.length; point += 1) {
    const [x, y] = at(point);
    if (!fits(box, x, y, size)) continue;
    context.globalAlpha = chosen.size && !chosen.has(point) ? 0.25 : 0.8;
    context.drawImage(dots[classes[point]], x - size / 2, y - size / 2, size, size);
  }
  context.globalAlpha = 1;
  context.strokeStyle = getComputedStyle(view.figure).getPropertyValue("--st-text-color");
  if (chosen.size * 10 < classes.length) for (const point of chosen) ring(context, ...at(point), size);
}

function ring(context, x, y, size) {
  context.beginPath();
  context.arc(x, y, size / 2 + 2, 0, 2 * Math.PI);
  context.stroke();
}

/** A point in its colour, drawn once and copied. */
function drawDot(colour, size) {
  const dot = document.createElement("canvas");
  dot.width = dot.height = 4 * size;
  const context = dot.getContext("2d");
  context.fillStyle = colour;
  context.arc(2 * size, 2 * size, 2 * size, 0, 2 * Math.PI);
  context.fill();
  return dot;
}

function drawLasso(view) {
  const context = clear(view, view.lasso);
  if (view.tool !== "lasso" || view.path.length < 2) return;
  context.strokeStyle = getComputedStyle(view.figure).getPropertyValue("--st-text-color");
  context.fillStyle = context.strokeStyle;
  context.setLineDash([4, 3]);
  context.beginPath();
  for (const at of view.path) context.lineTo(...at);
  context.closePath();
  context.stroke();
  context.globalAlpha = 0.08;
  context.fill();
}

