// Two losses at one prediction: dragged along its logit (two classes) or inside the triangle of three probabilities.
// Every number comes from Python, a row for each place the point can stand: data.logits[i], data.sides[k].value[i], ...

const PLOT = { width: 360, height: 340 };
const LOSS = { left: 36, right: 352, top: 22, bottom: 160 };
const PUSH = { left: 36, right: 352, top: 194, bottom: 300 };
const RACE = { left: 36, margin: 14, top: 22, bottom: 214, height: 250 };
const TRIANGLE = { width: 300, height: 305, corners: [[20, 282], [280, 282], [150, 54]] }; // its words stand above it
const BARS = { left: 36, right: 290, top: 22, bottom: 214, width: 300, height: 250 };
const HIGHEST_LOSS = 6;

export default component(start);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture", tabindex: 0, role: "slider" });
  const view = { root, index: 0, busy: false };
  view.done = () => {
    view.busy = false;
    if (view.index !== view.data.point) setStateValue("logits", view.data.logits[view.index]);
  };
  const reportSoon = settled(view.done);
  view.go = (index) => {
    view.busy = true;
    view.index = index;
    show(view);
  };
  root.addEventListener("keydown", (event) => {
    const index = view.data.view === "two" ? steppedOnLine(view, event) : steppedInTriangle(view, event);
    if (index === null) return;
    event.preventDefault();
    view.go(index);
    reportSoon();
  });
  view.update = ({ data }) => {
    const content = JSON.stringify({ ...data, race: 0 });
    if (content !== view.content) draw(view, data);
    view.content = content;
    view.data = data;
    if (!view.busy) view.index = data.point;
    drawRace(view);
    show(view);
  };
  return view;
}

function steppedOnLine({ index, data }, event) {
  if (!(event.key in KEY_STEPS) || event.ctrlKey || event.metaKey || event.altKey) return null;
  return clamp(index + KEY_STEPS[event.key] * (event.shiftKey ? 10 : 1), 0, data.logits.length - 1);
}

function steppedInTriangle(view, event) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return null;
  const here = view.places[view.index];
  const far = event.shiftKey ? 6 : 1;
  const size = (TRIANGLE.corners[1][0] - TRIANGLE.corners[0][0]) / view.data.steps;
  return nearestPlace(view.places, here[0] + step[0] * far * size, here[1] + step[1] * far * size * 0.87, view.index);
}

function draw(view, data) {
  view.data = data;
  view.root.replaceChildren();
  view.parts = data.view === "two" ? drawTwo(view) : drawThree(view);
  view.raceBox = add(view.row, "DIV");
  view.readout = add(view.root, "DIV", { class: "readout", "aria-live": "off" });
  set(view.root, { "aria-label": data.words.label, "aria-valuemin": 0, "aria-valuemax": 1 });
}

function show(view) {
  const { data, index, parts } = view;
  const p = data.right[index];
  set(view.root, { "aria-valuenow": p, "aria-valuetext": `${data.words.right} ${short(p)}` });
  parts.show(index);
  view.raceBox.classList.toggle("stale", index !== data.point);
  const losses = data.sides.map((side) => `${side.name} ${short(side.value[index])}`).join("   ");
  const logits = data.logits[index].map(short).join(", ");
  view.readout.textContent = `z = ${logits}   p = ${data.probabilities[index].map(short).join(", ")}   ${losses}`;
}

// --- two classes: along the logit ---

function drawTwo(view) {
  const { logits, sides, words } = view.data;
  view.row = add(view.root, "DIV", { class: "row wide" });
  const svg = add(add(view.row, "DIV"), "svg", { viewBox: `0 0 ${PLOT.width} ${PLOT.height}`, class: "draggable", "data-name": "two" });
  const zs = logits.map((row) => row[0]);
  const x = scale(zs[0], zs.at(-1), LOSS.left, LOSS.right);
  const y = scale(0, HIGHEST_LOSS, LOSS.bottom, LOSS.top);
  const yPush = scale(-1, 1, PUSH.bottom, PUSH.top);
  const xs = zs.map(x);
  const xTicks = ticks(zs[0], zs.at(-1), 8);
  axes(svg, { x, y, box: LOSS, xTicks, yTicks: [0, 2, 4, 6], xLabel: () => "" });
  axes(svg, { x, y: yPush, box: PUSH, xTicks, yTicks: [-1, 0, 1], xLabel: short, yLabel: short });
  add(svg, "text", { x: LOSS.left, y: LOSS.top - 8, class: "name" }, words.loss);
  add(svg, "text", { x: PUSH.left, y: PUSH.top - 8, class: "name" }, words.push);
  add(svg, "text", { x: PUSH.right, y: PUSH.bottom + 30, "text-anchor": "end" }, words.logit);
  legend(svg, sides, LOSS.right, LOSS.top - 8);
  const cursor = add(svg, "line", { y1: LOSS.top, y2: PUSH.bottom, class: "cursor" });
  const marks = sides.map((side) => {
    const inside = side.value.map((value) => (value > HIGHEST_LOSS ? null : y(value)));
    add(svg, "path", { d: line(xs, inside), class: "curve", stroke: side.colour });
    add(svg, "path", { d: line(xs, side.gradient.map((row) => yPush(row[0]))), class: "curve", stroke: side.colour });
    return { side, loss: dot(svg, side), push: dot(svg, side) };
  });
  drag(svg, (point) => view.go(nearestPlace(xs.map((at) => [at, 0]), point.x, 0, -1)), view.done);
  return {
    show(index) {
      set(cursor, { x1: xs[index], x2: xs[index] });
      for (const { side, loss, push } of marks) {
        set(loss, { cx: xs[index], cy: y(Math.min(HIGHEST_LOSS, side.value[index])) });
        set(push, { cx: xs[index], cy: yPush(side.gradient[index][0]) });
      }
    },
  };
}

