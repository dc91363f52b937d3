// A picture on its way through a pretrained network: four channels of four layers, ever smaller, and the answer.

import { add } from "../shared/browser/nodes.js";
import { drawBars } from "./bars.js";
import { LAYERS } from "./recorded.js";

const SIDES = [120, 84, 68, 54, 42]; // the picture and the layers
const GAP = 8;
const MIDDLE = 66;
const BARS = [[0, 166], [212, 166]];
const STEP = 5; // frames that each of them takes

export function drawLayers(parent, { words, colours }) {
  const svg = add(parent, "svg", { viewBox: "0 0 400 200", "aria-hidden": "true" });
  const tiles = [LAYERS.picture, ...LAYERS.tiles].map((href, place) => {
    const side = SIDES[place];
    const x = SIDES.slice(0, place).reduce((sum, width) => sum + width + GAP, 0);
    return add(svg, "image", { href, x, y: MIDDLE - side / 2, width: side, height: side, class: "tile" });
  });
  const showBars = drawBars(svg, { places: BARS, width: 188, words, colours });
  const show = (frame) => {
    const at = Math.floor(frame / STEP);
    tiles.forEach((tile, place) => tile.classList.toggle("lit", place <= at));
    showBars(at < tiles.length ? null : LAYERS.answer);
  };
  return { frames: (tiles.length + 1) * STEP, wait: 150, show };
}
