// The five parts of the replay. Each draws itself once into its panel and returns a function that shows one epoch;
// `view.at` is the place of that epoch in the lists of `view.data`, which are new only when `view.frames` is.

const BOX = { width: 380, height: 210, left: 52, right: 368, top: 28, bottom: 170 };
const SPARK = { width: 120, height: 26 };
const MOST_NUMBERS = 30; // classes; with more, the cells of the matrix are too small for numbers
const WHITE_FROM = 0.85; // share of the row from which white has more contrast than the text of a light page
const WORST = 5;
const FEW_LAYERS = 6; // whose table is not folded away

const per = (share) => `${(100 * share).toFixed(1)}%`;
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// --- what it mistakes ---

function drawMistakes(view, panel) {
  const { classes, words } = view.data;
  const n = classes.length;
  const row = add(panel, "DIV", { class: "sides" });
  const frame = add(row, "DIV", { class: "matrix" });
  const table = add(frame, "TABLE", {});
  add(table, "CAPTION", {}, `↓ ${words.true}   → ${words.predicted}`);
  const head = add(table, "TR", {});
  add(head, "TD", {});
  classes.forEach((name) => add(head, "TH", { scope: "col", title: name }, name));
  const cells = classes.flatMap((name) => {
    const line = add(table, "TR", {});
    add(line, "TH", { scope: "row", title: name }, name);
    return classes.map(() => add(line, "TD", { class: n > MOST_NUMBERS ? "cell tiny" : "cell" }));
  });
  const told = add(row, "DIV", { class: "readout" });
  return () => {
    const counts = view.data.confusion[view.at];
    const sums = classes.map((_, k) => counts.slice(k * n, k * n + n).reduce((a, b) => a + b, 0));
    cells.forEach((cell, k) => {
      const share = counts[k] / Math.max(1, sums[Math.floor(k / n)]);
      cell.textContent = n > MOST_NUMBERS ? "" : counts[k].toLocaleString();
      cell.style.setProperty("--share", `${(100 * share).toFixed(1)}%`);
      cell.classList.toggle("strong", share > WHITE_FROM);
      cell.title = `${classes[Math.floor(k / n)]} → ${classes[k % n]}: ${counts[k]} (${per(share)})`;
    });
    told.textContent = [rightOnes(counts, sums, n, words), "", ...worst(counts, classes, words)].join("\n");
  };
}

function rightOnes(counts, sums, n, words) {
  const total = sums.reduce((a, b) => a + b, 0);
  const right = sums.reduce((sum, _, k) => sum + counts[k * n + k], 0);
  return filled(words.right, { right: right.toLocaleString(), n: total.toLocaleString(), share: per(right / Math.max(1, total)) });
}

function worst(counts, classes, words) {
  const n = classes.length;
  const wrong = counts.map((count, k) => ({ count, k })).filter(({ count, k }) => count && k % (n + 1));
  const lines = wrong.sort((a, b) => b.count - a.count).slice(0, WORST).map(({ count, k }) =>
    filled(words.mistake, { true: classes[Math.floor(k / n)], predicted: classes[k % n], count }));
  return lines.length ? lines : [words.perfect];
}

// --- twelve pictures ---

function drawPictures(view, panel) {
  const { data } = view;
  const n = data.classes.length;
  const list = add(panel, "UL", { class: "twelve" });
  const shown = data.pictures.map((picture, k) => {
    const item = add(list, "LI", {});
    if (picture.src) add(item, "IMG", { src: picture.src, alt: picture.path });
    else add(item, "DIV", { class: "gone" }, data.words.gone);
    const said = add(item, "DIV", { class: "said" });
    const bar = add(add(item, "DIV", { class: "track" }), "DIV", { class: "level" });
    bar.style.background = data.colours[data.labels[k]];
    const svg = add(item, "svg", { viewBox: `0 0 ${SPARK.width} ${SPARK.height}`, "aria-hidden": "true" });
    const path = add(svg, "path", { class: "spark" });
    const dot = add(svg, "circle", { r: 3, class: "handle", fill: data.colours[data.labels[k]] });
    return { item, said, bar, path, dot };
  });
  add(panel, "P", { class: "hint" }, data.words.pictures);
  return () => shown.forEach((one, k) => showPicture(view, one, k, n));
}

