// One training to scrub through: the map of the plane, the network, the loss; the stage of the loop says what is lit.
// Every number comes from Python: data.weights[e], .gradients[e], .signals[e], .losses[e] and the map of epoch e.

const MAP = { width: 380, height: 270, left: 8, right: 372, top: 26, bottom: 260 };
const NET = { width: 380, height: 270, top: 40, bottom: 250, columns: [46, 190, 330] };
const CURVE = { width: 380, height: 190, left: 44, right: 366, top: 26, bottom: 156 };
const STAGES = ["data", "initialise", "forward", "loss", "backward", "update"];
const STILL = ["data", "initialise"]; // before the first epoch
const SPEED = { full: 50, reduced: 500 }; // milliseconds an epoch while playing

export default component(start, pause);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture learning" });
  const view = { root, epoch: 0, stage: "forward", busy: false, playing: 0 };
  view.report = () => {
    view.busy = false;
    if (view.epoch !== view.data.epoch || view.stage !== view.data.stage) setStateValue("place", [view.epoch, view.stage]);
  };
  view.reportSoon = settled(view.report);
  view.watch = (example) => setStateValue("example", example);
  view.go = (epoch, stage) => {
    view.busy = true;
    view.stage = stage;
    view.epoch = STILL.includes(stage) ? 0 : clamp(epoch, 0, view.data.losses.length - 1);
    show(view);
  };
  view.update = ({ data }) => {
    const fresh = data.id !== view.data?.id;
    view.data = data;
    if (fresh) draw(view);
    if (fresh || !view.busy) [view.epoch, view.stage] = [data.epoch, data.stage];
    show(view);
  };
  return view;
}

function draw(view) {
  pause(view);
  view.root.replaceChildren();
  drawControls(view);
  drawStages(view);
  const row = add(view.root, "DIV", { class: "row wide" });
  view.showMap = drawMap(view, add(row, "DIV", { class: "panel map" }));
  view.showNet = drawNet(view, add(row, "DIV", { class: "panel net" }));
  view.showCurve = drawCurve(view, add(row, "DIV", { class: "panel curve-panel" }));
  view.told = add(row, "DIV", { class: "panel told" });
}

function show(view) {
  const { data, epoch, stage } = view;
  view.range.value = epoch;
  const where = data.words.where.replace("{at}", epoch).replace("{last}", data.losses.length - 1);
  set(view.range, { "aria-valuetext": where });
  view.where.textContent = where;
  STAGES.forEach((name, k) => {
    view.stages[k].classList.toggle("now", name === stage);
    set(view.stages[k], { "aria-pressed": name === stage });
  });
  view.showMap(epoch, stage);
  view.showNet(epoch, stage);
  view.showCurve(epoch, stage);
  view.told.textContent = `${data.words.stages[stage]}\n${numbers(view)}`;
}

function numbers({ data, epoch }) {
  const signal = data.signals[epoch];
  const said = data.words.watched.replace("{y}", data.y[data.example]).replace("{p}", short(signal.at(-1)));
  return `${said}\n${data.words.loss} ${short(data.losses[epoch])}   ${data.words.accuracy} ${short(data.accuracies[epoch])}`;
}

// --- controls ---

function drawControls(view) {
  const { words, losses } = view.data;
  const bar = add(view.root, "DIV", { class: "bar" });
  view.play = add(bar, "BUTTON", { type: "button", class: "play" }, words.play);
  view.play.addEventListener("click", () => (view.playing ? pause(view) : play(view)));
  view.range = add(bar, "INPUT", { type: "range", min: 0, max: losses.length - 1, step: 1, "aria-label": words.epoch });
  view.range.addEventListener("input", () => {
    pause(view);
    view.go(Number(view.range.value), STILL.includes(view.stage) ? "forward" : view.stage);
    view.reportSoon();
  });
  view.where = add(bar, "SPAN", { class: "where" });
}

