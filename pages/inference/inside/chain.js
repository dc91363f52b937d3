// The layers of a network in a row, an arrow between each and the next; each is a button that says which was pressed.

import { component } from "../../shared/browser/component.js";
import { add } from "../../shared/browser/nodes.js";

export default component(start);

function start({ parentElement }) {
  const view = { list: add(parentElement, "OL") };
  view.update = (call) => {
    view.call = call;
    showSteps(view);
  };
  return view;
}

function showSteps(view) {
  const { list, call } = view;
  const { steps, chosen, label } = call.data;
  list.setAttribute("aria-label", label);
  const items = [...list.children];
  steps.forEach((step, number) => showStep(items[number] ?? addItem(view, number), step, number === chosen));
  items.slice(steps.length).forEach((item) => item.remove());
  if (view.chosen !== chosen) scrollTo(list, list.children[chosen]);
  view.chosen = chosen;
}

function addItem(view, number) {
  const item = add(view.list, "LI");
  const button = add(item, "BUTTON");
  for (const part of ["STRONG", "SPAN", "SMALL"]) add(button, part);
  button.addEventListener("click", () => view.call.setTriggerValue("picked", String(number)));
  return item;
}

function showStep(item, step, chosen) {
  const button = item.firstElementChild;
  const [name, kind, size] = button.children;
  name.textContent = step.name;
  kind.textContent = step.kind;
  size.textContent = step.size;
  button.title = `${step.name} · ${step.kind} · ${step.size}`;
  button.setAttribute("aria-pressed", String(chosen));
}

// The list alone is scrolled: the page stays where the reader is.
function scrollTo(list, item) {
  if (item) list.scrollLeft = item.offsetLeft - (list.clientWidth - item.clientWidth) / 2;
}