function dot(svg, side) {
  return add(svg, "circle", { r: 6, class: "handle", fill: side.colour });
}

function legend(svg, sides, right, y) {
  sides.toReversed().reduce((end, side) => {
    const text = add(svg, "text", { x: end, y, "text-anchor": "end", class: "name", style: `fill: ${side.colour}` }, side.name);
    return end - text.getComputedTextLength() - 12;
  }, right);
}

// --- three classes: inside the triangle of probabilities ---

function drawThree(view) {
  const { probabilities, sides } = view.data;
  view.row = add(view.root, "DIV", { class: "row four" });
  view.places = probabilities.map(placeInTriangle);
  const triangles = sides.map((side) => drawTriangle(view, side));
  const bars = drawBars(view);
  return {
    show(index) {
      const [cx, cy] = view.places[index];
      for (const handle of triangles) set(handle, { cx, cy });
      bars(index);
    },
  };
}

function placeInTriangle(shares) {
  return [0, 1].map((axis) => shares.reduce((sum, share, k) => sum + share * TRIANGLE.corners[k][axis], 0));
}

function drawTriangle(view, side) {
  const { words, classes, target, point } = view.data;
  const svg = add(add(view.row, "DIV"), "svg", { viewBox: `0 0 ${TRIANGLE.width} ${TRIANGLE.height}`, class: "draggable both", "data-name": side.key });
  add(svg, "polygon", { points: TRIANGLE.corners.join(" "), class: "triangle" });
  const field = add(svg, "g", { fill: side.colour });
  view.places.forEach(([cx, cy], i) => {
    if (i !== point || i < view.places.length - 1) add(field, "circle", { cx: cx.toFixed(1), cy: cy.toFixed(1), r: 2.7, opacity: (side.size[i] * 0.75).toFixed(3) });
  });
  classes.forEach((name, k) => {
    const [x, y] = TRIANGLE.corners[k];
    add(svg, "text", { x, y: k === 2 ? y - 8 : y + 18, "text-anchor": "middle", class: "name" }, k === target ? `${name} ✓` : name);
  });
  add(svg, "text", { x: 4, y: 14, class: "name", style: `fill: ${side.colour}` }, side.name);
  add(svg, "text", { x: 4, y: 30 }, words.darker);
  const handle = add(svg, "circle", { r: 7, class: "handle pointer" });
  drag(svg, (at) => view.go(nearestPlace(view.places, at.x, at.y, -1)), view.done);
  return handle;
}

function drawBars(view) {
  const { classes, sides, words } = view.data;
  const svg = add(add(view.row, "DIV"), "svg", { viewBox: `0 0 ${BARS.width} ${BARS.height}` });
  const x = scale(0, classes.length, BARS.left, BARS.right);
  const y = scale(-1, 1, BARS.bottom, BARS.top);
  axes(svg, { x, y, box: BARS, xTicks: [], yTicks: [-1, -0.5, 0, 0.5, 1], yLabel: short });
  add(svg, "text", { x: BARS.left, y: BARS.top - 8, class: "name" }, words.push);
  const width = 24;
  const bars = classes.flatMap((name, k) => {
    add(svg, "text", { x: x(k + 0.5), y: BARS.bottom + 16, "text-anchor": "middle" }, name);
    return sides.map((side, s) => {
      const left = x(k + 0.5) + (s - 1) * (width + 2) + 1;
      return { side, k, bar: add(svg, "rect", { x: left, width, fill: side.colour }) };
    });
  });
  return (index) => {
    for (const { side, k, bar } of bars) {
      const value = side.gradient[index][k];
      set(bar, { y: y(Math.max(0, value)), height: Math.max(1, Math.abs(y(value) - y(0))) });
    }
  };
}

function nearestPlace(places, x, y, except) {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < places.length; i++) {
    const distance = (places[i][0] - x) ** 2 + (places[i][1] - y) ** 2;
    if (i !== except && distance < least) [best, least] = [i, distance];
  }
  return best;
}

// --- what gradient descent makes of it, from where the point was let go ---

function drawRace(view) {
  const { race, sides, words } = view.data;
  const width = view.data.view === "two" ? PLOT.width : TRIANGLE.width;
  const box = { ...RACE, right: width - RACE.margin };
  view.raceBox.replaceChildren();
  const svg = add(view.raceBox, "svg", { viewBox: `0 0 ${width} ${RACE.height}`, "data-name": "race" });
  const steps = race[0].length - 1;
  const x = scale(0, steps, RACE.left, box.right);
  const y = scale(0, 1, RACE.bottom, RACE.top);
  axes(svg, { x, y, box, xTicks: ticks(0, steps, 4), yTicks: [0, 0.5, 1] });
  add(svg, "text", { x: RACE.left, y: RACE.top - 8, class: "name" }, words.race);
  add(svg, "text", { x: box.right, y: RACE.bottom + 30, "text-anchor": "end" }, words.steps);
  race.forEach((way, k) => {
    add(svg, "path", { d: line(way.map((_, step) => x(step)), way.map(y)), class: "curve", stroke: sides[k].colour });
    add(svg, "circle", { cx: x(steps), cy: y(way.at(-1)), r: 4.5, class: "handle", fill: sides[k].colour });
  });
}
