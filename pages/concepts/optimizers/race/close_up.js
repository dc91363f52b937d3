// The numbers at the clock's step: where each optimiser is, and the rule of the one that is looked at closely.

import { fill } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { formatQuantity, formulaInNumbers, formulaInSymbols, formulasOf, symbolOf } from "./formulas.js";

/** Make the list of optimisers, the rows of the table and the formulas, without numbers yet. */
export function nameCloseUp(view) {
  const { data, find } = view;
  const { rule, settings, rows } = data.close_up;
  view.formulas = formulasOf(rule, settings.bias_correction);
  find("walkers").replaceChildren(...data.runs.map(makeWalker));
  find("rows").replaceChildren(...rows.map(makeRow));
  find("formulas").replaceChildren(...view.formulas.map(makeFormula));
}

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function makeWalker(run) {
  const item = make("li", run.chosen ? "chosen" : "");
  const mark = make("span", "mark");
  mark.style.background = run.colour;
  item.append(mark, make("span", "name", run.name), make("span", "height"), make("span", "lost"));
  return item;
}

function makeRow({ key, words }) {
  const row = document.createElement("tr");
  row.dataset.key = key;
  const head = make("th", "");
  head.scope = "row";
  head.innerHTML = `<math>${symbolOf(key)}</math>`;
  head.append(make("span", "words", words));
  row.append(head, make("td", ""), make("td", ""));
  return row;
}

function makeFormula(formula) {
  const item = make("li", "");
  const head = make("div", "head");
  head.innerHTML = formulaInSymbols(formula);
  item.append(head, make("div", "worked"), make("div", "worked"));
  return item;
}

/** Show the step that the clock has reached; at 0 the first step, which is to come. */
export function showCloseUp(view) {
  const { data, find } = view;
  const whole = Math.floor(view.t);
  find("scrub").value = whole;
  find("clock").textContent = fill(data.clock, { step: whole, count: data.count });
  find("walkers").childNodes.forEach((item, i) => showWalker(item, data.runs[i], whole, data.lost));
  const { count, title } = data.close_up;
  const step = clamp(whole, 1, Math.max(1, count));
  find("closeUp").hidden = count === 0;
  find("which").textContent = fill(title, { step });
  if (!count) return;
  const both = [0, 1].map((axis) => valuesAt(data.close_up, step, axis));
  showTable(view, both);
  if (!view.playing) showFormulas(view, both);
}

function showWalker(item, run, whole, lost) {
  const last = run.losses.length - 1;
  const gone = run.diverged_at !== null && whole >= run.diverged_at;
  item.querySelector(".height").textContent = formatQuantity(run.losses[Math.min(whole, last)]);
  item.querySelector(".lost").textContent = gone ? fill(lost, { step: run.diverged_at }) : "";
}

function showTable(view, both) {
  for (const row of view.find("rows").children) {
    const cells = row.querySelectorAll("td");
    both.forEach((values, axis) => (cells[axis].textContent = formatQuantity(values[row.dataset.key])));
  }
}

// Nobody reads formulas that change with every step, and laying them out costs frames: while the race runs they stand
// still, dimmed.
function showFormulas(view, both) {
  [...view.find("formulas").children].forEach((item, i) => {
    const worked = item.querySelectorAll(".worked");
    both.forEach((values, axis) => (worked[axis].innerHTML = formulaInNumbers(view.formulas[i], values)));
  });
}

/** Every quantity of a step (the first is 1) along x (axis 0) or y (axis 1), and the memories of the step before. */
export function valuesAt({ steps, settings }, step, axis) {
  const at = (name, index) => {
    const values = steps[name];
    if (!values) return undefined;
    return Array.isArray(values[index]) ? values[index][axis] : values[index];
  };
  const values = { ...settings, t: step };
  for (const name of Object.keys(steps)) values[name] = at(name, step - 1);
  values.m_before = step > 1 ? at("m", step - 2) : 0;
  values.v_before = step > 1 ? at("v", step - 2) : 0;
  return values;
}
