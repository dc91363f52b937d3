// What of a place goes into the network, as core/concepts/playground/features.py has it.

const WAVES = 2;

export const FEATURES = {
  x1: (x1) => x1,
  x2: (_x1, x2) => x2,
  x1x1: (x1) => x1 * x1,
  x2x2: (_x1, x2) => x2 * x2,
  x1x2: (x1, x2) => x1 * x2,
  sin1: (x1) => Math.sin(WAVES * x1),
  sin2: (_x1, x2) => Math.sin(WAVES * x2),
};

/** The inputs of places [[x1, x2], ...], row by row. */
export function computeFeatures(names, places) {
  const inputs = new Float64Array(places.length * names.length);
  places.forEach(([x1, x2], row) => names.forEach((name, k) => (inputs[row * names.length + k] = FEATURES[name](x1, x2))));
  return inputs;
}
