// The clock of the race: buttons, a slider, the space bar, and the frames while it runs.

import { clamp } from "../../../shared/charts/axes.js";
import { showCloseUp } from "./close_up.js";
import { showTime } from "./pictures.js";

const LAP = 8; // seconds from the first step to the last
const CALM_JUMP = 0.5; // seconds between jumps for readers who want less motion
const CLOSE_UP_EVERY = 200; // milliseconds between two renewals of the table while the race runs

/** Connect the controls with the clock. */
export function listenToClock(view) {
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

/** Play as the screen opens, for readers who have nothing against motion; only what they do themselves is reported. */
export function playUnasked(view) {
  if (isCalm()) return;
  play(view);
  view.unasked = true;
}

function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function goTo(view, t) {
  pause(view);
  view.t = clamp(t, 0, view.data.count);
  showTime(view);
  showCloseUp(view);
  view.reportSoon();
}

function play(view) {
  if (view.t >= view.data.count) view.t = 0;
  view.playing = true;
  view.unasked = false;
  view.drawnAt = view.renewedAt = performance.now();
  showPlay(view);
  requestAnimationFrame((now) => frame(view, now));
}

function pause(view) {
  if (!view.playing) return;
  stop(view);
  view.reportSoon();
}

/** The race has come to its last step; the address stays as it was if nobody had pressed play. */
function end(view) {
  stop(view);
  if (!view.unasked) view.reportSoon();
}

function stop(view) {
  view.playing = false;
  showPlay(view);
  showCloseUp(view);
}

function showPlay({ data, find, host, playing }) {
  host.dataset.playing = playing;
  find("play").dataset.state = playing ? "playing" : "paused";
  find("play").setAttribute("aria-label", playing ? data.pause : data.play);
}

function frame(view, now) {
  if (!view.playing || !view.host.isConnected) return;
  const calm = isCalm();
  const seconds = (now - view.drawnAt) / 1000;
  if (!calm || seconds >= CALM_JUMP) {
    view.t = advance(view.t, seconds, view.data.count, calm);
    view.drawnAt = now;
    showTime(view);
    if (now - view.renewedAt >= CLOSE_UP_EVERY) {
      view.renewedAt = now;
      showCloseUp(view);
    }
  }
  if (view.t >= view.data.count) end(view);
  else requestAnimationFrame((next) => frame(view, next));
}

/** Where the clock is after so many seconds; in whole steps if `calm`, and never beyond `count`. */
export function advance(t, seconds, count, calm) {
  const ahead = t + (Math.max(0, seconds) * count) / LAP;
  return Math.min(calm ? Math.ceil(ahead) : ahead, count);
}
