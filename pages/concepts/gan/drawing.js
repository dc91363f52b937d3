// Drawing the real points in the plane: the strokes of a pointer become places.

import { add, set } from "../../shared/browser/nodes.js";
import { clamp } from "../../shared/charts/axes.js";

const APART = 0.06; // between two places of a drawing
const DOT = 4; // pixels, half of a place's width

/** The button that begins a drawing and ends it, and below the bar what to do meanwhile. */
export function addBrush(view, bar) {
  const { words } = view.data;
  const button = add(bar, "BUTTON", { type: "button", class: "brush" }, words.draw);
  view.drawingHint = add(view.root, "P", { class: "hint" }, words.drawing);
  view.showBrush = () => {
    set(button, { "aria-pressed": view.strokes !== null });
    view.drawingHint.hidden = view.strokes === null;
    if (!view.plane) return;
    view.plane.style.touchAction = view.strokes ? "none" : "";
    view.plane.style.cursor = view.strokes ? "crosshair" : "";
  };
  button.addEventListener("click", () => {
    view.strokes = view.strokes ? null : [];
    view.showBrush();
  });
}

/** Take what the pointer draws in the plane; `begin()` before a stroke, `done()` after it. */
export function listenToHand(view, begin, done) {
  const { plane } = view;
  view.showBrush();
  plane.addEventListener("pointerdown", (event) => {
    if (!view.strokes) return;
    event.preventDefault();
    plane.setPointerCapture(event.pointerId);
    view.inHand = true;
    begin();
    touch(view, event);
  });
  plane.addEventListener("pointermove", (event) => {
    if (plane.hasPointerCapture(event.pointerId)) touch(view, event);
  });
  plane.addEventListener("lostpointercapture", () => {
    view.inHand = false;
    done();
  });
}

function touch(view, event) {
  const { drawing, reach, colours } = view.data;
  const box = view.plane.getBoundingClientRect();
  const across = ((event.clientX - box.left) / box.width) * 2 - 1;
  const down = ((event.clientY - box.top) / box.height) * 2 - 1;
  if (addPlace(view.strokes, [reach * across, -reach * down], { ...drawing, reach })) showPlace(view.plane, view.strokes.at(-1), reach, colours.real);
}

/** Add a place where there is room for it in the drawing; whether it was added. */
export function addPlace(places, [x, y], { most, digits, reach }) {
  const place = [x, y].map((value) => Number(clamp(value, -reach, reach).toFixed(digits)));
  if (places.length >= most || places.some((other) => Math.hypot(place[0] - other[0], place[1] - other[1]) < APART)) return false;
  places.push(place);
  return true;
}

function showPlace(canvas, [x, y], reach, colour) {
  const pen = canvas.getContext("2d");
  pen.fillStyle = colour;
  const [across, down] = [(x + reach) / (2 * reach), (reach - y) / (2 * reach)];
  pen.fillRect(across * canvas.width - DOT, down * canvas.height - DOT, 2 * DOT, 2 * DOT);
}
