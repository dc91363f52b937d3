// Where everything of a network stands: columns of units from left to right, then the targets and the loss.
// Names of places are those of pages/concepts/backprop/walk/steps.py.

import { fill } from "../../../shared/browser/nodes.js";

const ROW = 108;
export const RADIUS = 23;
const TOP = 18;
const LEAST_GAP = 84;
const ROOMY = 150; // a gap from which on every weight has room for its number
const MOST_LABELLED = 4; // units in a column beyond which the numbers would overlap

/** Where each node stands in a drawing that is `width` pixels wide, or wider if it has to be. */
export function layOut(data, width) {
  const counts = [data.x.length, ...data.layers.map((layer) => layer.biases.length)];
  const rows = Math.max(...counts);
  const last = counts.length - 1;
  const gap = Math.max(LEAST_GAP, width / (counts.length + 1.5));
  const columns = counts.map((_, column) => gap * (column + 0.5));
  columns.push(gap * (last + 1.25), gap * (last + 2));
  const y = (row, count) => TOP + (rows - count) * (ROW / 2) + ROW * (row + 0.5);
  return {
    gap,
    columns,
    width: gap * (counts.length + 1.5),
    height: TOP + rows * ROW,
    labelled: gap >= ROOMY && rows <= MOST_LABELLED,
    nodes: nodesOf(counts, columns, y),
  };
}

function nodesOf(counts, columns, y) {
  const nodes = new Map();
  const last = counts.length - 1;
  counts.forEach((count, column) => {
    for (let row = 0; row < count; row++) {
      nodes.set(column === 0 ? `x${row}` : `u${column - 1}.${row}`, { x: columns[column], y: y(row, count) });
    }
  });
  for (let row = 0; row < counts[last]; row++) nodes.set(`y${row}`, { x: columns[last + 1], y: y(row, counts[last]) });
  nodes.set("loss", { x: columns[last + 2], y: y(0, 1) });
  return nodes;
}

/** Every wire of the network: its name, its ends, and what a click on it edits. */
export function wiresOf(data, words) {
  return data.layers.flatMap((layer, index) =>
    layer.biases.flatMap((_, unit) => layer.weights.map((row, source) => wireTo(data, words, { layer: index, unit, source }))),
  );
}

function wireTo(data, words, { layer, unit, source }) {
  const first = layer === 0;
  const origin = first ? fill(words.from_input, { unit: source + 1 }) : unitName(data, words, layer - 1, source);
  return {
    id: `w${layer}.${unit}.${source}`,
    from: first ? `x${source}` : `u${layer - 1}.${source}`,
    to: `u${layer}.${unit}`,
    label: fill(words.weight, { source: origin, unit: unitName(data, words, layer, unit) }),
    edit: { op: "weight", layer, unit, source },
  };
}

/** What a unit is called in the reader's language. */
export function unitName(data, words, index, unit) {
  const last = index === data.layers.length - 1;
  return last ? fill(words.output, { unit: unit + 1 }) : fill(words.unit, { unit: unit + 1, layer: index + 1 });
}
