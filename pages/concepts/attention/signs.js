// Texts as rows of signs whose background says how much one place looks at each; bars of likely signs; maps of heads.

import { add, set } from "../../shared/browser/nodes.js";
import { formatShare } from "../../shared/charts/numbers.js";

/** The bytes of weights from 0 to 1, as `pack_weights` sends them. */
export function unpackWeights(packed) {
  return Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
}

/** One span a sign; `pick(place)` hears a click. Returns the spans. */
export function drawSigns(parent, signs, pick) {
  parent.replaceChildren();
  return signs.map((sign, place) => {
    const span = add(parent, "SPAN", { class: "sign" }, sign);
    span.addEventListener("click", () => pick(place));
    return span;
  });
}

/** Colour each sign by its share of the largest weight; `weights` are of the first signs, the rest get no colour. */
export function colourSigns(spans, weights) {
  const shares = shareOfLargest(weights);
  spans.forEach((span, place) => {
    if (place < shares.length && shares[place] > 0.02) span.style.setProperty("--share", shares[place].toFixed(3));
    else span.removeAttribute("style");
  });
}

/** Each weight as a share of the largest one. */
export function shareOfLargest(weights) {
  const largest = Math.max(...weights, 1e-9);
  return Array.from(weights, (weight) => weight / largest);
}

/** A bar a sign: an outline for what the model says, and filled what it is drawn with, where that differs. */
export function showBars(parent, { signs, said, chances = said, drawn = null }) {
  parent.replaceChildren();
  signs.forEach((sign, k) => {
    const line = add(parent, "DIV", { class: sign === drawn ? "chance drawn" : "chance" });
    add(line, "SPAN", { class: "key" }, sign);
    const track = add(line, "SPAN", { class: "track" });
    add(track, "I", { class: "chosen", style: `width:${(100 * chances[k]).toFixed(1)}%` });
    add(track, "I", { class: "said", style: `width:${(100 * said[k]).toFixed(1)}%` });
    add(line, "SPAN", {}, formatShare(chances[k]));
  });
}

/** A button a block and head with its map of weights, `places` to a side; `choose(block, head)` hears a press. */
export function drawHeads(parent, { blocks, heads, places, weights, name }, choose) {
  parent.replaceChildren();
  const colour = getComputedStyle(parent).getPropertyValue("--st-primary-color").trim() || "#2563eb";
  return Array.from({ length: blocks * heads }, (_, at) => {
    const [block, head] = [Math.floor(at / heads), at % heads];
    const button = add(parent, "BUTTON", { type: "button", "aria-label": name(block, head), title: name(block, head) });
    const canvas = add(button, "CANVAS", { width: places, height: places });
    paintWeights(canvas, weights.subarray(at * places ** 2, (at + 1) * places ** 2), places, colour);
    button.addEventListener("click", () => choose(block, head));
    return button;
  });
}

function paintWeights(canvas, weights, places, colour) {
  const brush = canvas.getContext("2d");
  const image = brush.createImageData(places, places);
  const shade = [1, 3, 5].map((from) => parseInt(colour.slice(from, from + 2), 16));
  weights.forEach((weight, k) => image.data.set([...shade, Math.min(255, 2 * weight)], 4 * k));
  brush.putImageData(image, 0, 0);
}

/** Mark the button of a block and head as the chosen one. */
export function markHead(buttons, heads, block, head) {
  buttons.forEach((button, at) => {
    const chosen = at === block * heads + head;
    button.classList.toggle("now", chosen);
    set(button, { "aria-pressed": chosen });
  });
}
