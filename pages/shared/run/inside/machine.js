// What the machine did: learning rate, images a second, memory, and the load of the GPU.

import { add } from "../../browser/nodes.js";
import { formatShare } from "../../charts/numbers.js";
import { drawEpochChart } from "./epoch_chart.js";

/** Draw the charts; returns a function that shows the epoch at `view.at`. */
export function drawMachine(view, panel) {
  const { words } = view.data;
  const row = add(panel, "DIV", { class: "row wide" });
  const one = (name, values, more = {}) => drawEpochChart(view, row, { name, series: [values], colours: ["var(--st-primary-color)"], valued: true, ...more });
  const charts = [
    one(words.rate, () => view.data.rate),
    one(words.images, () => view.data.images, { low: 0 }),
    one(words.memory, () => view.data.memory.map((bytes) => bytes / 1e9), { low: 0 }),
    one(words.gpu, () => view.data.gpu, { low: 0, high: 1, label: formatShare }),
  ];
  return () => charts.forEach((show) => show());
}
