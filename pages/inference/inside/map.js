// One map, a square a value; a click says which value was meant, and a frame marks the chosen one.

import { component } from "../../shared/browser/component.js";
import { add } from "../../shared/browser/nodes.js";

const [WIDEST, WIDEST_VALUE] = [420, 28]; // pixels: a map, and a value of a small one

export default component(start);

function start({ parentElement }) {
  const figure = add(parentElement, "FIGURE");
  const view = { figure, image: add(figure, "IMG"), mark: add(figure, "I", { "aria-hidden": "true" }) };
  figure.addEventListener("click", (event) => pick(view, event));
  view.update = (call) => {
    view.call = call;
    show(view, call.data);
  };
  return view;
}

function show({ figure, image, mark }, { src, alt, rows, columns, row, column }) {
  if (image.src !== src) image.src = src;
  image.alt = alt;
  figure.style.maxWidth = `${Math.min(WIDEST, columns * WIDEST_VALUE)}px`;
  image.style.aspectRatio = `${columns} / ${rows}`;
  mark.style.left = `${(column / columns) * 100}%`;
  mark.style.top = `${(row / rows) * 100}%`;
  mark.style.width = `${100 / columns}%`;
  mark.style.height = `${100 / rows}%`;
}

function place(share, count) {
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

function pick({ image, call }, event) {
  const { left, top, width, height } = image.getBoundingClientRect();
  const row = place((event.clientY - top) / height, call.data.rows);
  const column = place((event.clientX - left) / width, call.data.columns);
  call.setTriggerValue("picked", [row, column]);
}
