// A classifier that looks through a camera: one drawing after another, and how probable each class is.

import { add, set } from "../shared/browser/nodes.js";
import { drawBars } from "./bars.js";
import { INSTANT } from "./recorded.js";

const FRAME = { x: 14, y: 16, side: 168 };
const CORNER = 26;
const BARS = [[212, 86], [212, 138]];
const STEP = 10; // frames that each picture takes
const EMPTY = 2; // of them without an answer

export function drawInstant(parent, { words, colours }) {
  const svg = add(parent, "svg", { viewBox: "0 0 400 200", "aria-hidden": "true" });
  const { x, y, side } = FRAME;
  const picture = add(svg, "image", { x, y, width: side, height: side, class: "shot" });
  add(svg, "path", { d: corners(x - 7, y - 7, side + 14), class: "corners" });
  const light = add(svg, "circle", { cx: x + side - 14, cy: y + 14, r: 5, class: "light" });
  const showBars = drawBars(svg, { places: BARS, width: 180, words, colours });
  const show = (frame) => {
    const asked = INSTANT.asked[Math.floor(frame / STEP)];
    set(picture, { href: asked.picture });
    light.classList.toggle("off", frame % STEP < EMPTY);
    showBars(frame % STEP < EMPTY ? null : asked.answer);
  };
  return { frames: INSTANT.asked.length * STEP, wait: 200, show };
}

/** The four corners of a view finder. */
function corners(x, y, side) {
  const end = side - CORNER;
  return (
    `M${x} ${y + CORNER}v${-CORNER}h${CORNER}m${end - CORNER} 0h${CORNER}v${CORNER}` +
    `m0 ${end - CORNER}v${CORNER}h${-CORNER}m${CORNER - end} 0h${-CORNER}v${-CORNER}`
  );
}
