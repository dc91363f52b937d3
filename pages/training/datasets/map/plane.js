// From the map to the screen: the part of the map that is seen, a square window of it.

const EDGE = 0.04; // of the window beyond the outermost points

/** All of the map, whose coordinates run from 0 to 1. */
export const whole = { left: -EDGE, top: -EDGE, side: 1 + 2 * EDGE };

/** The window so many times closer, about its middle. */
export function zoom({ left, top, side }, times) {
  const closer = Math.min(whole.side, side / times);
  const clamp = (start) => Math.min(Math.max(start + (side - closer) / 2, whole.left), whole.left + whole.side - closer);
  return { left: clamp(left), top: clamp(top), side: closer };
}

/** Where a point is seen, in pixels of the box. */
export function show({ x, y, window }, { width, height }, point) {
  const { left, top, side } = window;
  return [((x[point] - left) / side) * width, ((y[point] - top) / side) * height];
}

/** Whether something of that size there is seen. */
export function fits({ width, height }, x, y, size) {
  return x > -size && y > -size && x < width + size && y < height + size;
}
