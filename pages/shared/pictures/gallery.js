// Small pictures in a grid that follows the width; with `pick`, each is a button that says which one was pressed.

import { component } from "../browser/component.js";
import { add } from "../browser/nodes.js";

export default component(start);

function start({ parentElement }) {
  const view = { list: add(parentElement, "UL") };
  view.update = (call) => {
    view.call = call;
    showTiles(view);
  };
  return view;
}

function showTiles(view) {
  const { list, call } = view;
  list.setAttribute("aria-label", call.data.label);
  list.style.setProperty("--side", `${call.data.side}px`);
  const items = [...list.children];
  call.data.tiles.forEach((tile, number) => {
    const item = items[number] ?? addItem(view, number);
    showTile(item.firstElementChild, tile);
  });
  items.slice(call.data.tiles.length).forEach((item) => item.remove());
}

function addItem(view, number) {
  const { pick } = view.call.data;
  const item = add(view.list, "LI");
  const frame = add(item, pick ? "BUTTON" : "FIGURE");
  add(frame, "IMG");
  add(frame, pick ? "SPAN" : "FIGCAPTION");
  add(frame, "EM");
  if (pick) frame.addEventListener("click", () => view.call.setTriggerValue("picked", view.call.data.tiles[number].id));
  return item;
}

function showTile(frame, tile) {
  const [image, caption, note] = frame.children;
  if (image.src !== tile.src) image.src = tile.src;
  image.alt = tile.alt;
  caption.textContent = tile.caption;
  note.textContent = tile.note;
  if (frame.tagName === "BUTTON") frame.setAttribute("aria-pressed", String(tile.chosen));
  frame.title = tile.alt;
}
