// The life of a component: Streamlit calls its module at every change of its data, always with the same node.

import { parseColour } from "./canvas.js";

const MIDDLE = 128; // between dark and bright, of 255

/**
 * The default export of a component's module. `start(call)` builds a view at the first call for a node, and
 * `view.update(call)` follows at every call, the first one included; `call` is what Streamlit hands over: `data`,
 * `parentElement`, `setStateValue` and `setTriggerValue`. `stop(view)` ends what still runs when the node is removed.
 */
export function component(start, stop = () => {}) {
  const views = new WeakMap();
  return (call) => {
    followTheme(call.parentElement);
    if (!views.has(call.parentElement)) views.set(call.parentElement, start(call));
    const view = views.get(call.parentElement);
    view.update(call);
    return () => stop(view);
  };
}

/** Sliders, lists and scroll bars, which the browser draws, are dark on a dark page. */
function followTheme(parent) {
  const node = parent.host ?? parent; // of an isolated component the parent is the root of its shadow tree
  const background = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  if (!background.startsWith("#")) return;
  const [red, green, blue] = parseColour(background);
  node.style.colorScheme = (red + green + blue) / 3 < MIDDLE ? "dark" : "light";
}
