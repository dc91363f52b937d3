// A race of optimisers: one clock `t`, three pictures of it, and the rule of one walker at the step of the clock.
// Python has computed every number; here they are only shown.

const LAP = 8; // seconds from the first step to the last
const CALM_JUMP = 0.5; // seconds between jumps for readers who want less motion
const CLOSE_UP_EVERY = 200; // milliseconds between two renewals of the table while the race runs
const SETTLED = 350; // milliseconds without a change before Python is told
const DEFAULT_TURN = { around: 0.6, up: 0.62 };

export default function ({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".race");
  host.view ??= build(host);
  update(host.view, data, setTriggerValue);
}

function build(host) {
  const find = (name) => host.querySelector(`[data-part="${name}"]`);
  const view = { host, find, t: 0, playing: false, turn: { ...DEFAULT_TURN }, told: {}, wanted: null, tell: () => {} };
  view.contour = layers(find("contour"), "");
  view.mountain = layers(find("mountain"), "");
  view.loss = layers(find("loss"), "");
  listenToClock(view);
  listenToStart(view);
  listenToMountain(view);
  new ResizeObserver(() => redraw(view)).observe(host);
  host.addEventListener("transitionend", (event) => event.propertyName === "color" && redraw(view));
  return view;
}

function update(view, data, tell) {
  const before = view.data;
  view.tell = tell;
  view.data = data;
  const [given, earlier] = [String(data.start), String(before?.start)];
  if (given === String(view.wanted) || (given !== earlier && given !== String(view.asked))) view.wanted = null;
  if (!view.playing && (!before || data.step !== view.told.step)) view.t = data.step;
  view.told.step = data.step;
  view.t = Math.min(view.t, data.count);
  if (!view.dragging) view.start = view.wanted ?? data.start;
  if (!before || before.picture !== data.picture) {
    name(view);
    redraw(view);
  }
}

// What does not change with the clock: words, the list of walkers, the signs of the formulas.
function name(view) {
  const { data, find } = view;
  for (const [part, words] of Object.entries(data.words)) {
    const element = find(part);
    if (element) element.textContent = words;
  }
  for (const [part, words] of Object.entries(data.labels)) find(part).setAttribute("aria-label", words);
  for (const part of ["contour", "mountain", "loss"]) view[part].moving.setAttribute("aria-label", data.alt[part]);
  find("scrub").max = data.count;
  find("walkers").replaceChildren(...data.runs.map(walker));
  find("rows").replaceChildren(...data.close_up.rows.map((item) => stateRow(item)));
  const formulas = formulasOf(data.close_up.rule, data.close_up.settings.bias_correction);
  find("formulas").replaceChildren(...formulas.map((item) => formulaRow(item)));
  view.formulas = formulas;
}

function made(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function walker(run) {
  const item = made("li", run.chosen ? "chosen" : "");
  const mark = made("span", "mark");
  mark.style.background = run.colour;
  item.append(mark, made("span", "name", run.name), made("span", "height"), made("span", "lost"));
  return item;
}

function stateRow({ key, words }) {
  const row = document.createElement("tr");
  row.dataset.key = key;
  const head = made("th", "");
  head.scope = "row";
  head.innerHTML = `<math>${SIGNS[key]}</math>`;
  head.append(made("span", "words", words));
  row.append(head, made("td", ""), made("td", ""));
  return row;
}

function formulaRow(formula) {
  const item = made("li", "");
  const head = made("div", "head");
  head.innerHTML = mathHead(formula);
  item.append(head, made("div", "worked"), made("div", "worked"));
  return item;
}

function redraw(view) {
  const { data } = view;
  if (!data) return;
  view.theme = colours(view.host);
  if (fit(view.contour)) drawContourGround(view.contour, data, view.theme);
  if (fit(view.mountain)) drawMountainGround(view.mountain, data, view.theme, view.turn);
  if (fit(view.loss)) drawLossGround(view.loss, data, view.theme);
  showClock(view);
  closeUp(view);
}

function showClock(view) {
  const { data, theme, t } = view;
  drawContourPaths(view.contour, data, theme, t, view.start);
  drawMountainPaths(view.mountain, data, theme, t, view.turn);
  drawLosses(view.loss, data, theme, t);
}

// The numbers of the step that the clock has reached; at 0 those of the first step, which is to come.
function closeUp(view) {
  const { data, find } = view;
  const whole = Math.floor(view.t);
  find("scrub").value = whole;
  find("clock").textContent = data.clock.replace("{step}", whole).replace("{count}", data.count);
  find("walkers").childNodes.forEach((item, i) => showWalker(item, data.runs[i], whole, data.lost));
  const { count, title } = data.close_up;
  const shown = Math.min(Math.max(whole, 1), count);
  find("closeUp").hidden = count === 0;
  find("which").textContent = title.replace("{step}", shown);
  if (count) showStep(view, shown);
}

function showWalker(item, run, whole, lost) {
  const last = run.losses.length - 1;
  const gone = run.diverged_at !== null && whole >= run.diverged_at;
  item.querySelector(".height").textContent = readable(run.losses[Math.min(whole, last)]);
  item.querySelector(".lost").textContent = gone ? lost.replace("{step}", run.diverged_at) : "";
}

function showStep(view, shown) {
  const both = [0, 1].map((axis) => valuesAt(view.data.close_up, shown, axis));
  showTable(view, both);
  if (!view.playing) showFormulas(view, both);
}

function showTable(view, both) {
  for (const row of view.find("rows").children) {
    const cells = row.querySelectorAll("td");
    both.forEach((values, axis) => (cells[axis].textContent = readable(values[row.dataset.key])));
  }
}

// Nobody reads formulas that change with every step, and laying them out costs frames: while the race runs they stand
// still, dimmed.
function showFormulas(view, both) {
  [...view.find("formulas").children].forEach((item, i) => {
    const worked = item.querySelectorAll(".worked");
    both.forEach((values, axis) => (worked[axis].innerHTML = mathWorked(view.formulas[i], values)));
  });
}

function valuesAt({ steps, settings }, shown, axis) {
  const at = (name, index) => {
    const kept = steps[name];
    if (!kept) return undefined;
    return Array.isArray(kept[index]) ? kept[index][axis] : kept[index];
  };
  const values = { ...settings, t: shown };
  for (const name of Object.keys(steps)) values[name] = at(name, shown - 1);
  values.m_before = shown > 1 ? at("m", shown - 2) : 0;
  values.v_before = shown > 1 ? at("v", shown - 2) : 0;
  return values;
}

function listenToClock(view) {
  const { find, host } = view;
  find("play").addEventListener("click", () => (view.playing ? pause(view) : play(view)));
  find("first").addEventListener("click", () => goTo(view, 0));
  find("back").addEventListener("click", () => goTo(view, Math.ceil(view.t) - 1));
  find("next").addEventListener("click", () => goTo(view, Math.floor(view.t) + 1));
  find("scrub").addEventListener("input", (event) => goTo(view, Number(event.target.value)));
  host.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.closest("button")) return;
    event.preventDefault();
    find("play").click();
  });
}

