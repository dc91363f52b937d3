// Drawing in the plane: colours to choose, the pointer, and the keys.

import { arrowDirection } from "../../../shared/browser/input.js";
import { add, fill, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { change } from "../running/link.js";
import { addPoint, encodePoints, erasePoints } from "../running/points.js";
import { planePlace } from "../views/plane.js";

const ERASER = "eraser";
const VALUES = [-1, -0.5, 0, 0.5, 1];
const NUDGE = 0.1; // of the window, a press of an arrow key

/** The swatches: a colour a class or a value, the eraser, and away with all. */
export function buildBrushes(view, row) {
  const { data } = view;
  row.replaceChildren();
  const labels = data.classes ? Array.from({ length: data.classes }, (_, k) => k) : VALUES;
  if (![...labels, ERASER, null].includes(view.brush)) view.brush = null;
  view.swatches = [...labels, ERASER].map((brush) => addSwatch(view, row, brush));
  const clear = add(row, "BUTTON", { type: "button", class: "quiet" }, data.words.clear);
  clear.addEventListener("click", () => {
    Object.assign(view.points, { places: [], labels: [], heldOut: [] });
    tell(view);
  });
  showBrush(view);
}

function addSwatch(view, row, brush) {
  const { data } = view;
  const label =
    brush === ERASER ? data.words.eraser
    : data.classes ? fill(data.words.class_brush, { name: brush })
    : fill(data.words.value_brush, { name: formatNumber(brush) });
  const button = add(row, "BUTTON", { type: "button", class: "swatch", "aria-label": label, title: label }, brush === ERASER ? "⌫" : "");
  if (brush !== ERASER) button.style.background = view.colourOf(brush);
  button.addEventListener("click", () => {
    view.brush = view.brush === brush ? null : brush;
    showBrush(view);
  });
  return { button, brush };
}

function showBrush(view) {
  for (const { button, brush } of view.swatches) set(button, { "aria-pressed": brush === view.brush });
  view.plane.moving.style.touchAction = view.brush === null ? "pan-y" : "none";
  view.plane.moving.style.cursor = view.brush === null ? "default" : "crosshair";
}

/** The pointer draws or, without a brush, asks what the network says there. */
export function listenToPlane(view) {
  const canvas = view.plane.moving;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.addEventListener("pointerdown", (event) => {
    if (view.brush === null) return view.probe(placeOf(view, event));
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({ preventScroll: true });
    view.drawing = { last: null };
    touch(view, placeOf(view, event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (view.drawing) touch(view, placeOf(view, event));
    else view.probe(placeOf(view, event));
  });
  canvas.addEventListener("pointerleave", () => view.drawing || view.probe(null));
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => letGo(view));
  canvas.addEventListener("keydown", (event) => press(view, event));
  canvas.addEventListener("blur", () => view.showCross(null));
}

function placeOf(view, event) {
  const box = view.plane.moving.getBoundingClientRect();
  const { from } = planePlace(view.plane, view.data.reach);
  return from(event.clientX - box.left, event.clientY - box.top).map((value) => clamp(value, -view.data.reach, view.data.reach));
}

function touch(view, place) {
  if (!apply(view, place, view.drawing.last)) return;
  view.drawing.last = place;
  view.drawPoints();
}

/** Draw or erase at a place; whether something has changed. */
function apply(view, place, last) {
  const { reach, limits } = view.data;
  if (view.brush === ERASER) return erasePoints(view.points, place);
  view.full = view.points.places.length >= limits.points;
  return addPoint(view.points, place, view.brush, { reach, most: limits.points, last });
}

function letGo(view) {
  if (!view.drawing) return;
  view.drawing = null;
  tell(view);
}

/** Make the points under the hand the reader's own. */
function tell(view) {
  const regression = view.data.classes === 0;
  view.drawPoints();
  view.say();
  change(view, {
    points: "own", task: regression ? "values" : "classes", own: encodePoints(view.points, view.data.reach, regression),
  });
}

function press(view, event) {
  const direction = arrowDirection(event);
  if (!direction && event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  event.stopPropagation();
  const cross = view.cross ?? [0, 0];
  if (direction) {
    view.showCross(cross.map((value, axis) => clamp(value + direction[axis] * NUDGE * view.data.reach, -view.data.reach, view.data.reach)));
  } else if (view.brush !== null && apply(view, cross, null)) tell(view);
}
