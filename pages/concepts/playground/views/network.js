// The network: a small map for every unit, a line for every weight, a square for every bias.

import { clear, fitLayers } from "../../../shared/browser/canvas.js";
import { add, fill, set } from "../../../shared/browser/nodes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { makeSheet, paintInput, paintUnit, SIDE } from "./maps.js";

const LARGE = 3; // a weight of this size, or a larger one, has the widest line
const WIDEST = 6;

/** Where everything stands: the size of a unit, and [left, top] of the middle of unit `k` of column `c`. */
export function layOut(width, height, columns) {
  const most = Math.max(...columns, 1);
  const size = Math.max(20, Math.min(40, (width / columns.length) * 0.62, (height / most) * 0.78));
  const gap = columns.length > 1 ? (width - size - 4) / (columns.length - 1) : 0;
  const pitch = Math.min(height / most, size * 1.45);
  const place = (c, k) => [size / 2 + 2 + c * gap, height / 2 + (k - (columns[c] - 1) / 2) * pitch];
  return { size, place };
}

/** Build the buttons over the canvas, one a unit, and the sheet of their maps. */
export function buildNetwork(view) {
  const { network: part, data, settings } = view;
  const chosen = settings.features.split(",");
  part.inputs = Object.keys(data.features);
  part.active = part.inputs.map((name) => chosen.indexOf(name));
  part.columns = [part.inputs.length, ...data.shape.sizes.slice(1)];
  part.buttons.replaceChildren();
  part.sheet = makeSheet(SIDE.moving, part.columns.length, Math.max(...part.columns));
  part.units = part.columns.map((count, column) => Array.from({ length: count }, (_, unit) => buildUnit(view, column, unit)));
}

function buildUnit(view, column, unit) {
  const { network: part, data } = view;
  const button = add(part.buttons, "BUTTON", { type: "button", class: "unit" });
  if (column) {
    button.addEventListener("click", () => view.choose(column - 1, unit));
    for (const name of ["pointerenter", "focus"]) button.addEventListener(name, () => view.peek(column - 1, unit));
    for (const name of ["pointerleave", "blur"]) button.addEventListener(name, () => view.peek(null));
  } else {
    const name = part.inputs[unit];
    add(button, "SPAN", { class: "feature" }, data.features[name]);
    button.addEventListener("click", () => view.toggleFeature(name));
  }
  return { button };
}

/** Name the buttons by their unit and its bias; for screen readers, when the training rests. */
export function nameUnits(view) {
  const { network: part, data, training } = view;
  const { words } = data;
  part.units.forEach((column, c) =>
    column.forEach(({ button }, k) => {
      const label = c ? describeUnit(view, c - 1, k) : fill(words.feature, { name: data.features[part.inputs[k]] });
      const bias = c ? `, ${words.bias} ${formatNumber(training.network.params[training.network.layers[c - 1].biases + k])}` : "";
      set(button, { "aria-label": label + bias, title: label + bias });
      if (c) set(button, { "aria-pressed": isChosen(view, c - 1, k) });
      else set(button, { "aria-pressed": part.active[k] >= 0 });
      button.classList.toggle("off", !c && part.active[k] < 0);
    }),
  );
}

const isChosen = ({ chosen }, layer, unit) => chosen?.layer === layer && chosen?.unit === unit;

/** What a unit is called. */
export function describeUnit({ data: { words, shape } }, layer, unit) {
  const last = layer === shape.sizes.length - 2;
  if (!last) return fill(words.unit, { layer: layer + 1, unit: unit + 1 });
  return shape.sizes.at(-1) > 1 ? fill(words.output_of, { unit: unit + 1 }) : words.output;
}

/** Put canvas and buttons where they belong for the present width. */
export function placeNetwork(view) {
  const { network: part } = view;
  if (!fitLayers(part.layer)) return;
  const { width, height } = part.layer;
  part.layout = layOut(width, height, part.columns);
  const { size, place } = part.layout;
  part.units.forEach((column, c) =>
    column.forEach(({ button }, k) => {
      const [left, top] = place(c, k);
      button.style.cssText = `left:${left - size / 2}px;top:${top - size / 2}px;width:${size}px;height:${size}px`;
    }),
  );
  part.heads.forEach((head, l) => (head.style.left = `${place(l + 1, 0)[0]}px`));
}

