// What hands do in the pictures: move the start of the race, and turn the landscape.

import { arrowDirection } from "../../../shared/browser/input.js";
import { clamp } from "../../../shared/charts/axes.js";
import { contourPlace } from "./views/contour.js";
import { showTime, showTurn } from "./pictures.js";

const NUDGES = 60; // presses of an arrow key from one edge of the landscape to the other
const TURN = { drag: 1 / 120, key: 0.12 }; // radians a pixel, and a press of an arrow key

/** The start follows the hand; when the hand lets go, Python runs the race from there. */
export function listenToStart(view) {
  const canvas = view.contour.moving;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    view.dragging = true;
    moveStart(view, event);
  });
  canvas.addEventListener("pointermove", (event) => view.dragging && moveStart(view, event));
  canvas.addEventListener("pointerup", () => letGo(view));
  canvas.addEventListener("pointercancel", () => letGo(view));
  canvas.addEventListener("keydown", (event) => nudgeStart(view, event));
}

function moveStart(view, event) {
  const box = view.contour.moving.getBoundingClientRect();
  const place = contourPlace(view.contour, view.data.ground);
  view.start = place.from(event.clientX - box.left, event.clientY - box.top).map(threeDigits);
  showTime(view);
}

function letGo(view) {
  if (!view.dragging) return;
  view.dragging = false;
  view.newStart = view.start;
  view.report();
}

function nudgeStart(view, event) {
  const direction = arrowDirection(event);
  if (!direction) return;
  event.preventDefault();
  const { x_range, y_range } = view.data.ground;
  view.start = [x_range, y_range].map(([low, high], axis) => {
    const moved = view.start[axis] + (direction[axis] * (high - low)) / NUDGES;
    return threeDigits(clamp(moved, low, high));
  });
  view.newStart = view.start;
  showTime(view);
  view.reportSoon();
}

function threeDigits(value) {
  return Number(value.toPrecision(3));
}

/** The landscape in space turns with the hand. */
export function listenToMountain(view) {
  const canvas = view.mountain.moving;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons) turn(view, -event.movementX * TURN.drag, event.movementY * TURN.drag);
  });
  canvas.addEventListener("keydown", (event) => {
    const direction = arrowDirection(event);
    if (!direction) return;
    event.preventDefault();
    turn(view, direction[0] * TURN.key, direction[1] * TURN.key);
  });
}

function turn(view, around, up) {
  view.turn = { around: view.turn.around + around, up: clamp(view.turn.up + up, 0.1, 1.5) };
  if (view.turning) return;
  view.turning = true;
  requestAnimationFrame(() => {
    view.turning = false;
    showTurn(view);
  });
}
