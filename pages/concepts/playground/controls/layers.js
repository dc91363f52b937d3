// The shape of the network: buttons for layers, and above each layer for its units.

import { add, fill } from "../../../shared/browser/nodes.js";
import { change } from "../running/link.js";

const NONE = "none";
const NEW_UNITS = 4;

export const readLayers = (text) => (text === NONE ? [] : text.split(",").map(Number));
export const writeLayers = (layers) => layers.join(",") || NONE;

/** The buttons for layers, beside the number of them. */
export function buildLayerButtons(view, parent) {
  const { words } = view.data;
  const row = add(parent, "DIV", { class: "layer-buttons", "data-part": "layers" });
  view.dropLayer = addSmall(row, "−", words.drop_layer, () => setLayers(view, (layers) => layers.slice(0, -1)));
  view.layersTold = add(row, "SPAN", { class: "label" });
  view.addLayer = addSmall(row, "+", words.add_layer, () => setLayers(view, (layers) => [...layers, layers.at(-1) ?? NEW_UNITS]));
}

/** The buttons above each hidden layer. */
export function buildHeads(view) {
  const { network: part, settings, data } = view;
  const layers = readLayers(settings.layers);
  part.headBox.replaceChildren();
  part.heads = layers.map((units, l) => {
    const head = add(part.headBox, "DIV", { class: "head" });
    const resize = (by) => () => setLayers(view, (all) => all.map((count, k) => (k === l ? count + by : count)));
    const fewer = addSmall(head, "−", fill(data.words.drop_unit, { layer: l + 1 }), resize(-1));
    const more = addSmall(head, "+", fill(data.words.add_unit, { layer: l + 1 }), resize(1));
    fewer.disabled = units <= 1;
    more.disabled = units >= data.limits.units;
    return head;
  });
  view.dropLayer.disabled = !layers.length;
  view.addLayer.disabled = layers.length >= data.limits.layers;
}

function setLayers(view, make) {
  const { units, layers: most } = view.data.limits;
  const layers = make(readLayers(view.settings.layers)).slice(0, most).map((count) => Math.min(units, Math.max(1, count)));
  change(view, { layers: writeLayers(layers) });
}

function addSmall(parent, sign, label, act) {
  const button = add(parent, "BUTTON", { type: "button", class: "small", "aria-label": label, title: label }, sign);
  button.addEventListener("click", act);
  return button;
}
