// A sentence's attention: from each word on the left lines to the words on the right, and a matrix a head.
// Every number comes from Python: data.weights[head][row][column].

import { component } from "../../../shared/browser/component.js";
import { arrowDirection, debounce } from "../../../shared/browser/input.js";
import { add, fill, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";

const LINES = { width: 380, left: 120, right: 260, top: 34, step: 30 };
const CELL = 36;
const MARGIN = { left: 84, top: 86 };
const HEADS = { PageUp: -1, PageDown: 1 };
const LONGEST_LABEL = 11; // signs of a word beside a matrix

export default component(start);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture", tabindex: 0, role: "application" });
  const view = { root, pair: [0, 0, 0], busy: false };
  view.report = debounce(() => {
    view.busy = false;
    if (String(view.pair) !== String(view.data.pair)) setStateValue("pair", view.pair);
  });
  view.go = (pair) => {
    view.busy = true;
    view.pair = keepWithin(pair, view.data.weights);
    show(view);
    view.report();
  };
  root.addEventListener("keydown", (event) => onKey(view, event));
  view.update = ({ data }) => {
    const content = JSON.stringify({ ...data, pair: 0 });
    view.data = data;
    if (content !== view.content) draw(view);
    view.content = content;
    if (!view.busy) view.pair = data.pair;
    view.pair = keepWithin(view.pair, data.weights);
    show(view);
  };
  return view;
}

function onKey(view, event) {
  const [head, row, column] = view.pair;
  const arrow = arrowDirection(event);
  if (!arrow && !(event.key in HEADS)) return;
  event.preventDefault();
  view.go(arrow ? [head, row - arrow[1], column + arrow[0]] : [head + HEADS[event.key], row, column]);
}

/** The nearest head, row and column that there are. */
export function keepWithin([head, row, column], weights) {
  const last = weights[0].length - 1;
  return [clamp(head, 0, weights.length - 1), clamp(row, 0, last), clamp(column, 0, last)];
}

function draw(view) {
  const { data, root } = view;
  root.replaceChildren();
  set(root, { "aria-label": data.texts.label });
  const box = add(root, "DIV", { class: "row wide" });
  view.lines = drawLines(add(box, "DIV", { class: "lines" }), view);
  view.matrices = data.weights.map((_, head) => drawMatrix(add(box, "DIV", { class: "matrix" }), view, head));
  view.readout = add(root, "DIV", { class: "readout", "aria-live": "polite" });
}

function shorten(word) {
  return word.length > LONGEST_LABEL ? `${word.slice(0, LONGEST_LABEL - 1)}…` : word;
}

function drawLines(panel, view) {
  const { words } = view.data;
  const height = LINES.top + words.length * LINES.step;
  const svg = add(panel, "svg", { viewBox: `0 0 ${LINES.width} ${height}`, "data-name": "lines" });
  const title = add(svg, "text", { x: 4, y: 16, class: "name" });
  const y = (k) => LINES.top + (k + 0.5) * LINES.step;
  const lines = words.map((_, row) =>
    words.map((__, column) => add(svg, "line", { x1: LINES.left + 8, x2: LINES.right - 8, y1: y(row), y2: y(column) })),
  );
  const labels = ["end", "start"].map((anchor, side) =>
    words.map((word, k) => {
      const x = side ? LINES.right : LINES.left;
      const label = add(svg, "text", { x, y: y(k) + 4, "text-anchor": anchor, class: "word" }, shorten(word));
      const [, row, column] = [0, 1, 2].map((part) => () => view.pair[part]);
      label.addEventListener("click", () => view.go(side ? [view.pair[0], row(), k] : [view.pair[0], k, column()]));
      return label;
    }),
  );
  return { title, lines, labels };
}

function drawMatrix(panel, view, head) {
  const { words, weights, colours, texts } = view.data;
  const size = words.length * CELL;
  const svg = add(panel, "svg", { viewBox: `0 0 ${MARGIN.left + size + 8} ${MARGIN.top + size + 8}`, "data-name": `head${head}` });
  svg.style.maxWidth = `${MARGIN.left + size + 8}px`;
  const title = add(svg, "text", { x: 4, y: 16, class: "name" }, fill(texts.head, { head: head + 1 }));
  words.forEach((word, k) => {
    const at = (k + 0.5) * CELL;
    add(svg, "text", { x: MARGIN.left - 6, y: MARGIN.top + at + 4, "text-anchor": "end" }, shorten(word));
    const turned = `rotate(-50 ${MARGIN.left + at} ${MARGIN.top - 8})`;
    add(svg, "text", { x: MARGIN.left + at, y: MARGIN.top - 8, transform: turned }, shorten(word));
  });
  weights[head].forEach((row, i) => row.forEach((weight, j) => drawCell(svg, view, [head, i, j], weight, colours[head])));
  const mark = add(svg, "rect", { width: CELL, height: CELL, class: "mark" });
  return { title, mark };
}

function drawCell(svg, view, pair, weight, colour) {
  const [x, y] = [MARGIN.left + pair[2] * CELL, MARGIN.top + pair[1] * CELL];
  const cell = add(svg, "g", { class: "cell" });
  add(cell, "rect", { x, y, width: CELL, height: CELL, fill: colour, "fill-opacity": (0.04 + 0.6 * weight).toFixed(3) });
  const text = weight === 0 ? "0" : weight.toFixed(2).replace(/^0/, "");
  add(cell, "text", { x: x + CELL / 2, y: y + CELL / 2 + 4, "text-anchor": "middle", class: "weight" }, text);
  cell.addEventListener("click", () => view.go(pair));
}

function show(view) {
  const { data, lines, matrices } = view;
  const [head, row, column] = view.pair;
  const weights = data.weights[head];
  lines.title.textContent = fill(data.texts.lines, { head: head + 1, word: data.words[row] });
  lines.lines.forEach((from, i) =>
    from.forEach((line, j) => {
      const shown = i === row;
      set(line, {
        stroke: shown ? data.colours[head] : "currentColor",
        "stroke-width": (0.3 + 9 * weights[i][j]).toFixed(2),
        opacity: weights[i][j] === 0 ? 0 : shown ? 0.85 : 0.1,
      });
    }),
  );
  [row, column].forEach((chosen, side) => lines.labels[side].forEach((label, k) => label.classList.toggle("chosen", k === chosen)));
  matrices.forEach(({ mark, title }, k) => {
    set(mark, { x: MARGIN.left + column * CELL, y: MARGIN.top + row * CELL, visibility: k === head ? "visible" : "hidden" });
    title.classList.toggle("chosen", k === head);
  });
  const named = { head: head + 1, row: data.words[row], column: data.words[column] };
  view.readout.textContent = fill(data.texts.pair, { ...named, weight: formatNumber(weights[row][column]) });
}
