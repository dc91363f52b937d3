// Layer by layer: updates, gradients, weights and dead ReLUs, as lines over the epochs and as a table of one epoch.

import { add, fill } from "../../browser/nodes.js";
import { formatNumber, formatShare } from "../../charts/numbers.js";
import { drawEpochChart } from "./epoch_chart.js";

const FEW_LAYERS = 6; // whose table is not folded away

/** The colour of layer k of `count`, from blue to red; they differ in their lightness too. */
export function layerColour(k, count) {
  return `hsl(${205 + (150 * k) / Math.max(1, count - 1)} 70% ${62 - (22 * k) / Math.max(1, count - 1)}%)`;
}

/** Draw charts and table; returns a function that shows the epoch at `view.at`. */
export function drawLayers(view, panel) {
  const { words, layers, relus, probe } = view.data;
  const row = add(panel, "DIV", { class: "row wide" });
  const colours = layers.map((_, k) => layerColour(k, layers.length));
  const ofRelus = relus.map((name, k) => colours[layers.indexOf(name)] ?? layerColour(k, relus.length));
  const draw = (name, names, more) =>
    drawEpochChart(view, row, { name: words[name], series: names.map((_, k) => () => view.data[name].map((values) => values[k])), ...more });
  const charts = [
    ...["ratios", "gradients", "weights"].map((name) => draw(name, layers, { colours, log: true })),
    draw("dead", relus, { colours: ofRelus, high: 1, label: formatShare }),
  ];
  const showTable = drawTable(view, panel, colours);
  add(panel, "P", { class: "hint" }, fill(words.layers, { probe }));
  return () => {
    charts.forEach((show) => show());
    showTable();
  };
}

function drawTable(view, panel, colours) {
  const { words, layers, relus } = view.data;
  const folded = add(panel, "DETAILS", {});
  folded.open = layers.length <= FEW_LAYERS;
  add(folded, "SUMMARY", {}, words.table);
  const table = add(add(folded, "DIV", { class: "scroll" }), "TABLE", { class: "numbers" });
  const head = add(table, "TR", {});
  [words.layer, words.ratios, words.gradients, words.weights, words.dead].forEach((name) => add(head, "TH", { scope: "col" }, name));
  const rows = [...layers, ...relus.filter((name) => !layers.includes(name))].map((name) => {
    const row = add(table, "TR", {});
    const title = add(row, "TH", { scope: "row" });
    const at = layers.indexOf(name);
    add(title, "SPAN", { class: "swatch", style: `background: ${colours[at] ?? "transparent"}` });
    title.append(name);
    return { at, relu: relus.indexOf(name), cells: [0, 1, 2, 3].map(() => add(row, "TD", {})) };
  });
  return () => rows.forEach(({ at, relu, cells }) => {
    ["ratios", "gradients", "weights"].forEach((name, k) => {
      cells[k].textContent = at < 0 ? "" : formatNumber(view.data[name][view.at][at]);
    });
    cells[3].textContent = relu < 0 ? "" : formatShare(view.data.dead[view.at][relu]);
  });
}
