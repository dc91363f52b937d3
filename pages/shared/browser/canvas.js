// Two canvases over one another: what stands still below, what moves above. Sizes in CSS pixels.

/** Make both canvases, for readers of screens called `label`. */
export function addLayers(parent, label) {
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

/** Give both canvases the size of their box, sharp on this screen; false where the box has no size. */
export function fitLayers(layer) {
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

/** The 2D context of one of the canvases, with nothing on it. */
export function clear(layer, canvas) {
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, layer.width, layer.height);
  return pen;
}

/** Run `draw` with everything outside [left, top, width, height] cut off. */
export function clip(pen, box, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(...box);
  pen.clip();
  draw();
  pen.restore();
}

/** The colours and the font of the page's theme. */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  return {
    text: read("--st-text-color", "#1B2430"),
    background: read("--st-background-color", "#FFFFFF"),
    primary: read("--st-primary-color", "#2563EB"),
    font: read("--st-font", "sans-serif"),
  };
}

/** "#abc" or "#aabbcc" as [red, green, blue]. */
export function parseColour(hex) {
  const digits = hex.replace("#", "");
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return [0, 2, 4].map((i) => parseInt(long.slice(i, i + 2), 16));
}

/** A colour between two, both as [red, green, blue]; `share` is that of the second. */
export function mixColours(from, to, share) {
  return from.map((value, i) => Math.round(value + (to[i] - value) * share));
}

/** The colour of the ground by its height from 0 to 1: low ground is deep in colour, high ground pale. */
export function groundColour(theme) {
  const [pale, deep] = [parseColour(theme.background), parseColour(theme.primary)];
  return (height) => mixColours(pale, deep, 0.06 + 0.44 * (1 - height));
}
