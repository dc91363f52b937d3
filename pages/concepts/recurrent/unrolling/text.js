// The text, a column a step: the answer above, the memory that is handed on, the character that is read, and below it
// the size of the last answer's gradient on the memory of that step.

import { onDrag } from "../../../shared/browser/input.js";
import { add, set } from "../../../shared/browser/nodes.js";
import { clamp, linePath, scale } from "../../../shared/charts/axes.js";
import { formatPowerOfTen } from "../../../shared/charts/numbers.js";

const LEFT = 62; // of the first column: room for the names of the rows
const COLUMN = { narrowest: 18, widest: 46 };
const ANSWER = 30;
const STRIP = { top: 48, height: 108 };
const READ = 178;
const CHART = { top: 222, height: 110, lowest: -14, highest: 8 };
const HEIGHT = 348;

/** Draw the columns; returns a function that shows a frame with one step marked. */
export function drawText(view, panel) {
  const { data } = view;
  const steps = data.reads.length;
  const column = clamp((panel.clientWidth - LEFT - 6) / steps, COLUMN.narrowest, COLUMN.widest);
  const width = LEFT + steps * column + 4;
  const svg = add(panel, "svg", { viewBox: `0 0 ${width} ${HEIGHT}`, class: "draggable", "data-name": "text", style: `width: ${width}px` });
  const grid = { svg, column, steps };
  drawNames(svg, data.words, width);
  const mark = add(svg, "rect", { y: 12, width: column, height: HEIGHT - 18, class: "mark" });
  const columns = data.reads.map((sign, step) => drawColumn(grid, data, sign, step));
  const showGradients = drawGradients(grid, data, width);
  const high = STRIP.height / data.units;
  const pick = add(svg, "rect", { width: column * 0.64, height: high, class: "pick" });
  onDrag(svg, ({ x, y }) => view.choose(Math.floor((x - LEFT) / column), unitAt(y, high, data.units)), view.report);
  const memory = Int8Array.from(atob(data.memory), (sign) => (sign.charCodeAt(0) << 24) >> 24);
  let marked = -1;
  return (frame, step, unit) => {
    set(mark, { x: LEFT + step * column });
    set(pick, { x: LEFT + (step + 0.18) * column, y: STRIP.top + unit * high });
    if (step !== marked) keepInSight(panel, step * column, column);
    marked = step;
    columns.forEach((parts, at) => showColumn(parts, data, memory, frame, at));
    showGradients(frame, step);
  };
}

/** The unit at a height of the picture; undefined above and below the strip. */
function unitAt(y, high, units) {
  const unit = Math.floor((y - STRIP.top) / high);
  return unit >= 0 && unit < units ? unit : undefined;
}

/** Where the text is wider than the screen, scroll it as far as shows the marked column and its neighbours. */
function keepInSight(panel, from, column) {
  const least = LEFT + from + 2 * column - panel.clientWidth;
  panel.scrollLeft = clamp(panel.scrollLeft, Math.max(0, least), Math.max(0, from - column));
}

function drawNames(svg, words, width) {
  add(svg, "text", { x: 0, y: ANSWER + 5 }, words.answers);
  add(svg, "text", { x: 0, y: STRIP.top + STRIP.height / 2 + 4 }, words.hands);
  add(svg, "text", { x: 0, y: READ + 5 }, words.reads);
  add(svg, "text", { x: 0, y: CHART.top - 14, class: "name" }, words.gradient);
  add(svg, "line", { x1: LEFT, x2: width, y1: READ + 16, y2: READ + 16, class: "grid" });
}

function drawColumn({ svg, column }, { units, asked }, sign, step) {
  const middle = LEFT + (step + 0.5) * column;
  const high = STRIP.height / units;
  const [left, wide] = [LEFT + step * column + column * 0.18, column * 0.64];
  const answer = add(svg, "text", { x: middle, y: ANSWER + 5, class: "sign" });
  const cells = Array.from({ length: units }, (_, k) =>
    add(svg, "rect", { x: left, y: STRIP.top + k * high, width: wide, height: high, class: "unit" }),
  );
  const arrow = { x1: left + wide, x2: left + column, y1: STRIP.top + STRIP.height / 2, y2: STRIP.top + STRIP.height / 2 };
  add(svg, "line", { ...arrow, class: "cursor" });
  add(svg, "text", { x: middle, y: READ + 5, class: "sign read" }, visible(sign));
  return { answer, cells, asked: asked[step] };
}

/** A blank as a sign that can be seen. */
export function visible(sign) {
  return sign === " " ? "␣" : sign;
}

function showColumn({ answer, cells, asked }, data, memory, frame, step) {
  const said = data.alphabet[data.answers[frame][step]];
  const isAsked = asked !== null;
  answer.textContent = isAsked ? visible(said) : "·";
  answer.style.fill = isAsked ? (said === asked ? data.good : data.bad) : "";
  answer.classList.toggle("wrong", isAsked && said !== asked);
  const from = (frame * data.reads.length + step) * data.units;
  cells.forEach((cell, k) => {
    const value = memory[from + k] / 127;
    cell.style.fill = data.signs[value > 0 ? 1 : 0];
    cell.style.fillOpacity = Math.abs(value);
  });
}

function drawGradients({ svg, column, steps }, { gradients }, width) {
  const known = gradients.flat().filter((log) => log !== null);
  const low = clamp(Math.floor(Math.min(-1, ...known)), CHART.lowest, -1);
  const high = clamp(Math.ceil(Math.max(1, ...known)), 1, CHART.highest);
  const y = scale(low, high, CHART.top + CHART.height, CHART.top);
  const every = Math.ceil((high - low) / 5);
  for (let tick = Math.ceil(low / every) * every; tick <= high; tick += every) {
    add(svg, "line", { x1: LEFT, x2: width, y1: y(tick), y2: y(tick), class: tick === 0 ? "zero" : "grid" });
    add(svg, "text", { x: LEFT - 6, y: y(tick) + 4, "text-anchor": "end" }, formatPowerOfTen(tick));
  }
  const xs = Array.from({ length: steps }, (_, step) => LEFT + (step + 0.5) * column);
  const line = add(svg, "path", { class: "curve size" });
  const dots = xs.map((cx) => add(svg, "circle", { cx, r: 3.5, class: "dot" }));
  return (frame, chosen) => {
    const ys = gradients[frame].map((log) => (log === null ? null : y(clamp(log, low, high))));
    set(line, { d: linePath(xs, ys) });
    dots.forEach((dot, step) => {
      set(dot, { cy: ys[step] ?? y(low), r: step === chosen ? 6 : 3.5 });
      dot.classList.toggle("none", ys[step] === null);
    });
  };
}
