// The drawing of a network. Nodes are made once for a shape and only changed afterwards, so nothing flickers.

import { add, fill, set } from "../../../shared/browser/nodes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { clearest, placeLabels } from "./labels.js";
import { RADIUS, layOut, unitName, wiresOf } from "./layout.js";

const BIAS = 46; // pixels from a unit up to the dot of its bias
const CAPTIONS = { width: 54, height: 32 }; // z and delta of a unit
const CAPTION = { width: 24, height: 18 };
const BIAS_BOX = { width: 44, height: 14 };

/** Make all nodes for the shape of view.data; view.parts finds them again by the names of their places. */
export function drawNetwork(view) {
  const { svg, data, words } = view;
  svg.replaceChildren();
  view.parts = new Map();
  const layers = ["wires", "nodes"].map((name) => add(svg, "g", { class: name }));
  for (const wire of wiresOf(data, words)) drawWire(view, layers[0], wire);
  data.y.forEach((_, row) => {
    drawLink(view, layers[0], `o${row}`, `u${data.layers.length - 1}.${row}`, `y${row}`);
    drawLink(view, layers[0], `l${row}`, `y${row}`, "loss");
  });
  data.layers.forEach((layer, index) => layer.biases.forEach((_, unit) => drawUnit(view, layers, index, unit)));
  data.x.forEach((_, row) => drawBox(view, layers[1], `x${row}`, "input", row, "x"));
  data.y.forEach((_, row) => drawBox(view, layers[1], `y${row}`, "target", row, "y"));
  const loss = add(layers[1], "g", { class: "part loss" });
  view.parts.set("loss", {
    group: loss,
    shape: add(loss, "circle", { r: RADIUS }),
    value: add(loss, "text", { class: "value", "text-anchor": "middle", dy: "0.35em" }),
    caption: add(loss, "text", { class: "caption", "text-anchor": "middle", y: RADIUS + 15 }, words.loss),
  });
}

function drawWire(view, parent, wire) {
  const group = add(parent, "g", { class: "part wire", "data-id": wire.id });
  const part = {
    ...wire,
    group,
    hit: add(group, "line", { class: "hit" }),
    wire: add(group, "line", { class: "stroke" }),
    flow: add(group, "line", { class: "flow" }),
    value: add(group, "text", { class: "number", "text-anchor": "middle", dy: "0.35em" }),
  };
  view.parts.set(wire.id, part);
  makeEditable(view, part);
}

function drawLink(view, parent, id, from, to) {
  const group = add(parent, "g", { class: "part link" });
  view.parts.set(id, { id, group, from, to, wire: add(group, "line", { class: "stroke" }) });
}

function drawUnit(view, layers, index, unit) {
  const name = unitName(view.data, view.words, index, unit);
  const bias = add(layers[0], "g", { class: "part bias", "data-id": `b${index}.${unit}` });
  const part = {
    id: `b${index}.${unit}`,
    label: fill(view.words.bias, { unit: name }),
    edit: { op: "bias", layer: index, unit },
    group: bias,
    hit: add(bias, "rect", { class: "hit", x: -14, y: -60, width: 66, height: 36 }),
    wire: add(bias, "line", { class: "stroke", x1: 0, x2: 0, y1: -44, y2: -RADIUS }),
    dot: add(bias, "circle", { class: "dot", cy: -46, r: 5 }),
    value: add(bias, "text", { class: "number", x: 10, y: -46, dy: "0.35em" }),
  };
  view.parts.set(part.id, part);
  makeEditable(view, part);
  const group = add(layers[1], "g", { class: "part unit", "data-id": `u${index}.${unit}` });
  view.parts.set(`u${index}.${unit}`, {
    group,
    shape: add(group, "circle", { r: RADIUS }),
    value: add(group, "text", { class: "value", "text-anchor": "middle", dy: "0.35em" }),
    z: add(group, "text", { class: "caption", "text-anchor": "middle", y: RADIUS + 14 }),
    delta: add(group, "text", { class: "caption delta", "text-anchor": "middle", y: RADIUS + 28 }),
  });
}

