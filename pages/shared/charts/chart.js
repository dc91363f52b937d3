// Small helpers for the SVG pictures of the concept screens. Prepended to a component's module by
// pages/shared/concept.py; everything here is plain DOM, nothing moves by itself.

const SVG = "http://www.w3.org/2000/svg";

/** A new SVG (or, for a name in capitals, HTML) node at the end of `parent`. */
function add(parent, name, attributes = {}, text = "") {
  const html = name === name.toUpperCase();
  const node = html ? document.createElement(name) : document.createElementNS(SVG, name);
  set(node, attributes);
  if (text) node.textContent = text;
  parent.append(node);
  return node;
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

/**
 * What a component's module exports: `start(given)` makes a view at the first call for a node, and `view.update(given)`
 * follows at every call; `given` is what Streamlit hands over. `leave(view)` is called when the node goes.
 */
function component(start, leave = () => {}) {
  const views = new WeakMap();
  return (given) => {
    if (!views.has(given.parentElement)) views.set(given.parentElement, start(given));
    const view = views.get(given.parentElement);
    view.update(given);
    return () => leave(view);
  };
}

/** A function from values [low, high] to pixels [from, to], with its inverse as `.value`. */
function scale(low, high, from, to) {
  const place = (value) => from + ((value - low) / (high - low)) * (to - from);
  place.value = (pixel) => low + ((pixel - from) / (to - from)) * (high - low);
  return place;
}

/** The `d` of a line through points; a null breaks it. */
function line(xs, ys) {
  let path = "";
  let pen = "M";
  for (let i = 0; i < xs.length; i++) {
    if (ys[i] === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${xs[i].toFixed(2)} ${ys[i].toFixed(2)}`;
    pen = "L";
  }
  return path;
}

/** About `count` round numbers from low to high. */
function ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough * 0.99);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) found.push(Number((k * step).toPrecision(12)));
  return found;
}

/** Axes with quiet grid lines; `label` turns a tick into text. */
function axes(svg, { x, y, box, xTicks, yTicks, xLabel = String, yLabel = String }) {
  const group = add(svg, "g", { class: "axes" });
  for (const tick of xTicks) {
    add(group, "line", { x1: x(tick), x2: x(tick), y1: box.top, y2: box.bottom, class: tick === 0 ? "zero" : "grid" });
    add(group, "text", { x: x(tick), y: box.bottom + 14, "text-anchor": "middle" }, xLabel(tick));
  }
  for (const tick of yTicks) {
    add(group, "line", { x1: box.left, x2: box.right, y1: y(tick), y2: y(tick), class: tick === 0 ? "zero" : "grid" });
    add(group, "text", { x: box.left - 6, y: y(tick) + 4, "text-anchor": "end" }, yLabel(tick));
  }
  return group;
}

/** A number for reading: four significant digits, a real minus sign. */
function short(value) {
  if (value === null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? Number(value.toPrecision(3)).toExponential() : String(Number(value.toPrecision(4)));
  return text.replaceAll("-", "−");
}

/** 1e-7 as 10⁻⁷. */
function powerOfTen(exponent) {
  const raised = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
  return exponent === 0 ? "1" : `10${[...String(exponent)].map((sign) => raised[sign]).join("")}`;
}

/** The point of a pointer event in the coordinates of the SVG's view box. */
function pointIn(svg, event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

/** Call `move(point)` while the pointer drags over the SVG, and `done()` at the end. */
function drag(svg, move, done) {
  svg.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    svg.closest("[tabindex]")?.focus({ preventScroll: true });
    move(pointIn(svg, event));
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) move(pointIn(svg, event));
  });
  svg.addEventListener("lostpointercapture", done);
}

const KEY_STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };

/** Call `step(count)` for the keys of a slider: arrows 1, Page 10, Home and End without end. */
function keys(node, step) {
  node.addEventListener("keydown", (event) => {
    if (!(event.key in KEY_STEPS) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    step(KEY_STEPS[event.key] * (event.shiftKey ? 10 : 1));
  });
}

/** A function that calls `act` once, `wait` milliseconds after it was last called. */
function settled(act, wait = 250) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** Call `act` when the width of `node` has changed; not for the first measure. */
function whenResized(node, act) {
  let width = node.clientWidth;
  new ResizeObserver(() => {
    if (node.clientWidth === width) return;
    width = node.clientWidth;
    act();
  }).observe(node);
}
