// A small picture that moves: what it shows is recorded, frame by frame. It plays over and over until it is paused;
// where a reader wants less motion, the last frame stands still until they press play.

import { component } from "../shared/browser/component.js";
import { add, set } from "../shared/browser/nodes.js";
import { drawInstant } from "./instant.js";
import { drawLayers } from "./layers.js";
import { drawLearning } from "./learning.js";

const DRAW = { learning: drawLearning, layers: drawLayers, instant: drawInstant };
const REST = 2500; // milliseconds that the last frame stands

export default component(start, pause);

function start({ parentElement, setTriggerValue }) {
  const root = add(parentElement, "DIV", { class: "miniature" });
  const view = { root, timer: 0, paused: matchMedia("(prefers-reduced-motion: reduce)").matches };
  view.open = () => setTriggerValue("opened", true);
  view.update = ({ data }) => {
    const asked = JSON.stringify(data);
    if (asked !== view.asked) draw(view, data);
    view.asked = asked;
    if (!view.paused && !view.timer) play(view);
  };
  return view;
}

function draw(view, data) {
  pause(view);
  view.root.replaceChildren();
  // What is written in the picture changes by the frame, so the button lies above it, under a name that stays.
  view.film = DRAW[data.kind](add(view.root, "DIV", { class: "film", "aria-hidden": "true" }), data);
  const picture = add(view.root, "BUTTON", { type: "button", class: "picture", "aria-label": data.words.label });
  picture.addEventListener("click", view.open);
  view.words = data.words;
  view.toggle = add(view.root, "BUTTON", { type: "button", class: "toggle" });
  view.toggle.addEventListener("click", () => {
    view.paused = !view.paused;
    if (view.paused) pause(view);
    else play(view);
    label(view);
  });
  view.frame = view.film.frames - 1;
  view.film.show(view.frame);
  label(view);
}

function label({ toggle, paused, words }) {
  set(toggle, { "aria-label": paused ? words.play : words.pause, "data-paused": paused });
}

function play(view) {
  const { film } = view;
  view.frame = (view.frame + 1) % film.frames;
  film.show(view.frame);
  view.timer = setTimeout(() => play(view), view.frame === film.frames - 1 ? REST : film.wait);
}

function pause(view) {
  clearTimeout(view.timer);
  view.timer = 0;
}
