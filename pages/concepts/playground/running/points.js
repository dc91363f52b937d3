// Points under the hand: drawing and erasing them, and the text in which a link holds them.

const BYTES = 255;
const HALF = 127; // a value v from -1 to 1 is kept as the byte round((v + 1) HALF)
const APART = 0.2; // between two points of one stroke, and how far the eraser reaches
const SPREAD = 0.12;

const toByte = (value) => Math.min(BYTES, Math.max(0, Math.round(value)));

/** The text of points as core/concepts/playground/own_points.py reads it. */
export function encodePoints({ places, labels }, reach, regression) {
  const bytes = places.flatMap(([x1, x2], i) => [
    toByte(((x1 + reach) * BYTES) / (2 * reach)),
    toByte(((x2 + reach) * BYTES) / (2 * reach)),
    toByte(regression ? (labels[i] + 1) * HALF : labels[i]),
  ]);
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

/** Add a point where there is room for it in a stroke; whether one was added. A stroke scatters its points a little. */
export function addPoint(points, place, label, { reach, most, last }) {
  if (points.places.length >= most) return false;
  if (last && Math.hypot(place[0] - last[0], place[1] - last[1]) < APART) return false;
  const scatter = last ? SPREAD : 0;
  const kept = place.map((value) => Math.min(reach, Math.max(-reach, value + scatter * (2 * Math.random() - 1))));
  points.places.push(kept);
  points.labels.push(label);
  points.heldOut.push(0);
  return true;
}

/** Take away the points near a place; whether there were some. */
export function erasePoints(points, [x1, x2]) {
  const kept = [...points.places.keys()].filter((i) => Math.hypot(points.places[i][0] - x1, points.places[i][1] - x2) > APART);
  if (kept.length === points.places.length) return false;
  for (const name of ["places", "labels", "heldOut"]) points[name] = kept.map((i) => points[name][i]);
  return true;
}
