// The formula of the chosen unit, in symbols and with its numbers, and its weights to change by hand.

import { add, fill } from "../../../shared/browser/nodes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { rateAt } from "../mathematics/training.js";
import { describeUnit } from "./network.js";

const NAMES = { linear: "", tanh: "tanh", sigmoid: "σ", relu: "ReLU", leaky_relu: "LeakyReLU", silu: "SiLU", softmax: "softmax" };

const LOSSES = {
  binary_crossentropy: "L = −1/n · Σ (y·ln a + (1 − y)·ln(1 − a))", categorical_crossentropy: "L = −1/n · Σ y·ln a",
  mse: "L = 1/{count} · Σ (a − y)²", huber: "L = 1/{count} · Σ H(a − y)    H(e) = |e| ≤ 1 ? ½·e² : |e| − ½    L",
};
const PENALTIES = { none: "", l1: "g := ∂L/∂w + λ·sign(w)", l2: "g := ∂L/∂w + 2·λ·w" };
const RULES = {
  gradient_descent: "w := w − α·g", momentum: "m := β·m − α·g    w := w + m", nesterov: "m := β·m − α·g    w := w + β·m − α·g",
  rmsprop: "v := ρ·v + (1 − ρ)·g²    w := w − α·g / √(v + ε)", adam: "w := w − α·m̂ / (√v̂ + ε̂)",
  adamw: "w := w − α·m̂ / (√v̂ + ε̂) − α·λ·w",
};

/** Build the panel for the chosen unit. */
export function buildPanel(view) {
  const { panel, chosen, data } = view;
  panel.replaceChildren();
  view.fields = [];
  if (!chosen) {
    add(panel, "P", { class: "hint" }, data.words.unit_panel);
    return;
  }
  const head = add(panel, "DIV", { class: "panel-head" });
  add(head, "STRONG", {}, describeUnit(view, chosen.layer, chosen.unit));
  const close = add(head, "BUTTON", { type: "button", class: "quiet", "aria-label": data.words.close }, "✕");
  close.addEventListener("click", () => view.choose(chosen.layer, chosen.unit));
  view.symbols = add(panel, "P", { class: "formula", translate: "no" });
  view.numbers = add(panel, "P", { class: "formula", translate: "no" });
  view.worked = add(panel, "P", { class: "formula", translate: "no" });
  view.learned = add(panel, "P", { class: "formula", translate: "no" });
  const list = add(panel, "DIV", { class: "weights" });
  listNumbers(view).forEach(({ name, place, label }) => addField(view, list, name, place, label));
  view.symbols.textContent = writeSymbols(view);
  showPanel(view);
}

/** Every number of the chosen unit: its name, where it lies in the parameters, and what a screen reader says. */
function listNumbers({ training, chosen, data }) {
  const layer = training.network.layers[chosen.layer];
  const weights = sourcesOf(data, chosen.layer, layer.inputs).map((name, source) => ({
    name, place: layer.weights + source * layer.units + chosen.unit, label: fill(data.words.weight, { name }),
  }));
  return [...weights, { name: "b", place: layer.biases + chosen.unit, label: data.words.bias }];
}

function sourcesOf(data, layer, count) {
  if (layer === 0) return data.settings.features.split(",").map((name) => data.features[name]);
  return Array.from({ length: count }, (_, k) => `a${subscript(k + 1)}`);
}

const subscript = (number) => [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");

function addField(view, list, name, place, label) {
  const row = add(list, "LABEL", {});
  add(row, "SPAN", { translate: "no" }, name);
  const field = add(row, "INPUT", { type: "number", step: "0.1", "aria-label": label });
  field.addEventListener("input", () => {
    if (field.value === "" || !Number.isFinite(field.valueAsNumber)) return;
    view.setNumber(place, field.valueAsNumber);
  });
  view.fields.push({ field, place });
}

function writeSymbols({ training, chosen, data }) {
  const layer = training.network.layers[chosen.layer];
  const names = sourcesOf(data, chosen.layer, layer.inputs);
  const sum = names.map((name, k) => `w${subscript(k + 1)}·${name}`).join(" + ");
  return `z = ${sum} + b    a = ${write(layer.activation, "z")}`;
}

const write = (activation, inner) => (NAMES[activation] ? `${NAMES[activation]}(${inner})` : inner);

/** Bring the numbers up to date. */
export function showPanel(view) {
  const { training, chosen, data, fields, root } = view;
  if (!chosen) return;
  const layer = training.network.layers[chosen.layer];
  const { params } = training.network;
  const names = sourcesOf(data, chosen.layer, layer.inputs);
  const terms = names.map((name, k) => `${signed(params[layer.weights + k * layer.units + chosen.unit], k)}·${name}`);
  view.numbers.textContent = `z = ${terms.join(" ")} ${signed(params[layer.biases + chosen.unit], 1)}`;
  view.learned.textContent = chosen.layer === training.network.layers.length - 1 ? writeLearning(view) : "";
  const active = root.getRootNode().activeElement;
  for (const { field, place } of fields) if (field !== active) field.value = params[place].toFixed(3);
}

/** The sum and the output of the chosen unit for one place, which has just gone through the network `asked`. */
export function showWorked({ chosen, worked, training, data }, asked, inputs, place) {
  if (!chosen) return;
  const layer = asked.layers[chosen.layer];
  const values = chosen.layer ? asked.layers[chosen.layer - 1].a : inputs;
  const { params } = training.network;
  const terms = Array.from({ length: layer.inputs }, (_, k) => `${signed(params[layer.weights + k * layer.units + chosen.unit], k)}·${bracket(values[k])}`);
  const [x, y] = place.map((value) => formatNumber(Number(value.toFixed(2))));
  const sum = formatNumber(layer.z[chosen.unit]);
  const out = layer.activation === "linear" ? "" : `    a = ${write(layer.activation, layer.activation === "softmax" ? "z₁ …" : sum)} = ${formatNumber(layer.a[chosen.unit])}`;
  worked.textContent = `${fill(data.words.at, { x, y })}: z = ${terms.join(" ")} ${signed(params[layer.biases + chosen.unit], 1)} = ${sum}${out}`;
}

const bracket = (value) => (value < 0 ? `(${formatNumber(value)})` : formatNumber(value));

/** The loss, and how a weight moves with its gradient g, with the numbers of this moment. */
function writeLearning({ training: { network, course, updates }, trainLoss }) {
  const count = network.output.units > 1 ? `(n·${network.output.units})` : "n";
  const penalty = PENALTIES[course.penalty] && `\n${PENALTIES[course.penalty]}    λ = ${formatNumber(course.strength)}`;
  return `${fill(LOSSES[network.loss], { count })} = ${formatNumber(trainLoss)}${penalty}\n${RULES[course.optimizer]}    α = ${formatNumber(rateAt(course, updates))}`;
}

function signed(value, k) {
  if (k === 0) return formatNumber(value);
  return `${value < 0 ? "−" : "+"} ${formatNumber(Math.abs(value))}`;
}
