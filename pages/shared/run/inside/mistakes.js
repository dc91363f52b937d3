// The confusion matrix of one epoch, and its most frequent mistakes in words.

import { add, fill } from "../../browser/nodes.js";
import { formatShare } from "../../charts/numbers.js";

const MOST_NUMBERS = 30; // classes; with more, the cells of the matrix are too small for numbers
const WHITE_FROM = 0.85; // share of the row from which white has more contrast than the text of a light page
const MOST_MISTAKES = 5;

/** Draw the matrix; returns a function that shows the epoch at `view.at`. */
export function drawMistakes(view, panel) {
  const { classes, words } = view.data;
  const row = add(panel, "DIV", { class: "sides" });
  const cells = drawMatrix(add(row, "DIV", { class: "matrix" }), classes, words);
  const text = add(row, "DIV", { class: "readout" });
  return () => {
    const counts = view.data.confusion[view.at];
    showMatrix(cells, counts, classes);
    const lines = mostFrequent(counts, classes.length).map(({ label, predicted, count }) =>
      fill(words.mistake, { true: classes[label], predicted: classes[predicted], count }));
    text.textContent = [describeHits(counts, classes.length, words), "", ...(lines.length ? lines : [words.perfect])].join("\n");
  };
}

function drawMatrix(frame, classes, words) {
  const table = add(frame, "TABLE", {});
  add(table, "CAPTION", {}, `↓ ${words.true}   → ${words.predicted}`);
  const head = add(table, "TR", {});
  add(head, "TD", {});
  classes.forEach((name) => add(head, "TH", { scope: "col", title: name }, name));
  return classes.flatMap((name) => {
    const line = add(table, "TR", {});
    add(line, "TH", { scope: "row", title: name }, name);
    return classes.map(() => add(line, "TD", { class: classes.length > MOST_NUMBERS ? "cell tiny" : "cell" }));
  });
}

function showMatrix(cells, counts, classes) {
  const n = classes.length;
  const sums = classes.map((_, k) => sum(counts.slice(k * n, k * n + n)));
  cells.forEach((cell, k) => {
    const label = Math.floor(k / n);
    const share = counts[k] / Math.max(1, sums[label]);
    cell.textContent = n > MOST_NUMBERS ? "" : counts[k].toLocaleString();
    cell.style.setProperty("--share", `${100 * share}%`);
    cell.classList.toggle("strong", share > WHITE_FROM);
    cell.title = `${classes[label]} → ${classes[k % n]}: ${counts[k]} (${formatShare(share)})`;
  });
}

/** How many pictures of a confusion matrix of n classes are right: the counts of the diagonal. */
export function countHits(counts, n) {
  return sum(counts.filter((_, k) => k % (n + 1) === 0));
}

/** The most frequent mistakes in the counts of a confusion matrix, row after row: {label, predicted, count}. */
export function mostFrequent(counts, n) {
  const cells = counts.map((count, k) => ({ label: Math.floor(k / n), predicted: k % n, count }));
  const mistakes = cells.filter(({ label, predicted, count }) => count && label !== predicted);
  return mistakes.toSorted((a, b) => b.count - a.count).slice(0, MOST_MISTAKES);
}

function describeHits(counts, n, words) {
  const [right, total] = [countHits(counts, n), sum(counts)];
  return fill(words.right, { right: right.toLocaleString(), n: total.toLocaleString(), share: formatShare(right / Math.max(1, total)) });
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