/** Paint the maps of the inputs; they change with the theme alone. */
export function paintInputs({ network: part, inputMaps, palette }) {
  part.inputs.forEach((_, k) => paintInput(inputMaps, palette, k, part.inputs.length, part.sheet, 0, k));
}

/** Draw every weight as it is now. */
export function drawLines({ network: part, training, data }) {
  if (!part.layout) return;
  const pen = clear(part.layer, part.layer.still);
  training.network.layers.forEach((layer, l) => drawWeights(pen, part, training.network.params, layer, l, data.colours.signs));
  pen.globalAlpha = 1;
}

/** Draw every unit as it is now; the maps have been filled. */
export function drawUnits(view) {
  const { network: part, maps, palette } = view;
  if (!part.layout) return;
  for (let c = 1; c < part.columns.length; c++) {
    for (let k = 0; k < part.columns[c]; k++) paintUnit(maps, palette, c - 1, k, part.sheet, c, k);
  }
  part.sheet.show();
  const pen = clear(part.layer, part.layer.moving);
  part.columns.forEach((count, c) => {
    for (let k = 0; k < count; k++) drawUnit(pen, view, c, k);
  });
}

/** Where the line of a weight begins and ends: [left, top, left, top]. */
export function findEnds({ size, place }, layer, source, unit) {
  const [x0, y0] = place(layer, source);
  const [x1, y1] = place(layer + 1, unit);
  return [x0 + size / 2, y0, x1 - size / 2, y1];
}

function drawWeights(pen, { layout, active, columns }, params, layer, l, signs) {
  for (let source = 0; source < columns[l]; source++) {
    const row = l ? source : active[source];
    if (row < 0) continue;
    for (let unit = 0; unit < layer.units; unit++) {
      const weight = params[layer.weights + row * layer.units + unit];
      const share = Math.min(1, Math.abs(weight) / LARGE);
      const [x0, y0, x1, y1] = findEnds(layout, l, source, unit);
      const middle = (x0 + x1) / 2;
      pen.globalAlpha = 0.12 + 0.83 * share;
      pen.strokeStyle = signs[weight < 0 ? 0 : 1];
      pen.lineWidth = 0.6 + WIDEST * share;
      pen.beginPath();
      pen.moveTo(x0, y0);
      pen.bezierCurveTo(middle, y0, middle, y1, x1, y1);
      pen.stroke();
    }
  }
}

function drawUnit(pen, view, column, unit) {
  const { network: part, training, theme, data } = view;
  const { size, place } = part.layout;
  const [left, top] = place(column, unit);
  const off = column === 0 && part.active[unit] < 0;
  pen.globalAlpha = off ? 0.25 : 1;
  pen.imageSmoothingEnabled = true;
  const { canvas, side } = part.sheet;
  pen.drawImage(canvas, column * side, unit * side, side, side, left - size / 2, top - size / 2, size, size);
  pen.globalAlpha = off ? 0.3 : 1;
  const chosen = column > 0 && isChosen(view, column - 1, unit);
  pen.strokeStyle = chosen ? theme.primary : theme.text;
  pen.lineWidth = chosen ? 3 : 1;
  if (!chosen) pen.globalAlpha *= 0.55;
  pen.strokeRect(left - size / 2, top - size / 2, size, size);
  pen.globalAlpha = 1;
  if (column) drawBias(pen, training, column - 1, unit, left - size / 2, top + size / 2, { theme, signs: data.colours.signs });
}

function drawBias(pen, { network }, l, unit, left, bottom, { theme, signs }) {
  const bias = network.params[network.layers[l].biases + unit];
  const side = 4 + 5 * Math.min(1, Math.abs(bias) / LARGE);
  pen.fillStyle = theme.background;
  pen.fillRect(left - side / 2 - 1, bottom - side / 2 - 1, side + 2, side + 2);
  pen.fillStyle = signs[bias < 0 ? 0 : 1];
  pen.fillRect(left - side / 2, bottom - side / 2, side, side);
}
