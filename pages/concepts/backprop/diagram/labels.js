// Where the number of each weight stands: beside its own wire, and clear of every other wire, unit and number.

const SIZES = [{ width: 58, height: 15 }, { width: 42, height: 13 }]; // pixels of a long number, and of a usual one
const GAPS = [5, 3, 9, 14]; // pixels between a wire and its number, the best first
const BEST = 0.26; // of the way from one unit to the other
const SHARES = Array.from({ length: 37 }, (_, k) => 0.14 + 0.02 * k)
  .toSorted((a, b) => Math.abs(a - BEST) - Math.abs(b - BEST));

/**
 * The middle of each number, by the name of its wire. `wires` are {id, from, to} with ends {x, y}, in order of drawing;
 * of `lines` (more {from, to}) and `boxes` ({x, y, width, height} around their middle) no number may touch any.
 */
export function placeLabels(wires, lines, boxes) {
  const taken = [...boxes];
  const segments = [...wires, ...lines];
  return new Map(wires.map((wire) => {
    const spot = clearest(spotsBeside(wire), segments, taken);
    taken.push(spot);
    return [wire.id, { x: spot.x, y: spot.y }];
  }));
}

function spotsBeside({ from, to }) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const normal = { x: (to.y - from.y) / length, y: -(to.x - from.x) / length };
  const spot = (size, gap, share, side) => {
    const away = side * (Math.abs(normal.x) * (size.width / 2) + Math.abs(normal.y) * (size.height / 2) + gap);
    return { x: from.x + (to.x - from.x) * share + normal.x * away, y: from.y + (to.y - from.y) * share + normal.y * away, ...size };
  };
  return SIZES.flatMap((size) => GAPS.flatMap((gap) => SHARES.flatMap((share) => [spot(size, gap, share, 1), spot(size, gap, share, -1)])));
}

/** The first spot that touches nothing; where there is none, the one that touches least. */
export function clearest(spots, segments, boxes) {
  const touched = spots.map((spot) => countTouched(spot, segments, boxes));
  return spots[touched.indexOf(Math.min(...touched))];
}

function countTouched(spot, segments, boxes) {
  const crossed = segments.filter(({ from, to }) => crosses(spot, from, to)).length;
  return crossed + 2 * boxes.filter((box) => overlaps(spot, box)).length;
}

function overlaps(one, other) {
  const apart = { x: Math.abs(one.x - other.x), y: Math.abs(one.y - other.y) };
  return 2 * apart.x < one.width + other.width && 2 * apart.y < one.height + other.height;
}

/** Whether the line from `from` to `to` meets the box: what of it lies between the sides, if anything, is not empty. */
function crosses({ x, y, width, height }, from, to) {
  let [first, last] = [0, 1];
  for (const [start, end, low, high] of [
    [from.x, to.x, x - width / 2, x + width / 2],
    [from.y, to.y, y - height / 2, y + height / 2],
  ]) {
    if (start === end) {
      if (start < low || start > high) return false;
      continue;
    }
    const meets = [(low - start) / (end - start), (high - start) / (end - start)].toSorted((a, b) => a - b);
    [first, last] = [Math.max(first, meets[0]), Math.min(last, meets[1])];
  }
  return first <= last;
}
