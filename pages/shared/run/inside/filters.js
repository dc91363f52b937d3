// The weights of the first layer as small colour pictures.

import { add } from "../../browser/nodes.js";

/** Draw the filters; returns a function that shows the epoch at `view.at`. */
export function drawFilters(view, panel) {
  const [height, width, , count] = view.data.shape;
  if (!count) {
    add(panel, "P", { class: "hint" }, view.data.words.no_filters);
    return () => {};
  }
  const grid = add(panel, "DIV", { class: "filters", role: "img", "aria-label": view.data.words.filters });
  const brushes = Array.from({ length: count }, () => add(grid, "CANVAS", { width, height }).getContext("2d"));
  add(panel, "P", { class: "hint" }, view.data.words.filters);
  return () => {
    const bytes = Uint8Array.from(atob(view.data.filters[view.at]), (sign) => sign.charCodeAt(0));
    brushes.forEach((brush, k) => paintFilter(brush, bytes.subarray(k * height * width * 3), width, height));
  };
}

function paintFilter(brush, weights, width, height) {
  const image = brush.createImageData(width, height);
  image.data.set(opaque(weights.subarray(0, 3 * width * height)));
  brush.putImageData(image, 0, 0);
}

/** RGB bytes as RGBA bytes without transparency. */
export function opaque(rgb) {
  const pixels = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255);
  for (let i = 0; i < rgb.length; i++) pixels[Math.floor(i / 3) * 4 + (i % 3)] = rgb[i];
  return pixels;
}