function drawStages(view) {
  const bar = add(view.root, "DIV", { class: "bar stages" });
  view.stages = STAGES.map((name, k) => {
    const button = add(bar, "BUTTON", { type: "button", "data-stage": name }, `${k + 1} ${view.data.words.names[name]}`);
    button.addEventListener("click", () => arrive(view, view.epoch, name));
    return button;
  });
  const next = add(bar, "BUTTON", { type: "button", class: "next" }, view.data.words.next);
  next.addEventListener("click", () => {
    const after = STAGES.indexOf(view.stage) + 1;
    if (after < STAGES.length) arrive(view, view.epoch, STAGES[after]);
    else arrive(view, view.epoch + 1, "forward");
  });
}

function arrive(view, epoch, stage) {
  pause(view);
  view.go(epoch, stage);
  view.reportSoon();
}

function play(view) {
  const last = view.data.losses.length - 1;
  const wait = matchMedia("(prefers-reduced-motion: reduce)").matches ? SPEED.reduced : SPEED.full;
  const from = view.epoch === last ? 0 : view.epoch;
  const begun = performance.now();
  const frame = (now) => {
    const epoch = Math.min(last, from + Math.floor(Math.max(0, now - begun) / wait));
    if (epoch !== view.epoch) view.go(epoch, STILL.includes(view.stage) ? "forward" : view.stage);
    if (epoch === last) pause(view);
    else view.playing = requestAnimationFrame(frame);
  };
  view.busy = true;
  view.play.textContent = view.data.words.pause;
  view.playing = requestAnimationFrame(frame);
}

function pause(view) {
  if (!view.playing) return;
  cancelAnimationFrame(view.playing);
  view.playing = 0;
  view.play.textContent = view.data.words.play;
  view.reportSoon();
}

// --- the map of the plane ---

function drawMap(view, panel) {
  const { data } = view;
  const box = add(panel, "DIV", { class: "layers" });
  const canvas = add(box, "CANVAS", { width: data.side, height: data.side });
  const svg = add(box, "svg", { viewBox: `0 0 ${MAP.width} ${MAP.height}`, "data-name": "map" });
  add(svg, "text", { x: MAP.left, y: MAP.top - 10, class: "name" }, data.words.map);
  const x = scale(data.low[0], data.high[0], MAP.left, MAP.right);
  const y = scale(data.low[1], data.high[1], MAP.bottom, MAP.top);
  const maps = bytes(data.maps);
  const points = data.x.map(([px, py], i) => {
    const point = add(svg, "circle", { cx: x(px), cy: y(py), r: 4.5, class: "point", fill: data.colours[data.y[i]] });
    add(point, "title", {}, `x = (${short(px)}, ${short(py)}), y = ${data.y[i]}`);
    point.addEventListener("click", () => view.watch(i));
    return point;
  });
  return (epoch, stage) => {
    canvas.classList.toggle("hidden", stage === "data");
    paint(canvas, maps.subarray(epoch * data.side ** 2, (epoch + 1) * data.side ** 2), data);
    points.forEach((point, i) => point.classList.toggle("watched", i === data.example));
  };
}

function bytes(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/** The colour says which class, its strength how sure; the bottom row of the map comes first. */
function paint(canvas, map, { side, colours }) {
  const brush = canvas.getContext("2d");
  const image = brush.createImageData(side, side);
  const shades = colours.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const share = map[row * side + column] / 255;
      const sure = Math.abs(2 * share - 1);
      image.data.set([...shades[share > 0.5 ? 1 : 0], sure < 0.01 ? 0 : 25 + 120 * sure], ((side - 1 - row) * side + column) * 4);
    }
  }
  brush.putImageData(image, 0, 0);
}

// --- the network ---

