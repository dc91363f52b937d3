// Small pictures in a grid that follows the width; with `pick`, each is a button that says which one was pressed.

export default function ({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector("ul");
  list.setAttribute("aria-label", data.label);
  list.style.setProperty("--side", `${data.side}px`);
  const shown = [...list.children];
  data.tiles.forEach((tile, number) => {
    const item = shown[number] ?? list.appendChild(newItem(data.pick));
    fill(item.firstElementChild, tile);
    item.firstElementChild.onclick = data.pick ? () => setTriggerValue("picked", tile.id) : null;
  });
  shown.slice(data.tiles.length).forEach((item) => item.remove());
}

function newItem(pick) {
  const item = document.createElement("li");
  const frame = document.createElement(pick ? "button" : "figure");
  const caption = document.createElement(pick ? "span" : "figcaption");
  frame.append(document.createElement("img"), caption);
  item.append(frame);
  return item;
}

function fill(frame, tile) {
  const [image, caption] = frame.children;
  if (image.src !== tile.src) image.src = tile.src;
  image.alt = tile.alt;
  caption.textContent = tile.caption;
  if (frame.tagName === "BUTTON") frame.setAttribute("aria-pressed", String(tile.chosen));
  frame.title = tile.alt;
}
