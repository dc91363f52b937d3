// A text read step by step: what the cell hands on, what it answers, and how large the gradient is on the way back.
// Every number comes from Python: data.answers[f][t], .right[f][t], .gradients[f][t] and the memory at frame f, step t.

import { component } from "../../../shared/browser/component.js";
import { arrowDirection, debounce } from "../../../shared/browser/input.js";
import { add, fill, onResize, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { chooseWait, drawBar, pause, playFrames, showWhere } from "../../../shared/charts/playing/playback.js";
import { drawCourses } from "./courses.js";
import { drawText, visible } from "./text.js";

const PLAY = { full: 120, reduced: 500 }; // milliseconds a frame

export default component(start, pause);

function start({ parentElement, setStateValue, setTriggerValue }) {
  const root = add(parentElement, "DIV", { class: "picture recurrent" });
  const view = { root, place: null, busy: false, playing: 0 };
  view.report = () => {
    view.busy = false;
    if (String(view.place) !== String(view.data.place)) setStateValue("place", view.place);
  };
  view.reportSoon = debounce(view.report);
  view.scrub = (frame) => {
    pause(view);
    go(view, frame);
  };
  view.choose = (step, unit) => go(view, view.place[0], step, unit);
  view.update = ({ data }) => {
    const fresh = data.id !== view.data?.id;
    const further = !fresh && data.losses.length !== view.data.losses.length;
    view.data = data;
    if (fresh) draw(view);
    else if (further) drawFurther(view);
    if (fresh || !view.busy) view.place = data.place;
    show(view);
    if ((fresh || further) && data.losses.length < data.frames) setTriggerValue("more", data.losses.length);
  };
  onResize(root, () => {
    draw(view);
    show(view);
  });
  return view;
}

/** Show another place; Python hears of it later. */
function go(view, frame, step = view.place[1], unit = view.place[2]) {
  const { losses, reads, units } = view.data;
  view.busy = true;
  view.place = [clamp(frame, 0, losses.length - 1), clamp(step, 0, reads.length - 1), clamp(unit, 0, units - 1)];
  show(view);
}

function draw(view) {
  pause(view);
  const { data, root } = view;
  root.replaceChildren();
  drawBar(view, { last: data.frames - 1, label: data.words.scrub, begin: () => play(view) });
  const text = add(root, "DIV", { class: "text", tabindex: 0, role: "slider", "aria-label": data.words.label });
  set(text, { "aria-valuemin": 0, "aria-valuemax": data.reads.length - 1 });
  text.addEventListener("keydown", (event) => {
    const direction = arrowDirection(event);
    if (!direction) return;
    event.preventDefault();
    view.choose(view.place[1] + direction[0], view.place[2] - direction[1]);
    view.reportSoon();
  });
  view.text = text;
  view.showText = drawText(view, text);
  view.told = add(root, "DIV", { class: "readout" });
  view.showCourses = drawCourses(view, add(root, "DIV", { class: "row" }));
}

/** The same training with the frames that have come; who plays goes on playing. */
function drawFurther(view) {
  const plays = view.playing;
  draw(view);
  if (plays) play(view);
}

function show(view) {
  const { data, place } = view;
  const [frame, step, unit] = place;
  const where = fill(data.words.where, { at: frame * data.updates, last: (data.frames - 1) * data.updates });
  showWhere(view, frame, where);
  view.showText(frame, step, unit);
  view.showCourses(frame);
  const told = describe(data, frame, step, unit + 1);
  set(view.text, { "aria-valuenow": step, "aria-valuetext": told });
  const alone = data.written[frame] ? `\n${fill(data.words.alone, { text: data.written[frame] })}` : "";
  view.told.textContent = `${told}\n${data.words.loss} ${formatNumber(data.losses[frame])}   ${data.words.accuracy} ${formatNumber(data.accuracies[frame])}${alone}`;
}

function describe({ words, reads, asked, alphabet, answers, right }, frame, step, unit) {
  const read = visible(reads[step]);
  if (asked[step] === null) return fill(words.unasked, { step, unit, reads: read });
  const said = fill(words.step, { step, unit, reads: read, answers: visible(alphabet[answers[frame][step]]) });
  return `${said}   ${fill(words.right, { asked: visible(asked[step]), p: formatNumber(right[frame][step]) })}`;
}

function play(view) {
  const last = view.data.losses.length - 1;
  if (!last) return;
  const each = (frame) => frame !== view.place[0] && go(view, frame);
  playFrames(view, { from: view.place[0], last, wait: chooseWait(PLAY), each });
}