function showPicture({ data, at }, { item, said, bar, path, dot }, k, n) {
  const own = data.probabilities.map((all) => all[k * n + data.labels[k]]);
  const answers = data.probabilities[at].slice(k * n, k * n + n);
  const top = answers.indexOf(Math.max(...answers));
  const right = top === data.labels[k];
  item.classList.toggle("wrong", !right);
  said.textContent = `${right ? "✓" : "✗"} ${data.classes[top]} ${per(answers[top])}`;
  item.title = filled(data.words.said, { label: data.classes[data.labels[k]], said: data.classes[top], share: per(answers[top]) });
  bar.style.width = per(own[at]);
  const x = scale(0, Math.max(1, own.length - 1), 4, SPARK.width - 4);
  const y = scale(0, 1, SPARK.height - 4, 4);
  set(path, { d: line(own.map((_, e) => x(e)), own.map(y)) });
  set(dot, { cx: x(at), cy: y(own[at]) });
}

// --- filters ---

function drawFilters(view, panel) {
  const [height, width, , count] = view.data.shape;
  if (!count) {
    add(panel, "P", { class: "hint" }, view.data.words.no_filters);
    return () => {};
  }
  const grid = add(panel, "DIV", { class: "filters", role: "img", "aria-label": view.data.words.filters });
  const brushes = Array.from({ length: count }, () => add(grid, "CANVAS", { width, height }).getContext("2d"));
  add(panel, "P", { class: "hint" }, view.data.words.filters);
  return () => {
    const bytes = Uint8Array.from(atob(view.data.filters[view.at]), (sign) => sign.charCodeAt(0));
    brushes.forEach((brush, k) => paintFilter(brush, bytes.subarray(k * height * width * 3), width, height));
  };
}

function paintFilter(brush, weights, width, height) {
  const image = brush.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    image.data.set([...weights.subarray(pixel * 3, pixel * 3 + 3), 255], pixel * 4);
  }
  brush.putImageData(image, 0, 0);
}

// --- layers and machine ---

/** Colours from the first layer to the last, told apart by their lightness too. */
function depth(k, count) {
  return `hsl(${205 + (150 * k) / Math.max(1, count - 1)} 70% ${62 - (22 * k) / Math.max(1, count - 1)}%)`;
}

function drawLayers(view, panel) {
  const { words, layers, relus, probe } = view.data;
  const row = add(panel, "DIV", { class: "row wide" });
  const colours = layers.map((_, k) => depth(k, layers.length));
  const ofRelus = relus.map((name, k) => colours[layers.indexOf(name)] ?? depth(k, relus.length));
  const column = (name) => (k) => view.data[name].map((values) => values[k]);
  const charts = [
    ...["ratios", "gradients", "weights"].map((name) =>
      drawChart(view, row, { name: words[name], series: layers.map((_, k) => () => column(name)(k)), colours, log: true })),
    drawChart(view, row, { name: words.dead, series: relus.map((_, k) => () => column("dead")(k)), colours: ofRelus, high: 1, label: per }),
  ];
  const showTable = drawTable(view, panel, colours);
  add(panel, "P", { class: "hint" }, filled(words.layers, { probe }));
  return () => {
    charts.forEach((show) => show());
    showTable();
  };
}

function drawTable(view, panel, colours) {
  const { words, layers, relus } = view.data;
  const folded = add(panel, "DETAILS", {});
  folded.open = layers.length <= FEW_LAYERS;
  add(folded, "SUMMARY", {}, words.table);
  const table = add(add(folded, "DIV", { class: "scroll" }), "TABLE", { class: "numbers" });
  const head = add(table, "TR", {});
  [words.layer, words.ratios, words.gradients, words.weights, words.dead].forEach((name) => add(head, "TH", { scope: "col" }, name));
  const rows = [...layers, ...relus.filter((name) => !layers.includes(name))].map((name) => {
    const row = add(table, "TR", {});
    const title = add(row, "TH", { scope: "row" });
    const at = layers.indexOf(name);
    add(title, "SPAN", { class: "swatch", style: `background: ${colours[at] ?? "transparent"}` });
    title.append(name);
    return { at, relu: relus.indexOf(name), cells: [0, 1, 2, 3].map(() => add(row, "TD", {})) };
  });
  return () => rows.forEach(({ at, relu, cells }) => {
    ["ratios", "gradients", "weights"].forEach((name, k) => {
      cells[k].textContent = at < 0 ? "" : short(view.data[name][view.at][at]);
    });
    cells[3].textContent = relu < 0 ? "" : per(view.data.dead[view.at][relu]);
  });
}

