// A text with a gap, twice: filled in from both sides, and continued from the left one.
// Every number comes from Python: data.ways[w].weights[block][head][place], place 0 being the sign that begins a text.

import { component } from "../../../shared/browser/component.js";
import { debounce, onSliderKey } from "../../../shared/browser/input.js";
import { add, fill, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { formatShare } from "../../../shared/charts/numbers.js";
import { colourSigns, drawSigns, showBars } from "../signs.js";

const GAP = "▢";

export default component(start);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture" });
  const view = { root, place: 0, block: 0, head: 0, texts: [], spans: [] };
  view.report = debounce(() => {
    const gap = [view.place, view.block, view.head];
    if (String(gap) !== String(view.data.gap)) setStateValue("gap", gap);
  });
  view.update = ({ data }) => {
    view.data = data;
    [view.place, view.block, view.head] = data.gap;
    draw(view);
  };
  return view;
}

function move(view, place) {
  view.place = clamp(place, 0, view.data.signs.length - 2);
  view.spans.forEach((spans) => spans.forEach((span, at) => span.classList.toggle("here", at === view.place + 1)));
  view.report();
}

function draw(view) {
  const { data, root } = view;
  const focused = view.texts.findIndex((text) => text.matches(":focus"));
  root.replaceChildren();
  drawChoice(view);
  const row = add(root, "DIV", { class: "row wide" });
  view.texts = [];
  view.spans = data.ways.map((way, k) => drawWay(view, add(row, "DIV"), way, k === 0));
  view.texts[focused]?.focus({ preventScroll: true });
}

function drawChoice(view) {
  const { blocks, heads, words } = view.data;
  const bar = add(view.root, "DIV", { class: "bar" });
  add(bar, "SPAN", {}, words.look);
  const select = add(bar, "SELECT", { "aria-label": words.look });
  for (let at = 0; at < blocks * heads; at++) {
    const [block, head] = [Math.floor(at / heads), at % heads];
    add(select, "OPTION", { value: at }, fill(words.head, { block: block + 1, head: head + 1 }));
  }
  select.value = view.block * heads + view.head;
  select.addEventListener("change", () => {
    [view.block, view.head] = [Math.floor(select.value / heads), select.value % heads];
    view.data.ways.forEach((way, k) => colourSigns(view.spans[k], way.weights[view.block][view.head]));
    view.report();
  });
}

function drawWay(view, parent, way, both) {
  const { data, place } = view;
  add(parent, "P", { class: "title" }, way.title);
  const signs = data.signs.map((sign, at) => (at === place + 1 ? GAP : sign));
  const spans = drawSigns(addText(view, parent, way), signs, (at) => at && move(view, at - 1));
  spans.forEach((span, at) => {
    span.classList.toggle("here", at === place + 1);
    span.classList.toggle("later", !both && at > place + 1);
  });
  colourSigns(spans, way.weights[view.block][view.head]);
  showBars(add(parent, "DIV", { class: "bars" }), { ...way, drawn: data.hidden });
  add(parent, "P", { class: "hint" }, fill(data.words.right, { sign: data.hidden, share: formatShare(way.right) }));
  return spans;
}

/** A text along which the arrow keys move the gap. */
function addText(view, parent, { title }) {
  const { data, place } = view;
  const text = add(parent, "DIV", { class: "signs", tabindex: 0, role: "slider", "aria-label": `${title}. ${data.words.label}` });
  set(text, { "aria-valuemin": 0, "aria-valuemax": data.signs.length - 2, "aria-valuenow": place });
  set(text, { "aria-valuetext": data.signs[place + 1] });
  onSliderKey(text, (steps) => move(view, view.place + steps));
  view.texts.push(text);
  return text;
}
