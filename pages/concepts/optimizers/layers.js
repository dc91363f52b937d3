// Two canvases over one another: what stands still below, what moves above. Sizes in CSS pixels.

function layers(parent, label) {
  const box = document.createElement("div");
  box.className = "layers";
  const [still, moving] = ["still", "moving"].map((name) => {
    const canvas = document.createElement("canvas");
    canvas.className = name;
    box.append(canvas);
    return canvas;
  });
  moving.setAttribute("role", "img");
  moving.setAttribute("aria-label", label);
  parent.append(box);
  return { box, still, moving, width: 0, height: 0 };
}

function fit(layer) {
  const { width, height } = layer.box.getBoundingClientRect();
  const ratio = window.devicePixelRatio || 1;
  for (const canvas of [layer.still, layer.moving]) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
  }
  Object.assign(layer, { width, height });
  return width > 0 && height > 0;
}

function cleared(layer, canvas) {
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, layer.width, layer.height);
  return pen;
}

function colours(element) {
  const style = getComputedStyle(element);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  return {
    text: read("--st-text-color", "#1B2430"),
    background: read("--st-background-color", "#FFFFFF"),
    primary: read("--st-primary-color", "#2563EB"),
    font: read("--st-font", "sans-serif"),
  };
}

function rgb(hex) {
  const digits = hex.replace("#", "");
  const long = digits.length === 3 ? [...digits].map((d) => d + d).join("") : digits;
  return [0, 2, 4].map((i) => parseInt(long.slice(i, i + 2), 16));
}

function mixed(from, to, share) {
  return from.map((value, i) => Math.round(value + (to[i] - value) * share));
}

// Low ground is deep in colour, high ground pale.
function groundColour(theme) {
  const [pale, deep] = [rgb(theme.background), rgb(theme.primary)];
  return (height) => mixed(pale, deep, 0.06 + 0.44 * (1 - height));
}

// A line through the points 0 to t; t need not be whole. `at(i)` gives the point i on the canvas.
function drawLine(pen, at, last, t) {
  const whole = Math.min(Math.floor(t), last);
  pen.beginPath();
  pen.moveTo(...at(0));
  for (let i = 1; i <= whole; i++) pen.lineTo(...at(i));
  const tip = between(at, last, t);
  pen.lineTo(...tip);
  pen.stroke();
  return tip;
}

function between(at, last, t) {
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

function drawCross(pen, [x, y], size, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 2.5;
  pen.beginPath();
  pen.moveTo(x - size, y - size);
  pen.lineTo(x + size, y + size);
  pen.moveTo(x + size, y - size);
  pen.lineTo(x - size, y + size);
  pen.stroke();
}