function drawMachine(view, panel) {
  const { words } = view.data;
  const row = add(panel, "DIV", { class: "row wide" });
  const one = (name, values, more = {}) => drawChart(view, row, { name, series: [values], colours: ["var(--st-primary-color)"], told: true, ...more });
  const charts = [
    one(words.rate, () => view.data.rate),
    one(words.images, () => view.data.images, { low: 0 }),
    one(words.memory, () => view.data.memory.map((bytes) => bytes / 1e9), { low: 0 }),
    one(words.gpu, () => view.data.gpu, { low: 0, high: 1, label: per }),
  ];
  return () => charts.forEach((show) => show());
}

/** Lines over the epochs with a cursor at the shown one; a drag moves it. `low` and `high` widen the axis. */
function drawChart(view, parent, { name, series, colours, log = false, low = Infinity, high = -Infinity, label = short, told = false }) {
  const svg = add(parent, "svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, class: "draggable", role: "img", "aria-label": name });
  const title = add(svg, "text", { x: 8, y: 16, class: "name" }, name);
  let group = add(svg, "g");
  let drawn = null;
  const cursor = add(svg, "line", { y1: BOX.top, y2: BOX.bottom, class: "cursor" });
  let x = null;
  drag(svg, (point) => x && view.stop(nearest(view.data.epochs, x.value(point.x))), view.reportSoon);
  return () => {
    if (drawn !== view.frames) {
      drawn = view.frames;
      group.replaceChildren();
      x = lines(group, view.data, series.map((values) => values()), { colours, log, low, high, label });
    }
    const value = series[0]?.()[view.at];
    title.textContent = told ? `${name}: ${value === null || value === undefined ? view.data.words.none : label(value)}` : name;
    cursor.classList.toggle("hidden", !x);
    if (x) set(cursor, { x1: x(view.data.epochs[view.at]), x2: x(view.data.epochs[view.at]) });
  };
}

function lines(group, { epochs, words }, series, { colours, log, low, high, label }) {
  const rows = log ? series.map((values) => values.map((value) => (value > 0 ? Math.log10(value) : null))) : series;
  const known = rows.flat().filter((value) => value !== null && value !== undefined);
  if (!known.length) return null;
  let [bottom, top] = [Math.min(low, ...known), Math.max(high, ...known)];
  if (log) [bottom, top] = [Math.floor(bottom), Math.ceil(top)];
  else if (top > high) top += 0.1 * (top - bottom);
  if (top - bottom < 1e-9) [bottom, top] = bottom > 0 ? [0, top * 1.25] : [bottom, bottom + 1];
  const x = scale(epochs[0], Math.max(epochs.at(-1), epochs[0] + 1), BOX.left, BOX.right);
  const y = scale(bottom, top, BOX.bottom, BOX.top);
  const whole = ticks(epochs[0], Math.max(epochs.at(-1), epochs[0] + 1), 5).filter(Number.isInteger);
  axes(group, {
    x, y, box: BOX, xTicks: whole, yTicks: log ? powers(bottom, top) : ticks(bottom, top, 4), yLabel: log ? powerOfTen : label,
  });
  add(group, "text", { x: BOX.right, y: BOX.bottom + 30, "text-anchor": "end" }, words.epoch);
  rows.forEach((values, k) => {
    const heights = values.map((value) => (value === null || value === undefined ? null : y(value)));
    add(group, "path", { d: line(epochs.map(x), heights), class: "curve", style: `stroke: ${colours[k]}` });
  });
  return x;
}

function powers(bottom, top) {
  const step = Math.max(1, Math.ceil((top - bottom) / 5));
  return Array.from({ length: Math.floor((top - bottom) / step) + 1 }, (_, k) => bottom + k * step);
}

function nearest(epochs, value) {
  return epochs.reduce((best, epoch, k) => (Math.abs(epoch - value) < Math.abs(epochs[best] - value) ? k : best), 0);
}
