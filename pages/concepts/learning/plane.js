// The plane with its two classes of points, and behind them what the network says of every place.

import { add } from "../../shared/browser/nodes.js";
import { scale } from "../../shared/charts/axes.js";
import { formatNumber } from "../../shared/charts/numbers.js";

const BOX = { width: 380, height: 270, left: 8, right: 372, top: 26, bottom: 260 };
const UNDECIDED = 0.01; // below this certainty a place has no colour
const FAINTEST = 25; // opacity of the least certain colour, of 255
const STRONGER = 120; // what certainty adds to it

/** Draw the points; returns a function that shows an epoch. */
export function drawPlane(view, panel) {
  const { data } = view;
  const box = add(panel, "DIV", { class: "layers" });
  const canvas = add(box, "CANVAS", { width: data.side, height: data.side });
  const svg = add(box, "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, "data-name": "map" });
  add(svg, "text", { x: BOX.left, y: BOX.top - 10, class: "name" }, data.words.map);
  const points = drawPoints(svg, view);
  const maps = Uint8Array.from(atob(data.maps), (sign) => sign.charCodeAt(0));
  return (epoch, stage) => {
    canvas.classList.toggle("hidden", stage === "data");
    paint(canvas, maps.subarray(epoch * data.side ** 2, (epoch + 1) * data.side ** 2), data);
    points.forEach((point, i) => point.classList.toggle("watched", i === view.data.example));
  };
}

function drawPoints(svg, view) {
  const { data } = view;
  const x = scale(data.low[0], data.high[0], BOX.left, BOX.right);
  const y = scale(data.low[1], data.high[1], BOX.bottom, BOX.top);
  return data.x.map(([px, py], i) => {
    const point = add(svg, "circle", { cx: x(px), cy: y(py), r: 4.5, class: "point", fill: data.colours[data.y[i]] });
    add(point, "title", {}, `x = (${formatNumber(px)}, ${formatNumber(py)}), y = ${data.y[i]}`);
    point.addEventListener("click", () => view.watch(i));
    return point;
  });
}

function paint(canvas, map, { side, colours }) {
  const brush = canvas.getContext("2d");
  const image = brush.createImageData(side, side);
  image.data.set(colourMap(map, side, colours));
  brush.putImageData(image, 0, 0);
}

/**
 * The pixels (RGBA) of a map of probabilities of class 1, 0 to 255, `side` to a row. The colour says which class, its
 * opacity how certain; the bottom row of the map comes first, that of the pixels last.
 */
export function colourMap(map, side, colours) {
  const shades = colours.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  const pixels = new Uint8ClampedArray(4 * side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const share = map[row * side + column] / 255;
      const certainty = Math.abs(2 * share - 1);
      const opacity = certainty < UNDECIDED ? 0 : FAINTEST + STRONGER * certainty;
      pixels.set([...shades[share > 0.5 ? 1 : 0], opacity], ((side - 1 - row) * side + column) * 4);
    }
  }
  return pixels;
}
