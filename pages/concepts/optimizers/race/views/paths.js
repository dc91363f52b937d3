// The path of an optimiser on a canvas, in all three pictures. `at(i)` is the point i of the path in pixels, [x, y].

/** The whole path, faint; it stands still. */
export function drawWholePath(pen, at, last, run) {
  pen.strokeStyle = run.colour;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.4;
  drawLine(pen, at, last, last);
  pen.globalAlpha = 1;
}

/** The path as far as it has been walked at time `t`, and a dot where the walker is. */
export function drawPath(pen, at, last, t, run, theme) {
  pen.strokeStyle = run.colour;
  pen.lineWidth = run.chosen ? 3.5 : 1.8;
  const tip = drawLine(pen, at, last, Math.min(t, last));
  drawDot(pen, tip, run.chosen ? 6 : 4.5, run.colour, theme.background);
}

/** Draw a line through the points 0 to t and return its end; t need not be whole. */
function drawLine(pen, at, last, t) {
  const whole = Math.min(Math.floor(t), last);
  pen.beginPath();
  pen.moveTo(...at(0));
  for (let i = 1; i <= whole; i++) pen.lineTo(...at(i));
  const tip = interpolate(at, last, t);
  pen.lineTo(...tip);
  pen.stroke();
  return tip;
}

/** The point at time t, between two points of the path if t is not whole; `last` is the index of the last one. */
export function interpolate(at, last, t) {
  const whole = Math.min(Math.floor(t), last);
  const [x, y] = at(whole);
  if (whole === last) return [x, y];
  const [nextX, nextY] = at(whole + 1);
  return [x + (nextX - x) * (t - whole), y + (nextY - y) * (t - whole)];
}

function drawDot(pen, [x, y], radius, fill, edge) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = edge;
  pen.stroke();
}

/** Mark a point with two crossed strokes. */
export function drawCross(pen, [x, y], size, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 2.5;
  pen.beginPath();
  pen.moveTo(x - size, y - size);
  pen.lineTo(x + size, y + size);
  pen.moveTo(x + size, y - size);
  pen.lineTo(x - size, y + size);
  pen.stroke();
}
