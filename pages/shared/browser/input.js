// What hands do: dragging in a picture, and the keys of a slider.

/** Where a pointer event happened, in the coordinates of the SVG's view box. */
function pointIn(svg, event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

/** Call `move(point)` while the pointer drags over the SVG, and `done()` at the end. */
export function onDrag(svg, move, done) {
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

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };

/** Whether a key event means something to the browser or the system, such as Alt and an arrow. */
export function hasModifier(event) {
  return event.altKey || event.ctrlKey || event.metaKey;
}

/** How many steps a key moves a slider: arrows 1, Page 10, with Shift ten times as many, Home and End all; or null. */
export function sliderSteps(event) {
  if (!(event.key in STEPS) || hasModifier(event)) return null;
  return STEPS[event.key] * (event.shiftKey ? 10 : 1);
}

/** Call `move(steps)` for the keys of a slider. */
export function onSliderKey(node, move) {
  node.addEventListener("keydown", (event) => {
    const steps = sliderSteps(event);
    if (steps === null) return;
    event.preventDefault();
    move(steps);
  });
}

/** A function that calls `act` once, `wait` milliseconds after it was last called. */
export function debounce(act, wait = 250) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** The direction of an arrow key in a plane, [to the right, up], or null for any other key. */
export function arrowDirection(event) {
  return hasModifier(event) ? null : (ARROWS[event.key] ?? null);
}
