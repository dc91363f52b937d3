// Where everything of a network stands: columns of units from left to right, then the targets and the loss.
// Names of places are those of pages/concepts/backprop/walk/steps.py.

import { fill } from "../../../shared/browser/nodes.js";

const ROW = 108;
export const RADIUS = 23;
const TOP = 6;
const ROOMY = 150; // a gap from which on targets and loss have columns of their own
const LEAST_GAP = 112; // what a number needs between two units
const EDGE = 32; // from the side of a narrow drawing to the middle of its inputs
const TARGET = 62; // from an output to its target in a narrow drawing
const BELOW = 74; // from the last target to the loss below it
const MOST_LABELLED = 4; // units in a column beyond which the numbers would overlap

/** Where each node stands in a drawing that is `width` pixels wide, or wider if it has to be. */
export function layOut(data, width) {
  const counts = [data.x.length, ...data.layers.map((layer) => layer.biases.length)];
  const rows = Math.max(...counts);
  const gap = width / (counts.length + 1.5);
  const y = (row, count) => TOP + (rows - count) * (ROW / 2) + ROW * (row + 0.5);
  const places = gap >= ROOMY ? besideEachOther(counts, gap) : closeTogether(counts, width);
  const nodes = nodesOf(counts, places, y);
  const height = Math.max(TOP + rows * ROW, nodes.get("loss").y + RADIUS + 24);
  return { ...places, height, nodes, labelled: rows <= MOST_LABELLED };
}

/** Columns of units, then one of targets, then the loss. */
function besideEachOther(counts, gap) {
  const last = counts.length - 1;
  const columns = [...counts.map((_, column) => gap * (column + 0.5)), gap * (last + 1.25), gap * (last + 2)];
  return { gap, columns, width: gap * (counts.length + 1.5), below: 0 };
}

/** The same in less room: each target stands close to its output, and the loss below the last one. */
function closeTogether(counts, width) {
  const last = counts.length - 1;
  const rest = EDGE + TARGET + RADIUS + 6;
  const gap = Math.max(LEAST_GAP, (width - rest) / last);
  const target = EDGE + gap * last + TARGET;
  return { gap, columns: [...counts.map((_, column) => EDGE + gap * column), target, target], width: rest + gap * last, below: BELOW };
}

function nodesOf(counts, { columns, below }, y) {
  const nodes = new Map();
  const last = counts.length - 1;
  counts.forEach((count, column) => {
    for (let row = 0; row < count; row++) {
      nodes.set(column === 0 ? `x${row}` : `u${column - 1}.${row}`, { x: columns[column], y: y(row, count) });
    }
  });
  for (let row = 0; row < counts[last]; row++) nodes.set(`y${row}`, { x: columns[last + 1], y: y(row, counts[last]) });
  const lastTarget = nodes.get(`y${counts[last] - 1}`).y;
  nodes.set("loss", { x: columns[last + 2], y: below ? lastTarget + below : y(0, 1) });
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
