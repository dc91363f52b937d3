// A race of optimisers: one clock `t`, three pictures of it, and the rule of one optimiser at the step of the clock.
// Python has computed every number; here they are only shown.

import { component } from "../../../shared/browser/component.js";
import { debounce } from "../../../shared/browser/input.js";
import { addLayers } from "../../../shared/browser/canvas.js";
import { listenToClock, playUnasked } from "./clock.js";
import { nameCloseUp } from "./close_up.js";
import { listenToMountain, listenToStart } from "./dragging.js";
import { redraw } from "./pictures.js";

const WAIT = 350; // milliseconds without a change before Python is told
const DEFAULT_TURN = { around: 0.6, up: 0.62 };

export default component(start);

function start({ parentElement }) {
  const host = parentElement.querySelector(".race");
  const find = (name) => host.querySelector(`[data-part="${name}"]`);
  const view = { host, find, t: 0, playing: false, turn: { ...DEFAULT_TURN }, reported: {}, newStart: null };
  for (const name of ["contour", "mountain", "loss"]) view[name] = addLayers(find(name), "");
  view.report = () => report(view);
  view.reportSoon = debounce(() => {
    if (view.newStart || (!view.playing && Math.floor(view.t) !== view.reported.step)) view.report();
  }, WAIT);
  listenToClock(view);
  listenToStart(view);
  listenToMountain(view);
  new ResizeObserver(() => redraw(view)).observe(host);
  host.addEventListener("transitionend", (event) => event.propertyName === "color" && redraw(view));
  view.update = ({ data, setTriggerValue }) => {
    view.send = setTriggerValue;
    receive(view, data);
  };
  return view;
}

/**
 * Take new data. The reader's hand is ahead of Python: a start that was dragged stays until Python has it, or has one
 * that is neither the old one nor the one it was told; the clock stays unless Python names another step than reported.
 */
function receive(view, data) {
  const before = view.data;
  view.data = data;
  const [wanted, earlier] = [String(data.start), String(before?.start)];
  const overruled = wanted !== earlier && wanted !== String(view.reported.start);
  if (wanted === String(view.newStart) || overruled) view.newStart = null;
  if (!view.playing && (!before || data.step !== view.reported.step)) view.t = data.step;
  view.reported.step = data.step;
  view.t = Math.min(view.t, data.count);
  if (!view.dragging) view.start = view.newStart ?? data.start;
  if (before?.picture === data.picture) return;
  nameParts(view);
  redraw(view);
  if (!before && data.step === 0) playUnasked(view);
}

/**
 * Tell Python where the clock is and which start is wanted, in one message, until Python has it: of two messages of
 * one component that wait for a busy server, only the later one arrives.
 */
function report(view) {
  view.reported.step = Math.floor(view.t);
  view.reported.start = view.newStart;
  view.send("hand", { step: view.reported.step, start: view.newStart });
}

/** Write what does not change with the clock. */
function nameParts(view) {
  const { data, find } = view;
  for (const [part, words] of Object.entries(data.words)) {
    const element = find(part);
    if (element) element.textContent = words;
  }
  for (const [part, words] of Object.entries(data.labels)) find(part).setAttribute("aria-label", words);
  for (const part of ["contour", "mountain", "loss"]) view[part].moving.setAttribute("aria-label", data.alt[part]);
  find("scrub").max = data.count;
  nameCloseUp(view);
}