function drawNet(view, panel) {
  const { data } = view;
  const svg = add(panel, "svg", { viewBox: `0 0 ${NET.width} ${NET.height}`, "data-name": "net" });
  const title = add(svg, "text", { x: 8, y: 16, class: "name" });
  const sizes = [2, data.units, 1];
  const place = (layer, unit) => {
    const step = (NET.bottom - NET.top) / sizes[layer];
    return [NET.columns[layer], NET.top + step * (unit + 0.5)];
  };
  const wires = [];
  for (let layer = 0; layer < 2; layer++) {
    for (let from = 0; from < sizes[layer]; from++) {
      for (let to = 0; to < sizes[layer + 1]; to++) {
        const [[x1, y1], [x2, y2]] = [place(layer, from), place(layer + 1, to)];
        wires.push(add(svg, "line", { x1, y1, x2, y2, class: "wire" }));
      }
    }
  }
  const nodes = sizes.flatMap((size, layer) => Array.from({ length: size }, (_, unit) => drawNode(svg, place(layer, unit), layer, data)));
  return (epoch, stage) => {
    const shown = stage === "backward" || stage === "update" ? data.gradients[epoch] : data.weights[epoch];
    title.textContent = data.words.nets[stage];
    const largest = stage === "backward" || stage === "update" ? Math.max(...shown.map(Math.abs), 1e-12) : 4;
    showNet(data, { wires, nodes }, shown, largest, stage === "update" ? -1 : 1, data.signals[epoch]);
    svg.classList.toggle("faint", stage === "data");
  };
}

function drawNode(svg, [cx, cy], layer, data) {
  const radius = layer === 1 && data.units > 8 ? 8 : 10;
  const bias = layer ? add(svg, "rect", { x: cx - radius - 9, y: cy + radius - 7, width: 8, height: 8, class: "bias" }) : null;
  const circle = add(svg, "circle", { cx, cy, r: radius, class: "node" });
  const label = add(svg, "text", { x: layer === 0 ? cx - 14 : cx + 14, y: cy + 4, "text-anchor": layer === 0 ? "end" : "start", class: "signal" });
  return { circle, bias, label };
}

/** `shown` lists weights, hidden first, then biases; `signs` turns a gradient into the step that it causes. */
function showNet(data, { wires, nodes }, shown, largest, sign, signals) {
  wires.forEach((wire, k) => set(wire, look(data, shown[k] * sign, largest)));
  nodes.forEach((node, k) => {
    node.label.textContent = short(Number(signals[k].toPrecision(2)));
    if (!node.bias) return;
    const value = shown[wires.length + k - 2] * sign;
    set(node.bias, { fill: value < 0 ? data.signs[0] : data.signs[1], opacity: 0.3 + 0.7 * Math.min(1, Math.abs(value) / largest) });
  });
}

function look(data, value, largest) {
  const share = Math.min(1, Math.abs(value) / largest);
  return { stroke: value < 0 ? data.signs[0] : data.signs[1], "stroke-width": (0.4 + 5 * share).toFixed(2), opacity: (0.25 + 0.7 * share).toFixed(2) };
}

// --- the loss ---

function drawCurve(view, panel) {
  const { losses, words } = view.data;
  const svg = add(panel, "svg", { viewBox: `0 0 ${CURVE.width} ${CURVE.height}`, class: "draggable", "data-name": "curve" });
  const highest = Math.max(1, ...losses);
  const x = scale(0, Math.max(1, losses.length - 1), CURVE.left, CURVE.right);
  const y = scale(0, highest, CURVE.bottom, CURVE.top);
  axes(svg, { x, y, box: CURVE, xTicks: ticks(0, Math.max(1, losses.length - 1), 5), yTicks: ticks(0, highest, 4) });
  add(svg, "text", { x: CURVE.left, y: CURVE.top - 10, class: "name" }, words.loss);
  add(svg, "text", { x: CURVE.right, y: CURVE.bottom + 30, "text-anchor": "end" }, words.epoch);
  add(svg, "path", { d: line(losses.map((_, e) => x(e)), losses.map(y)), class: "curve loss" });
  const cursor = add(svg, "line", { y1: CURVE.top, y2: CURVE.bottom, class: "cursor" });
  const dot = add(svg, "circle", { r: 6, class: "handle loss-dot" });
  drag(svg, (point) => {
    pause(view);
    view.go(Math.round(x.value(point.x)), STILL.includes(view.stage) ? "forward" : view.stage);
  }, view.report);
  return (epoch, stage) => {
    set(cursor, { x1: x(epoch), x2: x(epoch) });
    set(dot, { cx: x(epoch), cy: y(losses[epoch]), r: stage === "loss" ? 9 : 6 });
  };
}
