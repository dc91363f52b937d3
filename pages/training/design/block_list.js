// The blocks of a design as a list: a click chooses, the handle drags, keys do both, and Python is told of each act.

import { component } from "../../shared/browser/component.js";
import { add } from "../../shared/browser/nodes.js";

export default component(start);

const PATIENCE = 1500; // milliseconds to wait for what an act has changed; some change nothing
const ALT_KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

function start({ parentElement }) {
  const root = add(parentElement, "DIV", { class: "blocks" });
  const view = { root, list: add(root, "UL"), help: add(root, "P", { class: "help", id: "help" }) };
  Object.assign(view, { asked: null, waiting: [] });
  view.list.setAttribute("aria-describedby", "help");
  view.update = (call) => {
    view.call = call;
    show(view);
  };
  return view;
}

function act(view, name, place, to) {
  view.refocus = name !== "choose" || view.root.getRootNode().activeElement?.className === "choose";
  view.asked = performance.now();
  view.call.setTriggerValue("act", { act: name, place, to });
}

/** An act by a key; one that comes before the last one was drawn waits for it, and is then done to the chosen block. */
function actInTurn(view, name, place) {
  if (view.asked !== null && performance.now() - view.asked < PATIENCE) view.waiting.push(name);
  else act(view, name, place);
}

function findChosen(view) {
  return view.list.querySelector(".chosen") ?? view.list.firstElementChild;
}

function show(view) {
  const { rows, words } = view.call.data;
  view.list.setAttribute("aria-label", words.label);
  view.help.textContent = words.help;
  rows.forEach((row, number) => showRow(view, view.list.children[number] ?? addRow(view), row));
  [...view.list.children].slice(rows.length).forEach((item) => item.remove());
  if (view.refocus) view.list.querySelector(".chosen .choose")?.focus({ preventScroll: true });
  view.refocus = false;
  view.asked = null;
  const next = view.waiting.shift();
  if (next) act(view, next, findChosen(view).row.place);
}

function addRow(view) {
  const item = add(view.list, "LI");
  const card = add(item, "DIV", { class: "card" });
  const handle = add(card, "SPAN", { class: "handle", "aria-hidden": "true" }, "⠿");
  const choose = add(card, "BUTTON", { class: "choose" });
  add(choose, "SPAN", { class: "title" });
  add(choose, "SPAN", { class: "told" });
  const shape = add(card, "SPAN", { class: "shape" });
  add(shape, "SPAN");
  add(shape, "B");
  const tools = add(card, "SPAN", { class: "tools" });
  const copy = add(tools, "BUTTON");
  drawCopy(add(copy, "svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" }));
  const remove = add(tools, "BUTTON", {}, "✕");
  add(item, "DIV", { class: "problem", role: "alert" });
  choose.addEventListener("click", () => act(view, "choose", item.row.place));
  copy.addEventListener("click", () => act(view, "copy", item.row.place));
  remove.addEventListener("click", () => act(view, "remove", item.row.place));
  choose.addEventListener("keydown", (event) => onKey(view, item, event));
  listenToDrag(view, item, handle);
  return item;
}

function drawCopy(icon) {
  add(icon, "rect", { x: 4.5, y: 1.5, width: 8, height: 8, rx: 1.5 });
  add(icon, "path", { d: "M2.5 4.5 V11 a1 1 0 0 0 1 1 H10" });
}

function showRow(view, item, row) {
  const { words } = view.call.data;
  item.row = row;
  item.className = [row.chosen && "chosen", row.problem && "wrong"].filter(Boolean).join(" ");
  item.dataset.depth = row.depth;
  item.style.setProperty("--depth", row.depth);
  const [handle, choose, shape, tools] = item.firstElementChild.children;
  handle.title = words.move;
  choose.setAttribute("aria-pressed", String(row.chosen));
  choose.children[0].textContent = row.title;
  choose.children[1].textContent = row.told;
  shape.children[0].textContent = row.shape;
  shape.children[1].textContent = row.parameters;
  [words.copy, words.remove].forEach((word, number) => {
    tools.children[number].title = word;
    tools.children[number].setAttribute("aria-label", `${word}: ${row.title} ${row.place}`);
  });
  item.lastElementChild.textContent = row.problem;
}

function onKey(view, item, event) {
  const name = findAct(event);
  if (name === null) return;
  event.preventDefault();
  if (name === "next" || name === "previous") focusRow(view, item, name === "next" ? 1 : -1);
  else actInTurn(view, name, item.row.place);
}

function findAct(event) {
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== "z") return null;
    return event.shiftKey ? "redo" : "undo";
  }
  if (event.altKey) return ALT_KEYS[event.key] ?? null;
  return { ArrowDown: "next", ArrowUp: "previous", Delete: "remove", Backspace: "remove", d: "copy" }[event.key] ?? null;
}

function focusRow(view, item, step) {
  const items = [...view.list.children];
  const next = items[items.indexOf(item) + step];
  if (!next) return;
  next.querySelector(".choose").focus();
  act(view, "choose", next.row.place);
}

function listenToDrag(view, item, handle) {
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    item.classList.add("dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (handle.hasPointerCapture(event.pointerId)) markTarget(view, findTarget(view, event.clientY));
  });
  handle.addEventListener("lostpointercapture", (event) => {
    const target = findTarget(view, event.clientY);
    markTarget(view, null);
    item.classList.remove("dragged");
    if (target && target.item !== item) act(view, "move", item.row.place, target.to);
  });
}

/** Where a block that is let go at that height goes: before a block, behind it, or into an empty residual block. */
function findTarget(view, height) {
  const items = [...view.list.children];
  const last = items[items.length - 1];
  if (!last || height > last.getBoundingClientRect().bottom + 8) return last ? { item: null, mark: last, to: view.call.data.end } : null;
  const item = items.find((one) => height <= one.getBoundingClientRect().bottom + 2) ?? last;
  const box = item.firstElementChild.getBoundingClientRect();
  if (height < box.top + box.height / 2) return { item, mark: item, before: true, to: item.row.place };
  return { item, mark: item, to: findPlaceBehind(item.row) };
}

function findPlaceBehind({ place, holds }) {
  if (holds >= 0) return `${place}.1`;
  const parts = place.split(".");
  return [...parts.slice(0, -1), Number(parts[parts.length - 1]) + 1].join(".");
}

function markTarget(view, target) {
  for (const item of view.list.children) item.classList.remove("before", "behind");
  target?.mark.classList.add(target.before ? "before" : "behind");
}
