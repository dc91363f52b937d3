// How probable each class is: its name and its number, and a bar below them.

import { add, set } from "../shared/browser/nodes.js";

const HEIGHT = 10;

/** Draw a bar at each of `places` ([x, y], one a class); returns a function that shows probabilities, with null none. */
export function drawBars(svg, { places, width, words, colours }) {
  const rows = places.map(([x, y], k) => {
    add(svg, "text", { x, y }, words.classes[k]);
    const number = add(svg, "text", { x: x + width, y, "text-anchor": "end" });
    const shape = { x, y: y + 8, height: HEIGHT, rx: HEIGHT / 2 };
    add(svg, "rect", { ...shape, width, class: "track" });
    return { number, bar: add(svg, "rect", { ...shape, width: 0, fill: colours[k], class: "bar" }) };
  });
  return (shares) =>
    rows.forEach(({ bar, number }, k) => {
      set(bar, { style: `width: ${(shares ? width * shares[k] : 0).toFixed(1)}px` });
      number.textContent = shares ? `${Math.round(100 * shares[k])}%` : "";
    });
}
