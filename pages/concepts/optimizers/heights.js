// The height of each walker over the steps; on a log scale where every height is above nought.

const LOSS_EDGE = { left: 46, right: 10, top: 8, bottom: 24 };
const SMALLEST = 1e-8; // of the highest: below it a curve is at the bottom of a log scale

function lossScale(layer, data) {
  const { low, high, log } = data.loss_range;
  const width = layer.width - LOSS_EDGE.left - LOSS_EDGE.right;
  const height = layer.height - LOSS_EDGE.top - LOSS_EDGE.bottom;
  const squeeze = log ? (v) => Math.log10(Math.max(v, low)) : (v) => v;
  const [bottom, top] = [squeeze(low), squeeze(high)];
  const y = (v) => LOSS_EDGE.top + height * (1 - (squeeze(v) - bottom) / (top - bottom || 1));
  return { width, height, x: (t) => LOSS_EDGE.left + (t / data.count) * width, y };
}

function lossMarks({ low, high, log }) {
  if (!log) return ticks(low, high, 5);
  const [bottom, top] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const stride = Math.max(1, Math.ceil((top - bottom) / 6));
  const marks = [];
  for (let power = bottom; power <= top; power += stride) marks.push(10 ** power);
  return marks;
}

function drawLossGround(layer, data, theme) {
  const pen = cleared(layer, layer.still);
  const scale = lossScale(layer, data);
  pen.font = `11px ${theme.font}`;
  pen.fillStyle = pen.strokeStyle = theme.text;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const mark of lossMarks(data.loss_range)) {
    pen.fillText(readable(mark), LOSS_EDGE.left - 5, scale.y(mark));
    rule(pen, LOSS_EDGE.left, scale.y(mark), LOSS_EDGE.left + scale.width, scale.y(mark), 0.12);
  }
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const t of ticks(0, data.count, 5)) pen.fillText(short(t), scale.x(t), LOSS_EDGE.top + scale.height + 6);
  inLossChart(pen, scale, () => {
    for (const run of data.runs) drawWholePath(pen, lossPoint(scale, run), run.losses.length - 1, run);
  });
}

function rule(pen, x0, y0, x1, y1, strength) {
  pen.globalAlpha = strength;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
  pen.globalAlpha = 1;
}

const lossPoint = (scale, run) => (i) => [scale.x(i), scale.y(run.losses[i])];

function inLossChart(pen, scale, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(LOSS_EDGE.left - 6, LOSS_EDGE.top - 6, scale.width + 12, scale.height + 12);
  pen.clip();
  draw();
  pen.restore();
}

function drawLosses(layer, data, theme, t) {
  const pen = cleared(layer, layer.moving);
  const scale = lossScale(layer, data);
  pen.strokeStyle = theme.text;
  rule(pen, scale.x(t), LOSS_EDGE.top, scale.x(t), LOSS_EDGE.top + scale.height, 0.5);
  inLossChart(pen, scale, () => {
    for (const run of data.runs) drawPath(pen, lossPoint(scale, run), run.losses.length - 1, t, run, theme);
  });
  for (const run of data.runs) {
    if (run.diverged_at !== null && t >= run.diverged_at) {
      drawCross(pen, [scale.x(run.diverged_at), LOSS_EDGE.top + 6], 6, run.colour);
    }
  }
}
