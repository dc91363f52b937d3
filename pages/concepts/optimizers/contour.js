// The landscape from above, with its contour lines, and the paths on it.

const EDGE = { left: 34, right: 8, top: 8, bottom: 22 };
const LEVELS = 14;

function contourPlace(layer, ground) {
  const [x0, x1] = ground.x_range;
  const [y0, y1] = ground.y_range;
  const width = layer.width - EDGE.left - EDGE.right;
  const height = layer.height - EDGE.top - EDGE.bottom;
  return {
    width,
    height,
    to: (x, y) => [EDGE.left + ((x - x0) / (x1 - x0)) * width, EDGE.top + ((y1 - y) / (y1 - y0)) * height],
    from: (left, top) => [
      clamp(x0 + ((left - EDGE.left) / width) * (x1 - x0), x0, x1),
      clamp(y1 - ((top - EDGE.top) / height) * (y1 - y0), y0, y1),
    ],
  };
}


function drawContourGround(layer, data, theme) {
  const pen = cleared(layer, layer.still);
  const place = contourPlace(layer, data.ground);
  pen.imageSmoothingEnabled = true;
  pen.drawImage(shading(data.ground, theme), EDGE.left, EDGE.top, place.width, place.height);
  drawContourLines(pen, data.ground, place, theme);
  drawContourScales(pen, data.ground, place, theme);
  for (const [x, y] of data.minima) drawCross(pen, place.to(x, y), 4, theme.text);
  clipped(pen, place, () => {
    for (const run of data.runs) drawWholePath(pen, contourPoint(place, run), run.losses.length - 1, run);
  });
}

const contourPoint = (place, run) => (i) => place.to(run.path[2 * i], run.path[2 * i + 1]);

function clipped(pen, place, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(EDGE.left, EDGE.top, place.width, place.height);
  pen.clip();
  pen.lineJoin = "round";
  draw();
  pen.restore();
}

function shading({ size, heights }, theme) {
  const image = new ImageData(size, size);
  const colour = groundColour(theme);
  heights.forEach((height, i) => {
    if (height < 0) return;
    const row = size - 1 - Math.floor(i / size);
    image.data.set([...colour(height / 1e4), 255], 4 * (row * size + (i % size)));
  });
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

// Marching squares: in every cell of the grid the piece of line on which the height is the level's.
function drawContourLines(pen, ground, place, theme) {
  pen.strokeStyle = theme.text;
  pen.globalAlpha = 0.22;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let row = 0; row < ground.size - 1; row++) {
    for (let column = 0; column < ground.size - 1; column++) cellLines(pen, ground, place, row, column);
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

function cellLines(pen, { size, heights, x_range, y_range }, place, row, column) {
  const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
  const at = corners.map(([c, r]) => heights[r * size + c]);
  if (at.includes(-1)) return;
  const [low, high] = [Math.min(...at), Math.max(...at)];
  const along = ([from, to], i) => from + (i / (size - 1)) * (to - from);
  const step = 1e4 / LEVELS;
  for (let level = Math.ceil(low / step) * step; level < high; level += step) {
    const ends = [];
    for (let side = 0; side < 4; side++) {
      const [a, b] = [at[side], at[(side + 1) % 4]];
      if (a < level === b < level) continue;
      const share = (level - a) / (b - a);
      const [from, to] = [corners[side], corners[(side + 1) % 4]];
      const [c, r] = [0, 1].map((k) => from[k] + share * (to[k] - from[k]));
      ends.push(place.to(along(x_range, c), along(y_range, r)));
    }
    for (let i = 0; i + 1 < ends.length; i += 2) {
      pen.moveTo(...ends[i]);
      pen.lineTo(...ends[i + 1]);
    }
  }
}

function drawContourScales(pen, { x_range, y_range }, place, theme) {
  pen.fillStyle = theme.text;
  pen.font = `11px ${theme.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const x of ticks(...x_range, 5)) pen.fillText(short(x), place.to(x, y_range[0])[0], EDGE.top + place.height + 5);
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const y of ticks(...y_range, 5)) pen.fillText(short(y), EDGE.left - 5, place.to(x_range[0], y)[1]);
}

function drawContourPaths(layer, data, theme, t, start) {
  const pen = cleared(layer, layer.moving);
  const place = contourPlace(layer, data.ground);
  clipped(pen, place, () => {
    for (const run of data.runs) drawPath(pen, contourPoint(place, run), run.losses.length - 1, t, run, theme);
  });
  for (const run of data.runs) markExit(pen, place, run, t);
  drawStart(pen, place.to(...start), theme);
}

// The whole path, faint; it stands still.
function drawWholePath(pen, at, last, run) {
  pen.strokeStyle = run.colour;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.4;
  drawLine(pen, at, last, last);
  pen.globalAlpha = 1;
}

// What has been walked, and where the walker is.
function drawPath(pen, at, last, t, run, theme) {
  pen.strokeStyle = run.colour;
  pen.lineWidth = run.chosen ? 3.5 : 1.8;
  const tip = drawLine(pen, at, last, Math.min(t, last));
  drawDot(pen, tip, run.chosen ? 6 : 4.5, run.colour, theme.background);
}

// A walker that has left for good is marked at the edge where it went.
function markExit(pen, place, run, t) {
  if (run.diverged_at === null || t < run.diverged_at) return;
  const [left, top] = place.to(...run.path.slice(-2));
  const inside = [
    clamp(left, EDGE.left + 8, EDGE.left + place.width - 8),
    clamp(top, EDGE.top + 8, EDGE.top + place.height - 8),
  ];
  drawCross(pen, inside, 6, run.colour);
}

function drawStart(pen, [x, y], theme) {
  pen.lineWidth = 2;
  pen.strokeStyle = theme.text;
  pen.beginPath();
  pen.arc(x, y, 9, 0, 2 * Math.PI);
  pen.moveTo(x - 13, y);
  pen.lineTo(x - 5, y);
  pen.moveTo(x + 5, y);
  pen.lineTo(x + 13, y);
  pen.moveTo(x, y - 13);
  pen.lineTo(x, y - 5);
  pen.moveTo(x, y + 5);
  pen.lineTo(x, y + 13);
  pen.stroke();
}
