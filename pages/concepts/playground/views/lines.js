// The weight whose line lies under the pointer: lines are drawn on a canvas, which knows nothing of them.

import { findEnds } from "./network.js";

const NEAR = 5; // pixels
const PIECES = 24; // straight ones, of a curve

/** Let a click on a line open the formula of the unit that it leads to, with its weight ready to be changed. */
export function listenToLines(view, box) {
  const find = ({ target, offsetX, offsetY }) => (target === box ? findLine(view, offsetX, offsetY) : null);
  box.addEventListener("pointermove", (event) => (box.style.cursor = find(event) ? "pointer" : ""));
  box.addEventListener("click", (event) => {
    const line = find(event);
    if (line) view.openWeight(line);
  });
}

/** The nearest line: its layer, its unit there, and the place of the weight among those of the unit. */
function findLine({ network: { layout, active, columns } }, x, y) {
  if (!layout) return null;
  let [nearest, least] = [null, NEAR];
  for (const line of listLines(active, columns)) {
    const far = measure(findEnds(layout, line.layer, line.source, line.unit), x, y);
    if (far < least) [nearest, least] = [line, far];
  }
  return nearest;
}

function* listLines(active, columns) {
  for (let layer = 0; layer + 1 < columns.length; layer++) {
    for (let source = 0; source < columns[layer]; source++) {
      const input = layer ? source : active[source];
      if (input < 0) continue;
      for (let unit = 0; unit < columns[layer + 1]; unit++) yield { layer, source, unit, input };
    }
  }
}

/** How far a point lies from a curve. */
function measure(ends, x, y) {
  let least = Infinity;
  for (let piece = 0; piece < PIECES; piece++) {
    const [x0, y0] = follow(ends, piece / PIECES);
    const [x1, y1] = follow(ends, (piece + 1) / PIECES);
    const along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2);
    const t = Math.max(0, Math.min(1, along));
    least = Math.min(least, Math.hypot(x0 + t * (x1 - x0) - x, y0 + t * (y1 - y0) - y));
  }
  return least;
}

/** A point of the curve that `drawWeights` draws: a Bézier curve that leaves and arrives level. */
function follow([x0, y0, x1, y1], t) {
  const s = 1 - t;
  const middle = (x0 + x1) / 2;
  const [a, b, c, d] = [s ** 3, 3 * s * s * t, 3 * s * t * t, t ** 3];
  return [a * x0 + (b + c) * middle + d * x1, (a + b) * y0 + (c + d) * y1];
}
