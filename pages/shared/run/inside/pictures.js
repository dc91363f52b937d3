// Twelve validation pictures: what the model says of each at one epoch, and how it came to say so.

import { add, fill, set } from "../../browser/nodes.js";
import { linePath, scale } from "../../charts/axes.js";
import { formatShare } from "../../charts/numbers.js";

const SPARK = { width: 120, height: 26 };

/** Draw the pictures; returns a function that shows the epoch at `view.at`. */
export function drawPictures(view, panel) {
  const { data } = view;
  const n = data.classes.length;
  const list = add(panel, "UL", { class: "twelve" });
  const shown = data.pictures.map((picture, k) => {
    const item = add(list, "LI", {});
    if (picture.src) add(item, "IMG", { src: picture.src, alt: picture.path });
    else add(item, "DIV", { class: "gone" }, data.words.gone);
    const said = add(item, "DIV", { class: "said" });
    const bar = add(add(item, "DIV", { class: "track" }), "DIV", { class: "level" });
    bar.style.background = data.colours[data.labels[k]];
    const svg = add(item, "svg", { viewBox: `0 0 ${SPARK.width} ${SPARK.height}`, "aria-hidden": "true" });
    const path = add(svg, "path", { class: "spark" });
    const dot = add(svg, "circle", { r: 3, class: "handle", fill: data.colours[data.labels[k]] });
    return { item, said, bar, path, dot };
  });
  add(panel, "P", { class: "hint" }, data.words.pictures);
  return () => shown.forEach((one, k) => showPicture(view, one, k, n));
}

function showPicture({ data, at }, { item, said, bar, path, dot }, k, n) {
  const own = data.probabilities.map((all) => all[k * n + data.labels[k]]);
  const answers = data.probabilities[at].slice(k * n, k * n + n);
  const top = answers.indexOf(Math.max(...answers));
  const right = top === data.labels[k];
  item.classList.toggle("wrong", !right);
  said.textContent = `${right ? "✓" : "✗"} ${data.classes[top]} ${formatShare(answers[top])}`;
  item.title = fill(data.words.said, { label: data.classes[data.labels[k]], said: data.classes[top], share: formatShare(answers[top]) });
  bar.style.width = `${100 * own[at]}%`;
  const x = scale(0, Math.max(1, own.length - 1), 4, SPARK.width - 4);
  const y = scale(0, 1, SPARK.height - 4, 4);
  set(path, { d: linePath(own.map((_, e) => x(e)), own.map(y)) });
  set(dot, { cx: x(at), cy: y(own[at]) });
}
