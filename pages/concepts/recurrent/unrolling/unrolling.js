// A text read step by step: what the cell hands on, what it answers, and how large the gradient is on the way back.
// Every number comes from Python: data.answers[f][t], .right[f][t], .gradients[f][t] and the memory at frame f, step t.

import { component } from "../../../shared/browser/component.js";
import { arrowDirection, debounce } from "../../../shared/browser/input.js";
import { add, fill, onResize, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { drawCourses } from "./courses.js";
import { drawText, visible } from "./text.js";

const PLAY = { full: 120, reduced: 500 }; // milliseconds a frame

export default component(start, pause);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture recurrent" });
  const view = { root, place: null, busy: false, playing: 0 };
  view.report = () => {
    view.busy = false;
    if (String(view.place) !== String(view.data.place)) setStateValue("place", view.place);
  };
  view.reportSoon = debounce(view.report);
  view.scrub = (frame) => {
    pause(view);
    go(view, frame, view.place[1]);
  };
  view.choose = (step) => go(view, view.place[0], step);
  view.update = ({ data }) => {
    const fresh = data.id !== view.data?.id;
    view.data = data;
    if (fresh) draw(view);
    if (fresh || !view.busy) view.place = data.place;
    show(view);
  };
  onResize(root, () => {
    draw(view);
    show(view);
  });
  return view;
}

/** Show another place; Python hears of it later. */
function go(view, frame, step) {
  view.busy = true;
  view.place = [clamp(frame, 0, view.data.losses.length - 1), clamp(step, 0, view.data.reads.length - 1)];
  show(view);
}

function draw(view) {
  pause(view);
  const { data, root } = view;
  root.replaceChildren();
  drawBar(view);
  const text = add(root, "DIV", { class: "text", tabindex: 0, role: "slider", "aria-label": data.words.label });
  set(text, { "aria-valuemin": 0, "aria-valuemax": data.reads.length - 1 });
  text.addEventListener("keydown", (event) => {
    const direction = arrowDirection(event);
    if (!direction) return;
    event.preventDefault();
    view.choose(view.place[1] + direction[0] + direction[1]);
    view.reportSoon();
  });
  view.text = text;
  view.showText = drawText(view, text);
  view.told = add(root, "DIV", { class: "readout" });
  view.showCourses = drawCourses(view, add(root, "DIV", { class: "row" }));
}

function show(view) {
  const { data, place } = view;
  const [frame, step] = place;
  const where = fill(data.words.where, { at: frame * data.updates, last: (data.losses.length - 1) * data.updates });
  view.range.value = frame;
  set(view.range, { "aria-valuetext": where });
  view.where.textContent = where;
  view.showText(frame, step);
  view.showCourses(frame);
  const told = describe(data, frame, step);
  set(view.text, { "aria-valuenow": step, "aria-valuetext": told });
  view.told.textContent = `${told}\n${data.words.loss} ${formatNumber(data.losses[frame])}   ${data.words.accuracy} ${formatNumber(data.accuracies[frame])}`;
}

function describe({ words, reads, asked, alphabet, answers, right }, frame, step) {
  const read = visible(reads[step]);
  if (asked[step] === null) return fill(words.unasked, { step, reads: read });
  const said = fill(words.step, { step, reads: read, answers: visible(alphabet[answers[frame][step]]) });
  return `${said}   ${fill(words.right, { asked: visible(asked[step]), p: formatNumber(right[frame][step]) })}`;
}

function drawBar(view) {
  const { words, losses } = view.data;
  const bar = add(view.root, "DIV", { class: "bar" });
  view.play = add(bar, "BUTTON", { type: "button", class: "play" }, words.play);
  view.play.addEventListener("click", () => (view.playing ? pause(view) : play(view)));
  view.range = add(bar, "INPUT", { type: "range", min: 0, max: losses.length - 1, step: 1, "aria-label": words.scrub });
  view.range.addEventListener("input", () => {
    view.scrub(Number(view.range.value));
    view.reportSoon();
  });
  view.where = add(bar, "SPAN", { class: "where" });
}

function play(view) {
  const last = view.data.losses.length - 1;
  if (!last) return;
  const wait = matchMedia("(prefers-reduced-motion: reduce)").matches ? PLAY.reduced : PLAY.full;
  const from = view.place[0] === last ? 0 : view.place[0];
  const begun = performance.now();
  const frame = (now) => {
    const at = Math.min(last, from + Math.floor(Math.max(0, now - begun) / wait));
    if (at !== view.place[0]) go(view, at, view.place[1]);
    if (at === last) pause(view);
    else view.playing = requestAnimationFrame(frame);
  };
  view.busy = true;
  view.play.textContent = view.data.words.pause;
  view.playing = requestAnimationFrame(frame);
}

function pause(view) {
  if (!view.playing) return;
  cancelAnimationFrame(view.playing);
  view.playing = 0;
  view.play.textContent = view.data.words.play;
  view.reportSoon();
}
