// The points as they are sent, and which of them are meant.

const BYTE = 8;
const FULL = 65535; // the largest coordinate

/** Arrays of the points: `x` and `y` from 0 to 1, the number of each class, and the names. */
export function unpack({ positions, classes, names }) {
  const pairs = new Uint16Array(decode(positions).buffer);
  const x = Float32Array.from({ length: pairs.length / 2 }, (_, point) => pairs[2 * point] / FULL);
  const y = Float32Array.from({ length: pairs.length / 2 }, (_, point) => pairs[2 * point + 1] / FULL);
  return { x, y, classes: new Uint16Array(decode(classes).buffer), names: names.split("\0") };
}

function decode(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/** The numbers of the points whose bits are set. */
export function readBits(text) {
  const found = new Set();
  decode(text).forEach((byte, place) => {
    for (let bit = 0; bit < BYTE; bit += 1) if (byte & (128 >> bit)) found.add(place * BYTE + bit);
  });
  return found;
}

/** A bit a point, the first one highest, as text. */
export function packBits(chosen, count) {
  const bytes = new Uint8Array(Math.ceil(count / BYTE));
  for (const point of chosen) bytes[point >> 3] |= 128 >> (point & 7);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The point nearest to a place on the screen, or -1 if none is within `near` pixels. */
export function findNearest({ classes }, [x, y], near, show) {
  let [best, nearest] = [-1, near * near];
  for (let point = 0; point < classes.length; point += 1) {
    const [px, py] = show(point);
    const apart = (px - x) ** 2 + (py - y) ** 2;
    if (apart <= nearest) [best, nearest] = [point, apart];
  }
  return best;
}

/** The points within a closed path on the screen. */
export function findInside({ classes }, path, show) {
  const found = [];
  const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  for (let point = 0; point < classes.length; point += 1) {
    const [x, y] = show(point);
    if (x >= left && x <= right && y >= top && y <= bottom && isInside(path, x, y)) found.push(point);
  }
  return found;
}

/** Whether a ray to the right crosses the path an odd number of times. */
function isInside(path, x, y) {
  let inside = false;
  let [ax, ay] = path.at(-1);
  for (const [bx, by] of path) {
    if (ay > y !== by > y && x < ((ax - bx) * (y - by)) / (ay - by) + bx) inside = !inside;
    [ax, ay] = [bx, by];
  }
  return inside;
}
