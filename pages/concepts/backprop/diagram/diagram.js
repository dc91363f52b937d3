// A network to take apart: a drawing whose every number can be changed, and a walk through one step of training.
// Every number comes from Python: data.layers holds the trace, data.steps the pages of the walk.

import { component } from "../../../shared/browser/component.js";
import { add, onResize } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { drawControls, drawExamples, placeControls } from "./controls.js";
import { drawNetwork, placeNetwork, showNetwork } from "./drawing.js";
import { addEditor, openEditor, settleEditor } from "./editor.js";
import { addPhases, addPlayer, onWalkKey, pause, showStep } from "./player.js";
import { finishEdit } from "./reports.js";

export default component(start);

function start({ parentElement, data }) {
  const root = add(parentElement, "DIV", { class: "picture network" });
  const view = { root, words: data.words, most: data.most, data, step: 0, reported: null, turn: null, clock: 0, tallest: 0 };
  view.openEditor = (part) => openEditor(view, part);
  addParts(view);
  root.addEventListener("keydown", (event) => onWalkKey(view, event));
  document.addEventListener("keydown", function hear(event) {
    if (!root.isConnected) document.removeEventListener("keydown", hear);
    else if (isIdle(document.activeElement)) onWalkKey(view, event);
  });
  onResize(view.stage, () => {
    placeNetwork(view);
    placeControls(view);
    showNetwork(view);
  });
  view.update = (call) => {
    view.send = call.setTriggerValue;
    receive(view, call.data);
  };
  return view;
}

function addParts(view) {
  const { root, words } = view;
  const frame = add(root, "DIV", { class: "stage-frame" });
  view.stage = add(frame, "DIV", { class: "stage", tabindex: 0, role: "group", "aria-label": words.picture });
  view.board = add(view.stage, "DIV", { class: "board" });
  view.svg = add(view.board, "svg");
  view.controls = add(view.board, "DIV", { class: "controls" });
  view.problem = add(frame, "DIV", { class: "problem", role: "alert", hidden: "" });
  view.bar = add(root, "DIV", { class: "bar" });
  const row = add(root, "DIV", { class: "row-of-chips" });
  view.chips = add(row, "DIV", { class: "chips" });
  view.examples = add(row, "DIV", { class: "examples" });
  view.page = add(root, "SECTION", { class: "page", "aria-live": "polite" });
  addPlayer(view);
  addPhases(view);
  addEditor(view);
}

/** Whether the keys mean nothing to the node that has the focus: nothing has it, or a plain button outside. */
function isIdle(node) {
  return node === document.body || (node.tagName === "BUTTON" && !node.hasAttribute("role"));
}

/** Take new data: redraw what has another shape, change what has other numbers, and stay where the walk is. */
function receive(view, data) {
  const shape = JSON.stringify([data.x.length, data.layers.map((layer) => [layer.biases.length, layer.activation, layer.options])]);
  Object.assign(view, { data, words: data.words });
  if (shape !== view.shape) {
    view.shape = shape;
    view.tallest = 0;
    drawNetwork(view);
    placeNetwork(view);
    drawControls(view);
  }
  drawExamples(view);
  if (view.turn === null || data.turn === view.turn) followPython(view, data);
  view.step = clamp(view.step, 0, data.steps.length - 1);
  showStep(view);
  settleEditor(view);
  if (data.edit === view.edit) finishEdit(view);
}

/** Go to Python's step, if it is another one than last reported: a link, a preset, another shape. */
function followPython(view, data) {
  view.turn = data.turn;
  if (data.step !== view.reported) {
    pause(view);
    view.step = data.step;
  }
  view.reported = data.step;
}
