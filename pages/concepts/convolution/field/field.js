// Levels of cells from the side, the input at the bottom: the watched value at the top and all that it depends on.

import { component } from "../../../shared/browser/component.js";
import { debounce, onDrag, onSliderKey } from "../../../shared/browser/input.js";
import { add, fill, onResize, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";

const [NARROWEST, WIDEST] = [320, 900];
const [LEVEL, CELL, LABEL] = [50, 18, 22];

export default component(start);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture", tabindex: 0, role: "slider" });
  const view = { root, value: 0, busy: false };
  view.report = () => {
    view.busy = false;
    if (view.value !== view.data.value) setStateValue("value", view.value);
  };
  const reportSoon = debounce(view.report);
  view.go = (value) => {
    view.busy = true;
    view.value = clamp(value, 0, view.data.seen.length - 1);
    show(view);
  };
  onSliderKey(root, (steps) => {
    view.go(view.value + steps);
    reportSoon();
  });
  view.update = ({ data }) => {
    const content = JSON.stringify({ ...data, value: 0 });
    view.data = data;
    if (content !== view.content) draw(view);
    view.content = content;
    if (!view.busy) view.value = data.value;
    view.value = clamp(view.value, 0, data.seen.length - 1);
    show(view);
  };
  onResize(root, () => {
    draw(view);
    show(view);
  });
  return view;
}

function draw(view) {
  const { lengths, sizes, words, colour } = view.data;
  const height = lengths.length * LEVEL + 10;
  const width = clamp(view.root.clientWidth, NARROWEST, WIDEST);
  view.width = width;
  view.root.replaceChildren();
  set(view.root, { "aria-label": words.label, "aria-valuemin": 0, "aria-valuemax": view.data.seen.length - 1 });
  const svg = add(view.root, "svg", { viewBox: `0 0 ${width} ${height}`, class: "draggable levels", style: `--seen: ${colour}`, "data-name": "field" });
  view.cones = lengths.slice(1).map(() => add(svg, "polygon", { class: "cone" }));
  view.units = lengths.map((length, level) => drawLevel(svg, length, level, lengths.length, width));
  lengths.forEach((cells, n) => {
    const text = n === 0 ? fill(words.input, { cells }) : fill(words.level, { n, size: sizes[n] });
    add(svg, "text", { x: 4, y: topOf(n, lengths.length) - 6, class: "name" }, text);
  });
  if (words.cut) add(view.root, "DIV", { class: "hint" }, words.cut);
  const top = lengths.at(-1);
  onDrag(svg, (point) => view.go(Math.floor((point.x / width) * top)), view.report);
}

function topOf(level, levels) {
  return (levels - 1 - level) * LEVEL + LABEL;
}

function drawLevel(svg, length, level, levels, width) {
  const wide = width / length;
  const gap = Math.min(2, wide * 0.1);
  return Array.from({ length }, (_, k) =>
    add(svg, "rect", { x: k * wide + gap, y: topOf(level, levels), width: wide - 2 * gap, height: CELL, rx: 2, class: "unit" }),
  );
}

function show({ root, data, value, units, cones, width }) {
  const { seen, lengths, sizes, words } = data;
  const ranges = seen[value];
  set(root, { "aria-valuenow": value, "aria-valuetext": fill(words.level, { n: lengths.length - 1, size: sizes.at(-1) }) });
  units.forEach((cells, level) => {
    const [first, last] = ranges[level];
    cells.forEach((cell, k) => cell.classList.toggle("seen", k >= first && k <= last));
  });
  cones.forEach((cone, below) => set(cone, { points: outline(ranges, lengths, below, width) }));
}

/** The corners of what the seen cells of one level see of the level below it. */
function outline(ranges, lengths, below, width) {
  const levels = lengths.length;
  const [upper, lower] = [below + 1, below].map((level) => {
    const wide = width / lengths[level];
    return [ranges[level][0] * wide, (ranges[level][1] + 1) * wide];
  });
  const [high, low] = [topOf(below + 1, levels) + CELL, topOf(below, levels)];
  return `${upper[0]},${high} ${upper[1]},${high} ${lower[1]},${low} ${lower[0]},${low}`;
}
