// A picture with the window that one number of a layer sees; the window follows the pointer and the arrow keys.

import { component } from "../../shared/browser/component.js";
import { arrowDirection } from "../../shared/browser/input.js";
import { add } from "../../shared/browser/nodes.js";

export default component(start);

function start({ parentElement }) {
  const figure = add(parentElement, "FIGURE", { tabindex: "0", role: "img" });
  const view = { figure, image: add(figure, "IMG", { alt: "" }), frame: add(figure, "DIV", { class: "window" }), at: null };
  figure.addEventListener("pointermove", (event) => {
    const box = figure.getBoundingClientRect();
    view.at = [findPlace(view, (event.clientX - box.left) / box.width), findPlace(view, (event.clientY - box.top) / box.height)];
    draw(view);
  });
  figure.addEventListener("keydown", (event) => {
    const arrow = arrowDirection(event);
    if (arrow === null) return;
    event.preventDefault();
    view.at = [clamp(view, view.at[0] + arrow[0]), clamp(view, view.at[1] - arrow[1])];
    draw(view);
  });
  view.update = ({ data }) => {
    view.data = data;
    figure.setAttribute("aria-label", data.label);
    if (view.image.src !== data.src) view.image.src = data.src;
    view.at = (view.at ?? [Infinity, Infinity]).map((place) => (Number.isFinite(place) ? clamp(view, place) : Math.floor(data.places / 2)));
    draw(view);
  };
  return view;
}

function clamp({ data }, place) {
  return Math.max(0, Math.min(data.places - 1, place));
}

/** The place whose window has its middle nearest to a share of the side. */
function findPlace(view, share) {
  const { start: first, size, step, side } = view.data;
  return clamp(view, Math.round((share * side - first - size / 2) / step));
}

/** First and last pixel of the window along one side, as `ReceptiveField.find_window` has it. */
export function findWindow({ whole, start: first, size, step, side }, place) {
  if (whole) return [0, side];
  const begin = first + place * step;
  return [Math.max(0, begin), Math.min(side, begin + size)];
}

function draw({ data, frame, at }) {
  const [left, right] = findWindow(data, at[0]);
  const [top, bottom] = findWindow(data, at[1]);
  const share = (pixels) => `${(100 * pixels) / data.side}%`;
  Object.assign(frame.style, { left: share(left), top: share(top), width: share(right - left), height: share(bottom - top) });
}
