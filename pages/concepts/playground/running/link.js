// What Python is told, and what it answers. The reader's hand is ahead of Python: an answer that does not know of the
// latest change is not taken, since the one that does is on its way.

import { debounce } from "../../../shared/browser/input.js";

const WAIT = 60; // milliseconds in which changes are collected

export function createLink(view) {
  const link = { turn: 0, answered: 0, changed: {} };
  link.sendSoon = debounce(() => send(view, link), WAIT);
  return link;
}

/** Change settings, texts by name; the picture follows when Python has answered. */
export function change(view, values) {
  Object.assign(view.settings, values);
  Object.assign(view.link.changed, values);
  view.link.sendSoon();
}

/** Tell Python where the training is, and what it has come to. */
export function report(view) {
  view.link.reporting = true;
  view.link.sendSoon();
}

function send(view, link) {
  link.turn += 1;
  const clock = view.readClock();
  link.clock = clock;
  view.send("hand", {
    turn: link.turn, settings: link.changed, clock, report: link.reporting && !view.playing ? view.readReport() : null,
  });
  link.reporting = false;
  link.changed = {};
}

/** Whether an answer knows of everything that was sent; `unasked` then says that nothing here has asked for it. */
export function isUpToDate(view, data) {
  if (data.turn < view.link.turn || Object.keys(view.link.changed).length) return false;
  view.link.unasked = data.turn === view.link.answered;
  view.link.turn = view.link.answered = data.turn;
  return true;
}
