// The network of two inputs, one hidden layer and one output: every weight, gradient or step as a line.

import { add, set } from "../../shared/browser/nodes.js";
import { formatNumber } from "../../shared/charts/numbers.js";

const BOX = { width: 380, height: 270, top: 40, bottom: 250, columns: [46, 190, 330] };
const LARGE_WEIGHT = 4; // a weight of this size, or a larger one, has the widest line
const TINY = 1e-12;

/** Draw the network; returns a function that shows an epoch. */
export function drawWeights(view, panel) {
  const { data } = view;
  const svg = add(panel, "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, "data-name": "net" });
  const title = add(svg, "text", { x: 8, y: 16, class: "name" });
  const sizes = [2, data.units, 1];
  const parts = { wires: drawWires(svg, sizes), nodes: drawNodes(svg, sizes) };
  return (epoch, stage) => {
    title.textContent = data.words.nets[stage];
    showNumbers(parts, shownNumbers(data, epoch, stage), data);
    parts.nodes.forEach(({ label }, k) => (label.textContent = formatNumber(Number(data.signals[epoch][k].toPrecision(2)))));
    svg.classList.toggle("faint", stage === "data");
  };
}

/** Where a unit stands, when the layers have `sizes` units: [x, y]. */
export function placeUnit(sizes, layer, unit) {
  const height = (BOX.bottom - BOX.top) / sizes[layer];
  return [BOX.columns[layer], BOX.top + height * (unit + 0.5)];
}

function drawWires(svg, sizes) {
  const wires = [];
  for (let layer = 0; layer < 2; layer++) {
    for (let from = 0; from < sizes[layer]; from++) {
      for (let to = 0; to < sizes[layer + 1]; to++) {
        const [[x1, y1], [x2, y2]] = [placeUnit(sizes, layer, from), placeUnit(sizes, layer + 1, to)];
        wires.push(add(svg, "line", { x1, y1, x2, y2, class: "wire" }));
      }
    }
  }
  return wires;
}

function drawNodes(svg, sizes) {
  return sizes.flatMap((size, layer) => Array.from({ length: size }, (_, unit) => drawNode(svg, sizes, layer, unit)));
}

function drawNode(svg, sizes, layer, unit) {
  const [cx, cy] = placeUnit(sizes, layer, unit);
  const radius = sizes[layer] > 8 ? 8 : 10;
  const bias = layer ? add(svg, "rect", { x: cx - radius - 9, y: cy + radius - 7, width: 8, height: 8, class: "bias" }) : null;
  const circle = add(svg, "circle", { cx, cy, r: radius, class: "node" });
  const left = layer === 0;
  const label = add(svg, "text", { x: left ? cx - 14 : cx + 14, y: cy + 4, "text-anchor": left ? "end" : "start", class: "signal" });
  return { circle, bias, label };
}

/**
 * What a stage shows of an epoch: the weights of both layers, then their biases, or their gradients, or the step that
 * these cause; and the size that has the widest line.
 */
export function shownNumbers(data, epoch, stage) {
  if (stage !== "backward" && stage !== "update") return { values: data.weights[epoch], largest: LARGE_WEIGHT };
  const gradients = data.gradients[epoch];
  const values = stage === "update" ? gradients.map((gradient) => -gradient) : gradients;
  return { values, largest: Math.max(...gradients.map(Math.abs), TINY) };
}

function showNumbers({ wires, nodes }, { values, largest }, { signs }) {
  const colourOf = (value) => (value < 0 ? signs[0] : signs[1]);
  const shareOf = (value) => Math.min(1, Math.abs(value) / largest);
  wires.forEach((wire, k) => {
    const share = shareOf(values[k]);
    set(wire, { stroke: colourOf(values[k]), "stroke-width": (0.4 + 5 * share).toFixed(2), opacity: (0.25 + 0.7 * share).toFixed(2) });
  });
  nodes.filter(({ bias }) => bias).forEach(({ bias }, k) => {
    const value = values[wires.length + k];
    set(bias, { fill: colourOf(value), opacity: 0.3 + 0.7 * shareOf(value) });
  });
}
