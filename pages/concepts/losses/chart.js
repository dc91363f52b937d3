// Two losses at one prediction: dragged along its logit (two classes) or inside the triangle of three probabilities.
// Every number comes from Python, a row for each place the point can stand: data.logits[i], data.sides[k].value[i], ...

import { component } from "../../shared/browser/component.js";
import { debounce } from "../../shared/browser/input.js";
import { add, set } from "../../shared/browser/nodes.js";
import { formatNumber } from "../../shared/charts/numbers.js";
import { drawDescent } from "./descent.js";
import { drawThreeClasses } from "./three_classes.js";
import { drawTwoClasses } from "./two_classes.js";

export default component(start);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture", tabindex: 0, role: "slider" });
  const view = { root, index: 0, busy: false };
  view.report = () => {
    view.busy = false;
    if (view.index !== view.data.point) setStateValue("logits", view.data.logits[view.index]);
  };
  const reportSoon = debounce(view.report);
  view.go = (index) => {
    view.busy = true;
    view.index = index;
    show(view);
  };
  root.addEventListener("keydown", (event) => {
    const index = view.picture.step(event, view.index);
    if (index === null) return;
    event.preventDefault();
    view.go(index);
    reportSoon();
  });
  view.update = ({ data }) => {
    const content = JSON.stringify({ ...data, descent: 0 });
    if (content !== view.content) draw(view, data);
    view.content = content;
    view.data = data;
    if (!view.busy) view.index = data.point;
    drawDescent(view.descent, data);
    show(view);
  };
  return view;
}

function draw(view, data) {
  view.data = data;
  view.root.replaceChildren();
  const two = data.view === "two";
  const row = add(view.root, "DIV", { class: two ? "row wide" : "row four" });
  view.picture = (two ? drawTwoClasses : drawThreeClasses)(view, row);
  view.descent = add(row, "DIV");
  view.readout = add(view.root, "DIV", { class: "readout", "aria-live": "off" });
  set(view.root, { "aria-label": data.words.label, "aria-valuemin": 0, "aria-valuemax": 1 });
}

function show(view) {
  const { data, index, picture } = view;
  const p = data.right[index];
  set(view.root, { "aria-valuenow": p, "aria-valuetext": `${data.words.right} ${formatNumber(p)}` });
  picture.show(index);
  view.descent.classList.toggle("stale", index !== data.point);
  const losses = data.sides.map((side) => `${side.name} ${formatNumber(side.value[index])}`).join("   ");
  const logits = data.logits[index].map(formatNumber).join(", ");
  view.readout.textContent = `z = ${logits}   p = ${data.probabilities[index].map(formatNumber).join(", ")}   ${losses}`;
}
