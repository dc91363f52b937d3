// What the network and each of its units make of every place of the plane, as small pictures.

import { computeFeatures } from "../mathematics/features.js";
import { createNetwork, forward } from "../../../shared/mathematics/network.js";
import { mixClasses, placeOf } from "./palette.js";

export const SIDE = { moving: 32, still: 100 }; // places along each side of a map

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

/** One canvas for maps side by side, so many to a row; its pixels are packed colours, which `show` brings to sight. */
export function makeSheet(side, columns = 1, rows = 1) {
  const canvas = document.createElement("canvas");
  canvas.width = side * columns;
  canvas.height = side * rows;
  const brush = canvas.getContext("2d");
  const image = brush.createImageData(canvas.width, canvas.height);
  return { canvas, side, pixels: new Uint32Array(image.data.buffer), show: () => brush.putImageData(image, 0, 0) };
}

/** Paint the map of one unit of a layer, negative, zero, positive, at a place of the sheet. */
export function paintUnit({ network }, palette, layer, unit, sheet, column = 0, row = 0) {
  const { a, units, activation } = network.layers[layer];
  paintValues(sheet, palette, { values: a, from: unit, stride: units, activation }, column, row);
}

/** Paint the map of one of `count` inputs. */
export function paintInput({ inputs }, palette, place, count, sheet, column, row) {
  paintValues(sheet, palette, { values: inputs, from: place, stride: count, activation: "linear" }, column, row);
}

function paintValues({ canvas, pixels, side }, { sign }, map, column, row) {
  const { values, from, stride } = map;
  const middle = ["sigmoid", "softmax"].includes(map.activation) ? 0.5 : 0;
  const scale = 0.8 / reachOf(map, side * side);
  const start = (row * canvas.width + column) * side;
  for (let i = 0, y = 0; y < side; y++) {
    const to = start + y * canvas.width;
    for (let x = 0; x < side; x++, i++) pixels[to + x] = sign[placeOf((values[from + i * stride] - middle) * scale)];
  }
}

/** How far the colours of an activation reach from their middle: to its own limits, or to what its map holds. */
function reachOf({ values, from, stride, activation }, count) {
  if (activation === "tanh") return 1;
  if (activation === "sigmoid" || activation === "softmax") return 0.5;
  let most = 1e-9;
  for (let i = 0; i < count; i++) most = Math.max(most, Math.abs(values[from + i * stride]));
  return most;
}

/** Paint what the whole network says. */
export function paintOutput(maps, palette, { pixels }, { classes, hard }) {
  const { a, units } = maps.network.output;
  const count = maps.side * maps.side;
  if (classes > 2) for (let i = 0; i < count; i++) pixels[i] = mixClasses(palette, a, i * units, units, hard);
  else for (let i = 0; i < count; i++) pixels[i] = palette.sign[placeOf(shade(a[i], classes, hard))];
}

function shade(value, classes, hard) {
  const signed = classes === 2 ? 2 * value - 1 : value;
  return hard ? 0.75 * Math.sign(signed) : 0.85 * signed;
}
