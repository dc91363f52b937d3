// What a network says of every place of the plane, as colours.

const UNDECIDED = 0.01; // below this certainty a place has no colour
const FAINTEST = 25; // opacity of the least certain colour, of 255
const STRONGER = 120; // what certainty adds to it

/** Paint a map of probabilities of class 1, as `colourMap` takes it, on a canvas of `side` x `side` pixels. */
export function paintMap(canvas, map, side, colours) {
  const brush = canvas.getContext("2d");
  const image = brush.createImageData(side, side);
  image.data.set(colourMap(map, side, colours));
  brush.putImageData(image, 0, 0);
}

/**
 * The pixels (RGBA) of a map of probabilities of class 1, 0 to 255, `side` to a row. The colour says which class, its
 * opacity how certain; the bottom row of the map comes first, that of the pixels last.
 */
export function colourMap(map, side, colours) {
  const shades = colours.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  const pixels = new Uint8ClampedArray(4 * side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const share = map[row * side + column] / 255;
      const certainty = Math.abs(2 * share - 1);
      const opacity = certainty < UNDECIDED ? 0 : FAINTEST + STRONGER * certainty;
      pixels.set([...shades[share > 0.5 ? 1 : 0], opacity], ((side - 1 - row) * side + column) * 4);
    }
  }
  return pixels;
}
