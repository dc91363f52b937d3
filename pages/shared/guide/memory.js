// What the browser remembers of the path: the task that is next, and those that are done. Nothing is drawn.
// What it kept from an earlier visit goes to Python first; only what has been merged with that is written over it. What
// this session wrote is no earlier visit's: to tell it would draw a screen anew that the browser is still loading.

import { component } from "../browser/component.js";

const KEY = "glassbox.path";

export default component(start);

function start({ setTriggerValue }) {
  const view = { told: false };
  view.update = ({ data }) => {
    const kept = data.merged || view.told ? null : readOf(data.session);
    if (kept) {
      view.told = true;
      setTriggerValue("kept", kept);
    } else if (data.remember && (data.merged || !view.told)) write({ ...data.remember, session: data.session });
  };
  return view;
}

function readOf(session) {
  const kept = read();
  return kept?.session === session ? null : kept;
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null; // a browser that keeps nothing, or what it kept is damaged
  }
}

function write(value) {
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing: the session and the address do
  }
}
