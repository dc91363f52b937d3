// Changing numbers and shape by hand. An edit goes to Python; the next data brings the new picture or a sentence.

/** Send an edit now, or after the answer to the one that is under way; of several that wait, the last one. */
function sendEdit(view, edit) {
  if (view.awaiting) {
    view.pending = edit;
    return;
  }
  view.awaiting = true;
  clearTimeout(view.patience);
  view.patience = setTimeout(() => answered(view), 5000);
  view.edit = Math.max(Date.now(), (view.edit ?? 0) + 1); // a number that Python tells back with its answer
  sendHand(view, { ...edit, number: view.edit });
}

function answered(view) {
  view.awaiting = false;
  const edit = view.pending;
  view.pending = null;
  if (edit) sendEdit(view, edit);
  else view.report();
}

/** A small form over the drawing: a box to type in, and a slide for trying out. */
function buildEditor(view) {
  const form = add(view.board, "FORM", { class: "editor", hidden: "" });
  const label = add(form, "LABEL");
  const name = add(label, "SPAN");
  const box = add(label, "INPUT", { type: "text", inputmode: "decimal", autocomplete: "off" });
  const slide = add(form, "INPUT", { type: "range", min: -3, max: 3, step: 0.05, "aria-label": view.words.slide });
  const row = add(form, "DIV", { class: "buttons" });
  add(row, "BUTTON", { type: "submit", class: "main" }, view.words.set);
  const close = add(row, "BUTTON", { type: "button" }, view.words.close);
  view.editor = { form, name, box, slide, part: null };
  slide.addEventListener("input", () => {
    box.value = String(Number(slide.value));
    sendEdit(view, { ...view.editor.part.edit, value: box.value });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    view.closing = true;
    sendEdit(view, { ...view.editor.part.edit, value: box.value });
  });
  close.addEventListener("click", () => closeEditor(view));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeEditor(view);
    event.stopPropagation();
  });
}

function openEditor(view, part) {
  const { form, name, box, slide } = view.editor;
  pause(view);
  view.editor.part = part;
  view.closing = false;
  name.textContent = part.label;
  box.value = String(part.number);
  slide.value = part.number;
  form.hidden = false;
  const { offsetWidth: wide, offsetHeight: high } = form;
  const below = part.at.y + 22;
  const top = below + high > view.board.offsetHeight ? part.at.y - high - 22 : below;
  form.style.left = `${clamp(part.at.x - wide / 2, 4, Math.max(4, view.layout.width - wide - 4))}px`;
  form.style.top = `${Math.max(4, top)}px`;
  box.focus();
  box.select();
}

function closeEditor(view) {
  const { form, part } = view.editor;
  if (form.hidden) return;
  form.hidden = true;
  view.parts.get(part.id)?.group.focus({ preventScroll: true });
}

/** The answer to what was typed: a sentence keeps the form open, anything else closes it. */
function settleEditor(view) {
  const { form, box, part } = view.editor;
  const wrong = Boolean(view.data.problem);
  view.problem.textContent = view.data.problem;
  view.problem.hidden = !wrong;
  box.setAttribute("aria-invalid", String(wrong));
  if (form.hidden || !view.closing || view.data.edit !== view.edit) return; // an answer to something else
  view.closing = false;
  if (wrong) box.focus();
  else if (view.parts.has(part.id)) closeEditor(view);
  else form.hidden = true;
}

/** Below each column: its name, its activation, and buttons that add and remove. */
function drawControls(view) {
  const { data, words, controls, most } = view;
  controls.replaceChildren();
  view.columns = [];
  const inputs = column(view, words.inputs);
  const few = data.x.length;
  addButton(view, inputs, "−", words.remove_input, few > 1, { op: "remove_unit", layer: -1 });
  addButton(view, inputs, "+", words.add_input, few < most.inputs, { op: "add_unit", layer: -1 });
  data.layers.forEach((layer, index) => drawLayerControls(view, layer, index));
  const more = column(view, "");
  const room = data.layers.length < most.layers;
  addButton(view, more, words.add_layer, words.add_layer, room, { op: "add_layer" });
  placeControls(view);
}

function drawLayerControls(view, layer, index) {
  const { data, words, most } = view;
  const last = index === data.layers.length - 1;
  const box = column(view, last ? words.outputs : fill(words.hidden, { layer: index + 1 }));
  const choice = add(box, "SELECT", { "aria-label": `${words.activation}: ${box.title}` });
  for (const name of layer.options) add(choice, "OPTION", { value: name }, data.titles[name]);
  choice.value = layer.activation;
  choice.addEventListener("change", () => sendEdit(view, { op: "activation", layer: index, value: choice.value }));
  const units = layer.biases.length;
  addButton(view, box, "−", words.remove_unit, units > 1, { op: "remove_unit", layer: index });
  addButton(view, box, "+", words.add_unit, units < most.units, { op: "add_unit", layer: index });
  if (!last) addButton(view, box, "×", words.remove_layer, true, { op: "remove_layer", layer: index });
}

function column(view, title) {
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

function placeControls(view) {
  const { gap, columns } = view.layout;
  view.columns.forEach((box, index) => {
    const wide = index === view.columns.length - 1 ? 1.6 * gap : gap - 6;
    const middle = index === view.columns.length - 1 ? (columns[index] + columns[index + 1]) / 2 : columns[index];
    box.style.width = `${wide}px`;
    box.style.left = `${middle - wide / 2}px`;
  });
  view.controls.style.height = `${Math.max(...view.columns.map((box) => box.offsetHeight)) + 16}px`;
}

/** Which example is in view, and buttons to look at another one, to add one and to remove it. */
function drawExamples(view) {
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
