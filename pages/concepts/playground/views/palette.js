// Colours of maps: tables of 256 colours from which a map is painted, pixel by pixel, without a computation a pixel.

import { mixColours, parseColour } from "../../../shared/browser/canvas.js";

const STEPS = 256;

/** The tables of a theme: `sign` from the negative colour over the background to the positive one. */
export function makePalette({ classes, signs }, theme) {
  const background = parseColour(theme.background);
  const [negative, positive] = signs.map(parseColour);
  return {
    background, classes: classes.map(parseColour),
    sign: table((share) => (share < 0 ? mixColours(background, negative, -share) : mixColours(background, positive, share))),
  };
}

/** The colours of the values from -1 to 1, packed for a Uint32Array over an image. */
function table(colourOf) {
  return Uint32Array.from({ length: STEPS }, (_, i) => pack(colourOf((2 * i) / (STEPS - 1) - 1)));
}

const pack = ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** The place of a value from -1 to 1 in a table. */
export function placeOf(value) {
  return value <= -1 ? 0 : value >= 1 ? STEPS - 1 : ((value + 1) * 0.5 * (STEPS - 1) + 0.5) | 0;
}

/** The packed colour of a row of class probabilities; `hard` shows the likeliest class alone. */
export function mixClasses(palette, p, at, units, hard) {
  let best = 0;
  for (let k = 1; k < units; k++) if (p[at + k] > p[at + best]) best = k;
  const certainty = hard ? 1 : (p[at + best] - 1 / units) / (1 - 1 / units);
  const share = hard ? 0.75 : 0.1 + 0.75 * certainty;
  const [red, green, blue] = palette.classes[best];
  const [r, g, b] = palette.background;
  const part = (from, to) => (from + (to - from) * share) | 0;
  return ((255 << 24) | (part(b, blue) << 16) | (part(g, green) << 8) | part(r, red)) >>> 0;
}
