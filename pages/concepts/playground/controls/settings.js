// Everything that can be set, in three groups. Which texts a field takes, Python says; here they are only written.

import { add, fill, set } from "../../../shared/browser/nodes.js";
import { change } from "../running/link.js";

const GROUPS = {
  data_group: ["points", "task", "classes", "count", "noise", "test", "seed"],
  network_group: ["f", "start", "loss"],
  training_group: ["optimizer", "batch", "penalty", "strength", "stop"],
};
const NUMBERS = {
  classes: [2, 5, 1], count: [20, 400, 20], noise: [0, 1, 0.05], test: [0, 80, 10], seed: [0, 9999, 1],
  batch: [1, 400, 1], strength: [0, 1, 0.001], stop: [0, 10, 0.01],
};
const LABELS = { loss: "loss_kind" };
const DRAGGED = ["noise", "test", "count", "batch"];

export function buildSettings(view, parent) {
  view.controls = {};
  view.groups = [];
  for (const [group, names] of Object.entries(GROUPS)) {
    const box = add(parent, "FIELDSET");
    view.groups.push(box);
    add(box, "LEGEND", {}, view.data.words[group]);
    for (const name of names) view.controls[name] = NUMBERS[name] ? addNumber(view, box, name) : addList(view, box, name);
    if (group === "training_group") addSpeed(view, box);
  }
}

/** How fast it trains: for the reader's eyes alone, so Python need not know. */
function addSpeed(view, box) {
  const label = addLabel(view, box, "speed");
  set(label, { "data-part": "speed" });
  const list = add(label, "SELECT");
  view.data.words.speeds.forEach((name, value) => add(list, "OPTION", { value }, name));
  list.value = view.speed;
  list.addEventListener("change", () => (view.speed = Number(list.value)));
}

function addLabel(view, box, name) {
  const label = add(box, "LABEL", { "data-field": name });
  add(label, "SPAN", { class: "label" }, view.data.words[LABELS[name] ?? name]);
  return label;
}

function addList(view, box, name) {
  const label = addLabel(view, box, name);
  const list = add(label, "SELECT");
  list.addEventListener("change", () => {
    const emptied = name === "task" ? { own: "" } : {}; // classes are no values
    change(view, { [name]: list.value, ...emptied });
  });
  return { label, list };
}

function addNumber(view, box, name) {
  const label = addLabel(view, box, name);
  const [min, max, step] = NUMBERS[name];
  const dragged = DRAGGED.includes(name);
  const field = add(label, "INPUT", { type: dragged ? "range" : "number", min, max, step });
  const shown = dragged ? add(label, "SPAN", { class: "shown" }) : null;
  field.addEventListener(dragged ? "input" : "change", () => {
    if (!field.checkValidity() || field.value === "") return showSettings(view);
    if (shown) shown.textContent = field.value;
    if (name === "stop") view.setStop(field.valueAsNumber);
    change(view, { [name]: field.value });
  });
  return { label, field, shown };
}

/** Bring the controls up to date, and hide those that mean nothing now, and what the link leaves out. */
export function showSettings(view) {
  const { controls, settings, data } = view;
  for (const [name, { list, field, shown }] of Object.entries(controls)) {
    if (list) fillList(list, data.lists[name] ?? Object.keys(data.options[name]), data.options[name], settings[name]);
    else field.value = settings[name];
    if (shown) shown.textContent = settings[name];
  }
  for (const part of view.root.querySelectorAll("[data-part]")) part.hidden = data.hidden.includes(part.dataset.part);
  const idle = findIdle(settings, data);
  for (const [name, { label }] of Object.entries(controls)) label.hidden = idle.includes(name) || data.hidden.includes(name);
  for (const group of view.groups) group.hidden = [...group.querySelectorAll("label")].every((label) => label.hidden);
  view.layersTold.textContent = fill(data.words.layers, { count: data.shape.sizes.length - 2 });
}

/** The settings that mean nothing now. */
function findIdle({ points, penalty }, { classes, hidden }) {
  const own = points === "own";
  return [
    ...(own ? ["count", "noise"] : []),
    ...(own && !hidden.includes("points") ? [] : ["task"]),
    ...(classes ? [] : ["classes"]),
    ...(penalty === "none" || hidden.includes("penalty") ? ["strength"] : []),
  ];
}

function fillList(list, names, titles, value) {
  const kept = [...list.options].map((option) => option.value);
  if (String(kept) !== String(names)) {
    list.replaceChildren();
    for (const name of names) add(list, "OPTION", { value: name }, titles[name]);
  }
  list.value = names.includes(value) ? value : names[0];
}
