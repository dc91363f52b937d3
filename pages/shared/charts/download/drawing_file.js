// A drawing of a component of ours as one SVG file: every svg and canvas below an element, where it stands, as it looks.

import { set } from "../../browser/nodes.js";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 12; // pixels
const LOOKS = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "opacity", "visibility", "display", "font-family", "font-size", "font-weight", "font-style",
  "text-anchor", "dominant-baseline", "paint-order",
];

/** The drawing as `{ address, width, height }`, the address a data URL of an SVG, on the background colour; or null. */
export function composeDrawing(element, background) {
  const parts = [...findParts(element)];
  if (!parts.length) return null;
  const boxes = parts.map((part) => part.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.top)) - MARGIN;
  const width = Math.ceil(Math.max(...boxes.map((box) => box.right)) - left + MARGIN);
  const height = Math.ceil(Math.max(...boxes.map((box) => box.bottom)) - top + MARGIN);
  const file = make("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
  file.append(make("rect", { width, height, fill: background }));
  parts.forEach((part, place) => file.append(copy(part, boxes[place], left, top)));
  const text = new XMLSerializer().serializeToString(file);
  return { address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, width, height };
}

/** The drawing as a PNG, `scale` pixels for each of the screen's; a data URL. */
export async function paint({ address, width, height }, scale) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

/** The outermost drawings below a node that are seen, those in shadow roots too, in the order of the page. */
function* findParts(node) {
  if (node.shadowRoot) yield* findParts(node.shadowRoot);
  for (const child of node.children) {
    if (child.matches("button")) continue; // its icon is no part of the drawing
    const isDrawing = child.matches("svg, canvas");
    if (!isDrawing) yield* findParts(child);
    else if (child.getBoundingClientRect().width && getComputedStyle(child).visibility !== "hidden") yield child;
  }
}

function copy(part, box, left, top) {
  const place = { x: box.left - left, y: box.top - top, width: box.width, height: box.height };
  if (part.tagName === "CANVAS") return make("image", { ...place, href: part.toDataURL("image/png") });
  const twin = part.cloneNode(true);
  for (const name of ["class", "style", "role", "tabindex"]) twin.removeAttribute(name);
  set(twin, place);
  if (!part.hasAttribute("viewBox")) twin.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  fixLooks(part, twin);
  return twin;
}

/** Write what the style sheets of the page say into the copy, which will have none. */
function fixLooks(original, twin) {
  const style = getComputedStyle(original);
  twin.removeAttribute("class");
  twin.setAttribute("style", LOOKS.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  [...original.children].forEach((child, place) => fixLooks(child, twin.children[place]));
}

function make(name, attributes) {
  const node = document.createElementNS(SVG, name);
  set(node, attributes);
  return node;
}
