// The loss after one update for every learning rate, on a logarithmic axis, with one rate to move.
// Every number comes from Python: data.lines[k].losses[i] belongs to data.rates[i].

import { component } from "../../shared/browser/component.js";
import { debounce, onDrag, onSliderKey } from "../../shared/browser/input.js";
import { add, onResize, set } from "../../shared/browser/nodes.js";
import { clamp, drawAxes, linePath, nearestIndex, scale, ticks } from "../../shared/charts/axes.js";
import { formatNumber } from "../../shared/charts/numbers.js";

const HEIGHT = 300;
const EDGE = { left: 40, right: 14, top: 14, bottom: 40 };

export default component(start);

function start({ parentElement }) {
  const root = add(parentElement, "DIV", { class: "picture", tabindex: 0, role: "slider" });
  const view = { root, legend: add(root, "DIV", { class: "legend" }), svg: add(root, "svg", { class: "draggable" }), index: 0, busy: false };
  view.report = () => {
    view.busy = false;
    if (view.index !== view.data.at) view.send("rate", view.data.rates[view.index]);
  };
  const reportSoon = debounce(view.report);
  onSliderKey(root, (steps) => {
    go(view, view.index + steps);
    reportSoon();
  });
  onDrag(view.svg, (point) => go(view, nearestIndex(view.xs, point.x)), view.report);
  onResize(root, () => draw(view));
  view.update = ({ data, setTriggerValue }) => {
    view.send = setTriggerValue;
    view.data = data;
    if (!view.busy) view.index = data.at;
    draw(view);
  };
  return view;
}

function go(view, index) {
  view.busy = true;
  view.index = clamp(index, 0, view.data.rates.length - 1);
  show(view);
}

function draw(view) {
  const { svg, data, root, legend } = view;
  const width = Math.max(280, root.clientWidth);
  const box = { left: EDGE.left, right: width - EDGE.right, top: EDGE.top, bottom: HEIGHT - EDGE.bottom };
  const x = scale(Math.log10(data.rates[0]), Math.log10(data.rates.at(-1)), box.left, box.right);
  const y = scale(0, data.before * 1.06, box.bottom, box.top);
  svg.replaceChildren();
  legend.replaceChildren();
  set(svg, { viewBox: `0 0 ${width} ${HEIGHT}` });
  drawAxes(svg, { x, y, box, xTicks: [-3, -2, -1, 0], yTicks: ticks(0, data.before, 4), xLabel: (power) => String(10 ** power), yLabel: formatNumber });
  add(svg, "text", { x: box.right, y: HEIGHT - 6, "text-anchor": "end" }, data.words.rate);
  add(svg, "line", { x1: box.left, x2: box.right, y1: y(data.before), y2: y(data.before), class: "cursor" });
  add(svg, "text", { x: box.right, y: y(data.before) + 15, "text-anchor": "end" }, `${data.words.before} ${formatNumber(data.before)}`);
  view.xs = data.rates.map((rate) => x(Math.log10(rate)));
  view.y = y;
  view.rule = add(svg, "line", { y1: box.top, y2: box.bottom, class: "cursor" });
  view.marks = data.lines.map((one) => {
    add(svg, "path", { d: linePath(view.xs, one.losses.map(y)), class: `curve ${one.kind}`, stroke: one.colour });
    const item = add(legend, "SPAN", { style: `--line-colour: ${one.colour}` });
    return { one, item, dot: add(svg, "circle", { r: 6, class: "handle", fill: one.colour }) };
  });
  set(root, { "aria-label": data.words.label, "aria-valuemin": data.rates[0], "aria-valuemax": data.rates.at(-1) });
  show(view);
}

function show(view) {
  const { data, index, xs, y } = view;
  set(view.rule, { x1: xs[index], x2: xs[index] });
  for (const { one, item, dot } of view.marks) {
    set(dot, { cx: xs[index], cy: y(one.losses[index]) });
    item.textContent = `${one.kind === "wrong" ? "╌" : "━"} ${one.name}: ${formatNumber(one.losses[index])}`;
  }
  set(view.root, { "aria-valuenow": data.rates[index], "aria-valuetext": `${data.words.rate} ${formatNumber(data.rates[index])}` });
}