function goTo(view, t) {
  pause(view);
  view.t = clamp(t, 0, view.data.count);
  showClock(view);
  closeUp(view);
  tellWhenSettled(view);
}

function play(view) {
  if (view.t >= view.data.count) view.t = 0;
  view.playing = true;
  view.seen = view.renewed = performance.now();
  showPlay(view);
  requestAnimationFrame((now) => frame(view, now));
}

function pause(view) {
  if (!view.playing) return;
  view.playing = false;
  showPlay(view);
  closeUp(view);
  tellWhenSettled(view);
}

function showPlay(view) {
  const { data, find, playing } = view;
  view.host.dataset.playing = playing;
  find("play").dataset.state = playing ? "playing" : "paused";
  find("play").setAttribute("aria-label", playing ? data.pause : data.play);
}

function frame(view, now) {
  if (!view.playing || !view.host.isConnected) return;
  const speed = view.data.count / LAP;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const seconds = (now - view.seen) / 1000;
  if (!calm || seconds >= CALM_JUMP) {
    const ahead = view.t + Math.max(0, seconds) * speed;
    view.t = Math.min(calm ? Math.ceil(ahead) : ahead, view.data.count);
    view.seen = now;
    showClock(view);
    if (now - view.renewed >= CLOSE_UP_EVERY) {
      view.renewed = now;
      closeUp(view);
    }
  }
  if (view.t >= view.data.count) pause(view);
  else requestAnimationFrame((next) => frame(view, next));
}

function tellWhenSettled(view) {
  clearTimeout(view.told.timer);
  view.told.timer = setTimeout(() => {
    if (view.wanted || (!view.playing && Math.floor(view.t) !== view.told.step)) tell(view);
  }, SETTLED);
}

// One message says where the clock is and which start is wanted until Python has it: of two messages of one component
// that wait for a busy server, only the later one arrives.
function tell(view) {
  view.told.step = Math.floor(view.t);
  view.asked = view.wanted;
  view.tell("hand", { step: view.told.step, start: view.wanted });
}

// The start is drawn where the hand is; when the hand lets go, Python runs the race from there.
function listenToStart(view) {
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
  canvas.addEventListener("keydown", (event) => nudge(view, event));
}

function moveStart(view, event) {
  const box = view.contour.moving.getBoundingClientRect();
  const place = contourPlace(view.contour, view.data.ground);
  view.start = place.from(event.clientX - box.left, event.clientY - box.top).map((v) => Number(v.toPrecision(3)));
  showClock(view);
}

function letGo(view) {
  if (!view.dragging) return;
  view.dragging = false;
  view.wanted = view.start;
  tell(view);
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function nudge(view, event) {
  const arrow = ARROWS[event.key];
  if (!arrow) return;
  event.preventDefault();
  const { x_range, y_range } = view.data.ground;
  view.start = [x_range, y_range].map(([low, high], axis) => {
    const moved = view.start[axis] + (arrow[axis] * (high - low)) / 60;
    return Number(clamp(moved, low, high).toPrecision(3));
  });
  view.wanted = view.start;
  showClock(view);
  tellWhenSettled(view);
}

function listenToMountain(view) {
  const canvas = view.mountain.moving;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons) turn(view, -event.movementX / 120, event.movementY / 120);
  });
  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    turn(view, arrow[0] * 0.12, arrow[1] * 0.12);
  });
}

function turn(view, around, up) {
  view.turn = { around: view.turn.around + around, up: clamp(view.turn.up + up, 0.1, 1.5) };
  if (view.turning) return;
  view.turning = true;
  requestAnimationFrame(() => {
    view.turning = false;
    drawMountainGround(view.mountain, view.data, view.theme, view.turn);
    drawMountainPaths(view.mountain, view.data, view.theme, view.t, view.turn);
  });
}
