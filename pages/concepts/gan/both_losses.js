// Both losses over the rounds, on a canvas: it grows with every frame, and an SVG path of ten thousand points would not.

const SIZE = { width: 400, height: 200, left: 32, right: 394, top: 10, bottom: 176 };
const MOST = 2.2; // a loss above this one is drawn at the top
const TICKS = [0, 0.5, 1, 1.5, 2];
const EVEN = Math.LN2; // the loss of whoever says one half of everything

/** Draw the losses of rounds 1, 2, ... */
export function drawCurve(canvas, { judged, improved }, { colours, text, font, words }) {
  if (canvas.width !== SIZE.width) [canvas.width, canvas.height] = [SIZE.width, SIZE.height];
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, SIZE.width, SIZE.height);
  const last = Math.max(100, judged.length);
  const x = (round) => SIZE.left + ((SIZE.right - SIZE.left) * round) / last;
  const y = (loss) => SIZE.bottom - ((SIZE.bottom - SIZE.top) * Math.min(Math.max(loss, 0), MOST)) / MOST;
  drawAxes(pen, { x, y, last, text, font, words });
  [
    [judged, colours.real],
    [improved, colours.fake],
  ].forEach(([losses, colour]) => drawLine(pen, losses, x, y, colour));
}

function drawAxes(pen, { x, y, last, text, font, words }) {
  pen.font = `13px ${font}`;
  pen.fillStyle = pen.strokeStyle = text;
  pen.lineWidth = 1;
  for (const loss of [...TICKS, EVEN]) {
    pen.globalAlpha = 0.2;
    pen.setLineDash(loss === EVEN ? [4, 4] : []);
    pen.beginPath();
    pen.moveTo(SIZE.left, y(loss));
    pen.lineTo(SIZE.right, y(loss));
    pen.stroke();
    pen.globalAlpha = 0.7;
    pen.textAlign = "right";
    if (loss !== EVEN) pen.fillText(String(loss), SIZE.left - 6, y(loss) + 4);
  }
  pen.setLineDash([]);
  pen.textAlign = "left";
  pen.fillText("0", x(0), SIZE.bottom + 17);
  pen.textAlign = "right";
  pen.fillText(`${words.round} ${last}`, SIZE.right, SIZE.bottom + 17);
  pen.globalAlpha = 1;
}

/** A line through at most two points a pixel. */
function drawLine(pen, losses, x, y, colour) {
  const stride = Math.max(1, Math.floor(losses.length / (2 * (SIZE.right - SIZE.left))));
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.globalAlpha = 0.9;
  pen.beginPath();
  for (let round = 0; round < losses.length; round += stride) {
    if (round) pen.lineTo(x(round + 1), y(losses[round]));
    else pen.moveTo(x(1), y(losses[0]));
  }
  pen.stroke();
  pen.globalAlpha = 1;
}
