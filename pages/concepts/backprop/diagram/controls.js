// Changing the shape by hand: below each column its activation and buttons, above the drawing those of the examples.

import { add, fill } from "../../../shared/browser/nodes.js";
import { sendEdit } from "./reports.js";

/** Draw below each column its name, its activation, and buttons that add and remove. */
export function drawControls(view) {
  const { data, words, controls, most } = view;
  controls.replaceChildren();
  view.columns = [];
  const inputs = addColumn(view, words.inputs);
  const few = data.x.length;
  addButton(view, inputs, "−", words.remove_input, few > 1, { op: "remove_unit", layer: -1 });
  addButton(view, inputs, "+", words.add_input, few < most.inputs, { op: "add_unit", layer: -1 });
  data.layers.forEach((layer, index) => drawLayerControls(view, layer, index));
  const more = addColumn(view, "");
  const room = data.layers.length < most.layers;
  addButton(view, more, words.add_layer, words.add_layer, room, { op: "add_layer" });
  placeControls(view);
}

function drawLayerControls(view, layer, index) {
  const { data, words, most } = view;
  const last = index === data.layers.length - 1;
  const box = addColumn(view, last ? words.outputs : fill(words.hidden, { layer: index + 1 }));
  const choice = add(box, "SELECT", { "aria-label": `${words.activation}: ${box.title}` });
  for (const name of layer.options) add(choice, "OPTION", { value: name }, data.titles[name]);
  choice.value = layer.activation;
  choice.addEventListener("change", () => sendEdit(view, { op: "activation", layer: index, value: choice.value }));
  const units = layer.biases.length;
  addButton(view, box, "−", words.remove_unit, units > 1, { op: "remove_unit", layer: index });
  addButton(view, box, "+", words.add_unit, units < most.units, { op: "add_unit", layer: index });
  if (!last) addButton(view, box, "×", words.remove_layer, true, { op: "remove_layer", layer: index });
}

function addColumn(view, title) {
  const box = add(view.controls, "DIV", { class: "column" });
  box.title = title;
  add(box, "SPAN", { class: "title" }, title);
  view.columns.push(box);
  return box;
}

function addButton(view, parent, text, label, enabled, edit) {
  const button = add(parent, "BUTTON", { type: "button", "aria-label": `${label}${parent.title ? `: ${parent.title}` : ""}`, title: label }, text);
  button.disabled = !enabled;
  button.addEventListener("click", () => sendEdit(view, edit));
}

/** Put the controls of each column below it. */
export function placeControls(view) {
  const { gap, columns, width, below } = view.layout;
  const more = view.columns.length - 1;
  view.columns.forEach((box, index) => placeColumn(box, columns[index], Math.min(gap - 6, 2 * columns[index])));
  const high = Math.max(...view.columns.slice(0, more).map((box) => box.offsetHeight));
  const own = below === 0; // whether there is a column for the button that adds a layer; else it has a row
  if (own) placeColumn(view.columns[more], (columns[more] + columns[more + 1]) / 2, 1.6 * gap);
  else placeColumn(view.columns[more], width / 2, width);
  view.columns[more].style.top = own ? "" : `${high + 14}px`;
  view.controls.style.height = `${high + 16 + (own ? 0 : view.columns[more].offsetHeight + 6)}px`;
}

function placeColumn(box, middle, wide) {
  box.style.width = `${wide}px`;
  box.style.left = `${middle - wide / 2}px`;
}

/** Draw which example is in view, and buttons to look at another one, to add one and to remove it. */
export function drawExamples(view) {
  const { data, words, examples, most } = view;
  examples.replaceChildren();
  examples.title = "";
  const at = data.example;
  addButton(view, examples, "‹", words.previous_example, at > 0, { op: "look", example: at - 1 });
  add(examples, "SPAN", {}, fill(words.example, { example: at + 1, examples: data.examples }));
  addButton(view, examples, "›", words.next_example, at < data.examples - 1, { op: "look", example: at + 1 });
  addButton(view, examples, "+", words.add_example, data.examples < most.examples, { op: "add_example" });
  addButton(view, examples, "−", words.remove_example, data.examples > 1, { op: "remove_example" });
}
