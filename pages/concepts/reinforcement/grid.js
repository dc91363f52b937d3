// The world as a grid of cells: what stands in each, what it is worth, and which action is held best there.

import { add, set } from "../../shared/browser/nodes.js";
import { formatNumber } from "../../shared/charts/numbers.js";

const SIDE = 72;
const MIDDLE = SIDE / 2;
const EDGE = 3;
const ARROW = 13; // half of a long arrow, or all of a short one
const GAP = 20; // from the middle of a cell to a short arrow, past the number
const WAYS = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
];
const PRIZES = { "+": "+1", "-": "−1", o: "+0.2" };
const WALL = "#";
const CORNERS = [
  [0, 0],
  [SIDE, 0],
  [SIDE, SIDE],
  [0, SIDE],
];

/** Draw the cells; `press(cell)` hears a click. */
export function drawGrid(parent, { signs, rows, columns, kind }, press) {
  const svg = add(parent, "svg", { viewBox: `${-EDGE} ${-EDGE} ${columns * SIDE + 2 * EDGE} ${rows * SIDE + 2 * EDGE}`, "data-name": "world" });
  const cells = [...signs].map((sign, at) => drawCell(svg, sign, at, columns, kind === "learn"));
  cells.forEach(({ group }, at) => group.addEventListener("click", () => press(at)));
  const trail = add(svg, "polyline", { class: "trail" });
  const agent = add(svg, "circle", { r: 9, class: "agent", visibility: "hidden" });
  return { cells, trail, agent, columns };
}

function drawCell(svg, sign, at, columns, split) {
  const [x, y] = [(at % columns) * SIDE, Math.floor(at / columns) * SIDE];
  const group = add(svg, "g", { class: "cell", transform: `translate(${x} ${y})` });
  add(group, "rect", { width: SIDE, height: SIDE, class: sign === WALL ? "wall" : "back" });
  const open = sign === "." || sign === "S";
  const parts = open && split ? CORNERS.map((corner, action) => triangle(group, corner, CORNERS[(action + 1) % 4])) : [];
  const whole = add(group, "rect", { width: SIDE, height: SIDE, class: "frame", fill: "transparent" });
  if (PRIZES[sign]) add(group, "text", { x: MIDDLE, y: MIDDLE + 5, class: "prize" }, PRIZES[sign]);
  if (sign === "S") add(group, "text", { x: 5, y: 16, class: "begin" }, "S");
  const best = add(group, "path", { class: "best" });
  const value = add(group, "text", { x: MIDDLE, y: split ? MIDDLE + 4 : SIDE - 8, class: "value" });
  return { group, parts, whole, best, value, open };
}

function triangle(group, [x1, y1], [x2, y2]) {
  return add(group, "path", { d: `M${x1} ${y1}L${x2} ${y2}L${MIDDLE} ${MIDDLE}Z`, class: "q" });
}

/** The fill of a value from minus to plus `largest`: the sign is the colour, the size the opacity. */
export function shade(value, largest, [negative, positive]) {
  const share = Math.min(1, Math.abs(value) / largest);
  return { fill: value < 0 ? negative : positive, "fill-opacity": value === 0 ? 0 : (0.06 + 0.66 * share).toFixed(3) };
}

/** Show one value a cell, and the best action as an arrow. */
export function showValues({ cells }, values, best, colours, largest) {
  cells.forEach((cell, at) => {
    if (!cell.open) return;
    set(cell.whole, shade(values[at], largest, colours));
    set(cell.best, { d: values[at] === 0 ? "" : arrows([best[at]], 0) });
    cell.value.textContent = values[at] === 0 ? "" : formatNumber(Number(values[at].toFixed(2)));
  });
}

/** Show what each of four actions is worth in each cell; `bestOf(cell)` gives the best value and its actions. */
export function showWorth({ cells }, worth, bestOf, colours, largest) {
  cells.forEach((cell, at) => {
    if (!cell.open) return;
    cell.parts.forEach((part, action) => set(part, shade(worth[4 * at + action], largest, colours)));
    const { value, actions } = bestOf(at);
    set(cell.best, { d: arrows(actions, GAP) });
    cell.value.textContent = actions.length ? formatNumber(Number(value.toFixed(2))) : "";
  });
}

/** Arrows from near the middle of a cell; those of the four actions leave `gap` for a number. */
function arrows(actions, gap) {
  return actions
    .map((action) => {
      const [dx, dy] = WAYS[action];
      const [toX, toY] = [MIDDLE + dx * (gap + ARROW), MIDDLE + dy * (gap + ARROW)];
      const [fromX, fromY] = gap ? [MIDDLE + dx * gap, MIDDLE + dy * gap] : [MIDDLE - dx * ARROW, MIDDLE - dy * ARROW];
      const head = [1, -1].map((side) => `M${toX} ${toY}l${-5 * dx + 5 * side * dy} ${-5 * dy + 5 * side * dx}`);
      return `M${fromX} ${fromY}L${toX} ${toY}${head.join("")}`;
    })
    .join("");
}

/** Where the agent is and how it came there; nothing for no cells. */
export function showAgent({ trail, agent, columns }, cells, trying) {
  const places = cells.map((at) => [((at % columns) + 0.5) * SIDE, (Math.floor(at / columns) + 0.5) * SIDE]);
  set(trail, { points: places.map((place) => place.join(",")).join(" ") });
  set(agent, { visibility: places.length ? "visible" : "hidden", class: trying ? "agent trying" : "agent" });
  if (places.length) set(agent, { cx: places.at(-1)[0], cy: places.at(-1)[1] });
}
