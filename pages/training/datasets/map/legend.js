// The classes in their colours below the map, as a drawing, so that it is saved with the map.

import { add, onResize, set } from "../../../shared/browser/nodes.js";

const [LINE, DOT, GAP] = [20, 5, 14]; // pixels

/** A legend at the end of `figure`; returns a function that shows classes, `{ name, colour }`; none where too many. */
export function addLegend(figure) {
  const svg = add(figure, "svg", { "aria-hidden": "true" });
  let shown = [];
  onResize(figure, () => lay(svg, shown, figure.clientWidth));
  return (classes) => {
    shown = classes.filter(({ told }) => told);
    lay(svg, shown, figure.clientWidth);
  };
}

function lay(svg, classes, width) {
  svg.replaceChildren();
  let [x, line] = [0, 0];
  for (const { name, colour } of classes) {
    const dot = add(svg, "circle", { r: DOT, fill: colour });
    const text = add(svg, "text", {}, name);
    const wide = 3 * DOT + text.getComputedTextLength() + GAP;
    if (x && x + wide > width) [x, line] = [0, line + 1];
    set(dot, { cx: x + DOT, cy: line * LINE + LINE / 2 });
    set(text, { x: x + 3 * DOT, y: line * LINE + LINE / 2 });
    x += wide;
  }
  set(svg, { width: Math.max(1, width), height: classes.length ? (line + 1) * LINE : 0 });
}
