// What the browser remembers of the path: the task that is next, and those that are done. Nothing is drawn.

import { component } from "../browser/component.js";

const KEY = "glassbox.path";

export default component(start);

function start({ setTriggerValue }) {
  const view = { told: false };
  view.update = ({ data }) => {
    if (data.remember) write(data.remember);
    else if (!view.told) {
      view.told = true;
      const kept = read();
      if (kept) setTriggerValue("kept", kept);
    }
  };
  return view;
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
