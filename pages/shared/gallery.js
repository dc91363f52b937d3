// Small pictures in a grid that follows the width; with `pick`, each is a button that says which one was pressed.

import { add } from "./charts/nodes.js";
import { component } from "./component.js";

export default component(({ parentElement }) => {
  const list = add(parentElement, "UL");
  return { update: (call) => showTiles(list, call) };
});

function showTiles(list, { data, setTriggerValue }) {
  list.setAttribute("aria-label", data.label);
  list.style.setProperty("--side", `${data.side}px`);
  const items = [...list.children];
  data.tiles.forEach((tile, number) => {
    const item = items[number] ?? addItem(list, data.pick);
    showTile(item.firstElementChild, tile);
    item.firstElementChild.onclick = data.pick ? () => setTriggerValue("picked", tile.id) : null;
  });
  items.slice(data.tiles.length).forEach((item) => item.remove());
}

function addItem(list, pick) {
  const item = add(list, "LI");
  const frame = add(item, pick ? "BUTTON" : "FIGURE");
  add(frame, "IMG");
  add(frame, pick ? "SPAN" : "FIGCAPTION");
  return item;
}

function showTile(frame, tile) {
  const [image, caption] = frame.children;
  if (image.src !== tile.src) image.src = tile.src;
  image.alt = tile.alt;
  caption.textContent = tile.caption;
  if (frame.tagName === "BUTTON") frame.setAttribute("aria-pressed", String(tile.chosen));
  frame.title = tile.alt;
}
