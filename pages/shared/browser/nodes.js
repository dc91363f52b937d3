// Nodes of HTML and SVG, in plain DOM.

const SVG = "http://www.w3.org/2000/svg";

/** A new SVG (or, for a name in capitals, HTML) node at the end of `parent`. */
export function add(parent, name, attributes = {}, text = "") {
  const html = name === name.toUpperCase();
  const node = html ? document.createElement(name) : document.createElementNS(SVG, name);
  set(node, attributes);
  if (text) node.textContent = text;
  parent.append(node);
  return node;
}

/** Set attributes of a node, {name: value}. */
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

/** Call `act` whenever the width of `node` has changed; not for its first width. */
export function onResize(node, act) {
  let width = node.clientWidth;
  new ResizeObserver(() => {
    if (node.clientWidth === width) return;
    width = node.clientWidth;
    act();
  }).observe(node);
}

/** A text with values for its {names}. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
