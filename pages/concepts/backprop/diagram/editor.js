// A small form over the drawing in which one number is changed: a box to type in, and a slider for trying out.

import { add } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { pause } from "./player.js";
import { sendEdit } from "./reports.js";

/** Make the form, which is hidden until a number is clicked. */
export function addEditor(view) {
  const form = add(view.board, "FORM", { class: "editor", hidden: "" });
  const label = add(form, "LABEL");
  const name = add(label, "SPAN");
  const box = add(label, "INPUT", { type: "text", inputmode: "decimal", autocomplete: "off" });
  const slider = add(form, "INPUT", { type: "range", min: -3, max: 3, step: 0.05, "aria-label": view.words.slide });
  const row = add(form, "DIV", { class: "buttons" });
  add(row, "BUTTON", { type: "submit", class: "main" }, view.words.set);
  const close = add(row, "BUTTON", { type: "button" }, view.words.close);
  view.editor = { form, name, box, slider, part: null };
  slider.addEventListener("input", () => {
    box.value = String(Number(slider.value));
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

/** Open the form at a part of the drawing. */
export function openEditor(view, part) {
  const { form, name, box, slider } = view.editor;
  pause(view);
  view.editor.part = part;
  view.closing = false;
  name.textContent = part.label;
  box.value = String(part.number);
  slider.value = part.number;
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

/** Follow the answer to what was typed: a sentence keeps the form open, anything else closes it. */
export function settleEditor(view) {
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