function drawBox(view, parent, id, op, row, symbol) {
  const group = add(parent, "g", { class: `part box ${op}`, "data-id": id });
  const part = {
    id,
    label: fill(view.words[op], { unit: row + 1 }),
    edit: { op, unit: row },
    group,
    shape: add(group, "rect", { x: -RADIUS, y: -RADIUS + 4, width: 2 * RADIUS, height: 2 * RADIUS - 8, rx: 6 }),
    value: add(group, "text", { class: "value", "text-anchor": "middle", dy: "0.35em" }),
  };
  add(group, "text", { class: "caption", "text-anchor": "middle", y: RADIUS + 12 }, `${symbol}${subscript(row + 1)}`);
  view.parts.set(id, part);
  makeEditable(view, part);
}

function makeEditable(view, part) {
  set(part.group, { role: "button", tabindex: 0 });
  part.group.addEventListener("click", () => view.openEditor(part));
  part.group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    view.openEditor(part);
  });
}

function subscript(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");
}

/** Put every node where it belongs at the present width. */
export function placeNetwork(view) {
  const layout = layOut(view.data, view.stage.clientWidth);
  view.layout = layout;
  set(view.svg, { width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}` });
  view.board.style.width = `${layout.width}px`;
  for (const [id, part] of view.parts) {
    if (part.from) placeWire(layout, part);
    else placePart(layout, id, part);
  }
  placeNumbers(view);
}

/** Put the numbers of biases, then those of weights, where they touch nothing. */
function placeNumbers({ layout, parts }) {
  const wires = [...parts.values()].filter((part) => part.from);
  const lines = wires.map(({ from, to }) => ({ from: layout.nodes.get(from), to: layout.nodes.get(to) }));
  const ends = new Map(wires.map((wire, k) => [wire.id, { id: wire.id, ...lines[k] }]));
  const boxes = [...layout.nodes].flatMap(([id, { x, y }]) => [
    { x, y, width: 2 * RADIUS, height: 2 * RADIUS },
    { x, y: y + RADIUS + 16, ...(id.startsWith("u") ? CAPTIONS : CAPTION) },
  ]);
  for (const [id, part] of parts) if (part.dot) boxes.push(...placeBias(part, layout.nodes.get(id.replace("b", "u")), lines));
  const labelled = wires.filter((wire) => wire.value).map((wire) => ends.get(wire.id));
  const links = wires.filter((wire) => !wire.value).map((wire) => ends.get(wire.id));
  for (const [id, at] of placeLabels(labelled, links, boxes)) {
    parts.get(id).at = at;
    set(parts.get(id).value, at);
  }
}

/** Put the number of a bias to the right or the left of its dot; returns the boxes of both. */
function placeBias(part, unit, lines) {
  const dot = { x: unit.x, y: unit.y - BIAS };
  const beside = [1, -1].map((side) => ({ x: dot.x + side * (10 + BIAS_BOX.width / 2), y: dot.y, ...BIAS_BOX, side }));
  const spot = clearest(beside, lines, []);
  set(part.value, { x: spot.side * 10, "text-anchor": spot.side > 0 ? "start" : "end" });
  set(part.hit, { x: spot.side > 0 ? -14 : -14 - BIAS_BOX.width });
  part.at = { x: dot.x + spot.side * 10, y: dot.y };
  return [spot, { x: unit.x, y: unit.y - (BIAS + RADIUS) / 2, width: 12, height: BIAS - RADIUS + 10 }];
}

function placePart(layout, id, part) {
  const at = layout.nodes.get(id.replace(/^b/, "u"));
  set(part.group, { transform: `translate(${at.x} ${at.y})` });
  part.at = at;
}

function placeWire(layout, part) {
  const [from, to] = [layout.nodes.get(part.from), layout.nodes.get(part.to)];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const cut = (share) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
  const [start, end] = [cut(RADIUS / length), cut(1 - RADIUS / length)];
  for (const line of [part.hit, part.wire, part.flow]) if (line) set(line, { x1: start.x, y1: start.y, x2: end.x, y2: end.y });
}

/** Show the numbers as they are known at view.step, and light what this step is about. */
export function showNetwork(view) {
  const { data, parts } = view;
  const step = data.steps[view.step];
  const known = new Set(data.steps.slice(0, view.step + 1).flatMap((one) => one.reveals));
  const lit = new Set(step.lit);
  view.root.dataset.phase = step.phase;
  for (const [id, part] of parts) {
    const on = lit.size === 0 || lit.has(id) || (part.from && !part.edit && lit.has("loss"));
    part.group.classList.toggle("dim", !on);
    part.group.classList.toggle("lit", lit.has(id));
  }
  data.layers.forEach((layer, index) => showLayer(view, layer, index, known, step.phase));
  for (const [names, values] of [["x", data.x], ["y", data.y]]) {
    values.forEach((value, row) => showNumber(parts.get(`${names}${row}`), formatBriefly(value), value));
  }
  const loss = step.phase === "done" ? data.loss_after : data.loss;
  parts.get("loss").value.textContent = known.has("loss") ? formatBriefly(loss) : "?";
}

function showLayer(view, layer, index, known, phase) {
  layer.biases.forEach((bias, unit) => {
    const at = `${index}.${unit}`;
    const moved = known.has(`n${at}`);
    const sloped = phase === "gradient" && known.has(`g${at}`);
    if (phase === "done") showUnitAfter(view.parts.get(`u${at}`), layer, unit);
    else showUnit(view.parts.get(`u${at}`), layer, unit, known, at);
    showWeight(view.parts.get(`b${at}`), bias, layer.biases_after[unit], layer.biases_gradient[unit], moved, sloped, view);
    layer.weights.forEach((row, source) => {
      const part = view.parts.get(`w${at}.${source}`);
      showWeight(part, row[unit], layer.weights_after[source][unit], layer.weights_gradient[source][unit], moved, sloped, view);
    });
  });
}

function showUnit(part, layer, unit, known, at) {
  const off = known.has(`a${at}`) && layer.activation === "relu" && layer.z[unit] <= 0;
  part.group.classList.toggle("off", off);
  part.value.textContent = known.has(`a${at}`) ? formatBriefly(layer.a[unit]) : "?";
  part.z.textContent = known.has(`z${at}`) ? `z ${formatBriefly(layer.z[unit])}` : "";
  part.delta.textContent = known.has(`d${at}`) ? `δ ${formatBriefly(layer.delta[unit])}` : "";
}

/** What the unit says with the new weights; the deltas were those of the old ones. */
function showUnitAfter(part, layer, unit) {
  part.group.classList.toggle("off", layer.activation === "relu" && layer.z_after[unit] <= 0);
  part.value.textContent = formatBriefly(layer.a_after[unit]);
  part.z.textContent = `z ${formatBriefly(layer.z_after[unit])}`;
  part.delta.textContent = "";
}

function showWeight(part, before, after, gradient, moved, sloped, view) {
  const value = moved ? after : before;
  showNumber(part, sloped ? `∂ ${formatBriefly(gradient)}` : formatBriefly(value), before);
  part.value.classList.toggle("slope", sloped);
  part.value.classList.toggle("moved", moved);
  part.group.classList.toggle("negative", value < 0);
  part.group.classList.toggle("zero", value === 0);
  part.group.classList.toggle("labelled", view.layout.labelled || part.id.startsWith("b"));
  part.wire.style.strokeWidth = `${0.8 + 6 * (Math.abs(value) / (Math.abs(value) + 1.5))}px`;
}

/** The number of a part, to see and to hear. */
function showNumber(part, text, value) {
  part.value.textContent = text;
  part.number = value;
  set(part.group, { "aria-label": `${part.label}: ${formatNumber(value)}` });
}

/** A number to three digits, where there is little room. */
export function formatBriefly(value) {
  return formatNumber(value === 0 ? 0 : Number(value.toPrecision(3)));
}
