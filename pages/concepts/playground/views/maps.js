// What the network and each of its units make of every place of the plane, as small pictures.

import { computeFeatures } from "../mathematics/features.js";
import { createNetwork, forward } from "../mathematics/network.js";
import { mixClasses, placeOf } from "./palette.js";

export const SIDE = { moving: 40, still: 100 }; // places along each side of a map

/** The maps of a network: `fill` computes them for its present numbers. */
export function createMaps(shape, features, reach, side) {
  const places = [];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) places.push([centre(column, side) * reach, -centre(row, side) * reach]);
  }
  const network = createNetwork(shape, new Float64Array(countNumbers(shape.sizes)), places.length);
  const inputs = computeFeatures(features, places);
  return { side, network, inputs, fill: (params) => forward(network, inputs, places.length, params) };
}

const centre = (place, side) => (2 * (place + 0.5)) / side - 1;

function countNumbers(sizes) {
  let count = 0;
  for (let l = 0; l + 1 < sizes.length; l++) count += (sizes[l] + 1) * sizes[l + 1];
  return count;
}

/** A canvas of a map's size, with its pixels as packed colours. */
export function makeTile(side) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const brush = canvas.getContext("2d");
  const image = brush.createImageData(side, side);
  return { canvas, pixels: new Uint32Array(image.data.buffer), show: () => brush.putImageData(image, 0, 0) };
}

/** Paint the map of one unit of a layer: negative, zero, positive. */
export function paintUnit({ network, side }, palette, layer, unit, tile) {
  const { a, units, activation } = network.layers[layer];
  paintValues(tile, palette, a, unit, units, side * side, reachOf(activation, a, unit, units, side * side));
}

/** Paint the map of one input. */
export function paintInput({ inputs, side }, palette, place, count, tile) {
  paintValues(tile, palette, inputs, place, count, side * side, reachOf("linear", inputs, place, count, side * side));
}

function paintValues({ pixels, show }, { sign }, values, from, stride, count, [middle, reach]) {
  for (let i = 0; i < count; i++) pixels[i] = sign[placeOf(0.8 * ((values[from + i * stride] - middle) / reach))];
  show();
}

/** The middle and the reach of the colours of an activation: its own limits, or what its map holds. */
function reachOf(activation, a, from, stride, count) {
  if (activation === "tanh") return [0, 1];
  if (activation === "sigmoid" || activation === "softmax") return [0.5, 0.5];
  let most = 1e-9;
  for (let i = 0; i < count; i++) most = Math.max(most, Math.abs(a[from + i * stride]));
  return [0, most];
}

/** Paint what the whole network says. */
export function paintOutput(maps, palette, tile, { classes, hard }) {
  const { a, units } = maps.network.output;
  const count = maps.side * maps.side;
  const { pixels } = tile;
  if (classes > 2) for (let i = 0; i < count; i++) pixels[i] = mixClasses(palette, a, i * units, units, hard);
  else for (let i = 0; i < count; i++) pixels[i] = palette.sign[placeOf(shade(a[i], classes, hard))];
  tile.show();
}

function shade(value, classes, hard) {
  const signed = classes === 2 ? 2 * value - 1 : value;
  return hard ? 0.75 * Math.sign(signed) : 0.85 * signed;
}
