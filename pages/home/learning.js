// A network that learns two moons: the plane with its border at the left, the network with its weights at the right.

import { add, fill, set } from "../shared/browser/nodes.js";
import { scale } from "../shared/charts/axes.js";
import { paintMap } from "../shared/charts/plane_map.js";
import { LEARNING } from "./recorded.js";

const PLANE = { left: 6, right: 214, top: 24, bottom: 184 };
const NET = { columns: [248, 316, 384], top: 24, bottom: 184, sizes: [2, 8, 1] };
const LARGE = 5; // a weight of this size, or a larger one, has the widest line

export function drawLearning(parent, { words, colours, signs }) {
  const canvas = add(parent, "CANVAS", { width: LEARNING.side, height: LEARNING.side, class: "map" });
  const svg = add(parent, "svg", { viewBox: "0 0 400 200", "aria-hidden": "true" });
  drawPoints(svg, colours);
  const wires = drawNetwork(svg);
  const told = add(svg, "text", { x: PLANE.left, y: 14 });
  const maps = Uint8Array.from(atob(LEARNING.maps), (sign) => sign.charCodeAt(0));
  const size = LEARNING.side ** 2;
  const show = (frame) => {
    paintMap(canvas, maps.subarray(frame * size, (frame + 1) * size), LEARNING.side, colours);
    showWeights(wires, LEARNING.weights[frame], signs);
    const share = `${Math.round(100 * LEARNING.accuracies[frame])}%`;
    told.textContent = fill(words.epoch, { at: LEARNING.epochs[frame], share });
  };
  return { frames: LEARNING.epochs.length, wait: 180, show };
}

function drawPoints(svg, colours) {
  const x = scale(LEARNING.low[0], LEARNING.high[0], PLANE.left, PLANE.right);
  const y = scale(LEARNING.low[1], LEARNING.high[1], PLANE.bottom, PLANE.top);
  LEARNING.x.forEach(([px, py], i) => add(svg, "circle", { cx: x(px), cy: y(py), r: 3.5, class: "point", fill: colours[LEARNING.y[i]] }));
}

function drawNetwork(svg) {
  const places = NET.sizes.map((size, layer) => Array.from({ length: size }, (_, unit) => placeUnit(layer, unit, size)));
  const pairs = [0, 1].flatMap((layer) => places[layer].flatMap((from) => places[layer + 1].map((to) => [from, to])));
  const wires = pairs.map(([[x1, y1], [x2, y2]]) => add(svg, "line", { x1, y1, x2, y2 }));
  places.flat().forEach(([cx, cy]) => add(svg, "circle", { cx, cy, r: 7, class: "node" }));
  return wires;
}

function placeUnit(layer, unit, size) {
  const height = (NET.bottom - NET.top) / size;
  return [NET.columns[layer], NET.top + height * (unit + 0.5)];
}

function showWeights(wires, weights, signs) {
  wires.forEach((wire, k) => {
    const share = Math.min(1, Math.abs(weights[k]) / LARGE);
    set(wire, { stroke: signs[weights[k] < 0 ? 0 : 1], "stroke-width": (0.5 + 4 * share).toFixed(2), opacity: (0.3 + 0.65 * share).toFixed(2) });
  });
}
