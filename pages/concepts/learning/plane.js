// The plane with its two classes of points, and behind them what the network says of every place.

import { add } from "../../shared/browser/nodes.js";
import { scale } from "../../shared/charts/axes.js";
import { paintMap } from "../../shared/charts/plane_map.js";
import { formatNumber } from "../../shared/charts/numbers.js";

const BOX = { width: 380, height: 270, left: 8, right: 372, top: 26, bottom: 260 };

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
    paintMap(canvas, maps.subarray(epoch * data.side ** 2, (epoch + 1) * data.side ** 2), data.side, data.colours);
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
