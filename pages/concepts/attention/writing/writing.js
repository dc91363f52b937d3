// A text that grows: each place with what it looked at, and what the model held likely to follow it.
// Place 0 is the sign that begins a text. data.choices[s] is the choice that follows place data.given + s.

import { component } from "../../../shared/browser/component.js";
import { debounce, onSliderKey } from "../../../shared/browser/input.js";
import { add, fill, set } from "../../../shared/browser/nodes.js";
import { clamp } from "../../../shared/charts/axes.js";
import { chooseWait, drawBar, pause, playFrames, showWhere } from "../../../shared/charts/playing/playback.js";
import { colourSigns, drawHeads, drawSigns, markHead, showBars, unpackWeights } from "../signs.js";

const PLAY = { full: 70, reduced: 400 }; // milliseconds a sign

export default component(start, pause);

function start({ parentElement, setStateValue }) {
  const root = add(parentElement, "DIV", { class: "picture" });
  const view = { root, place: 0, block: 0, head: 0, busy: false, playing: 0 };
  view.report = () => {
    view.busy = false;
    const look = [view.place, view.block, view.head];
    if (String(look) !== String(view.data.look)) setStateValue("look", look);
  };
  view.reportSoon = debounce(view.report);
  view.scrub = (place) => {
    pause(view);
    go(view, place);
  };
  view.update = ({ data }) => {
    const content = JSON.stringify({ ...data, look: 0 });
    const fresh = content !== view.content;
    view.data = data;
    view.content = content;
    if (fresh) draw(view);
    if (fresh || !view.busy) [view.place, view.block, view.head] = data.look;
    show(view);
  };
  return view;
}

function go(view, place) {
  view.busy = true;
  view.place = clamp(place, 0, view.data.signs.length - 1);
  show(view);
}

function stepTo(view, place) {
  view.scrub(place);
  view.reportSoon();
}

function draw(view) {
  const { data, root } = view;
  pause(view);
  root.replaceChildren();
  drawBar(view, { last: data.signs.length - 1, label: data.words.place, begin: () => play(view) });
  view.text = add(root, "DIV", { class: "signs", tabindex: 0, role: "slider", "aria-label": data.words.label });
  set(view.text, { "aria-valuemin": 0, "aria-valuemax": data.signs.length - 1 });
  view.spans = drawSigns(view.text, data.signs, (place) => stepTo(view, place));
  view.spans.forEach((span, place) => span.classList.toggle("added", place > data.given));
  onSliderKey(view.text, (steps) => stepTo(view, view.place + steps));
  const row = add(root, "DIV", { class: "row wide" });
  const chances = add(row, "DIV");
  view.title = add(chances, "P", { class: "title" });
  view.bars = add(chances, "DIV", { class: "bars" });
  add(chances, "P", { class: "hint" }, data.words.bars);
  const maps = add(row, "DIV");
  add(maps, "P", { class: "title" }, data.words.heads);
  view.weights = unpackWeights(data.weights);
  drawMaps(view, add(maps, "DIV", { class: "heads" }));
}

function drawMaps(view, parent) {
  const { blocks, heads, places, words } = view.data;
  const name = (block, head) => fill(words.head, { block: block + 1, head: head + 1 });
  view.heads = drawHeads(parent, { blocks, heads, places, weights: view.weights, name }, (block, head) => {
    Object.assign(view, { block, head, busy: true });
    show(view);
    view.reportSoon();
  });
}

function show(view) {
  const { data, place, block, head } = view;
  const where = fill(data.words.where, { at: place, last: data.signs.length - 1 });
  showWhere(view, place, where);
  set(view.text, { "aria-valuenow": place, "aria-valuetext": `${data.signs[place]} ${where}` });
  colourSigns(view.spans, weightsOf(data, view.weights, block, head, place));
  view.spans.forEach((span, at) => {
    span.classList.toggle("here", at === place);
    span.classList.toggle("coming", at > Math.max(place, data.given));
  });
  markHead(view.heads, data.heads, block, head);
  showChoice(view, data.choices[place - data.given]);
}

function showChoice(view, choice) {
  const { words } = view.data;
  view.title.textContent = choice ? words.next : words.given;
  showBars(view.bars, choice ?? view.data.choices[0]);
  view.bars.style.opacity = choice ? 1 : 0.25;
}

/** Whom a place looked at with a head of a block: the bytes of the weights of the places up to itself. */
export function weightsOf({ heads, places }, weights, block, head, place) {
  const row = ((block * heads + head) * places + place) * places;
  return weights.subarray(row, row + place + 1);
}

function play(view) {
  const last = view.data.signs.length - 1;
  const from = view.place === last ? view.data.given : view.place;
  playFrames(view, { from, last, wait: chooseWait(PLAY), each: (place) => place !== view.place && go(view, place) });
}
