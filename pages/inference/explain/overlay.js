// A picture with colours over it, as strong as the reader likes; what the colours mean stands below.

import { component } from "../../shared/browser/component.js";
import { add } from "../../shared/browser/nodes.js";

const STRENGTH = 85; // per cent

export default component(start);

function start({ parentElement }) {
  const figure = add(parentElement, "FIGURE");
  const stack = add(figure, "DIV", { class: "stack" });
  const view = { picture: add(stack, "IMG"), heat: add(stack, "IMG", { class: "heat", alt: "" }) };
  view.legend = add(figure, "DIV", { class: "legend" });
  const row = add(figure, "LABEL");
  view.label = add(row, "SPAN");
  const slider = add(row, "INPUT", { type: "range", min: 0, max: 100, value: STRENGTH });
  const follow = () => (view.heat.style.opacity = slider.value / 100);
  slider.addEventListener("input", follow);
  follow();
  view.update = ({ data }) => show(view, data);
  return view;
}

function show(view, data) {
  if (view.picture.src !== data.picture) view.picture.src = data.picture;
  if (view.heat.src !== data.heat) view.heat.src = data.heat;
  view.picture.alt = data.alt;
  view.label.textContent = data.strength;
  view.legend.replaceChildren();
  for (const { colour, text } of data.legend) {
    const entry = add(view.legend, "SPAN");
    add(entry, "I", { style: `background: ${colour}`, "aria-hidden": "true" });
    entry.append(text);
  }
}
