// The playground: points, network and training. Python says what is asked for, draws the points and the first weights;
// from there on everything is computed here, by the same mathematics (mathematics/).

import { addLayers } from "../../shared/browser/canvas.js";
import { component } from "../../shared/browser/component.js";
import { add, onResize, set } from "../../shared/browser/nodes.js";
import { buildBar } from "./controls/bar.js";
import { listenToPlane } from "./controls/brush.js";
import { buildLayerButtons } from "./controls/layers.js";
import { buildSettings } from "./controls/settings.js";
import { giveActions } from "./running/actions.js";
import { createLink } from "./running/link.js";
import { receive } from "./running/receive.js";
import { listenToLines } from "./views/lines.js";
import { askForSurface, buildSurface } from "./views/surface.js";

export default component(start);

function start({ parentElement }) {
  const root = add(parentElement, "SECTION", { class: "playground" });
  const view = {
    root, playing: false, speed: 1, drawCost: 4, brush: null, chosen: undefined, peeked: null, probed: null, cross: null,
    surface: { open: false, kind: "path" },
  };
  view.link = createLink(view);
  giveActions(view);
  root.addEventListener("transitionend", (event) => event.propertyName === "color" && event.target === root && view.restyle());
  onResize(root, () => view.training && view.resize());
  view.update = ({ data, setTriggerValue }) => {
    view.send = setTriggerValue;
    const fresh = view.data?.language !== data.language;
    if (fresh) build(view, data);
    receive(view, data, fresh);
  };
  return view;
}

/** Everything that stays when the numbers change. */
function build(view, data) {
  const { root } = view;
  view.data = data;
  view.settings = { ...data.settings };
  root.replaceChildren();
  buildBar(view, add(root, "DIV", { class: "top" }));
  view.said = add(root, "P", { class: "said", role: "status" });
  const stage = add(root, "DIV", { class: "stage" });
  buildPlane(view, add(stage, "DIV", { class: "side" }));
  buildNetworkPart(view, add(stage, "DIV", { class: "net" }));
  buildSettings(view, add(root, "DIV", { class: "settings" }));
  buildSurfacePart(view);
}

function buildPlane(view, side) {
  const { words } = view.data;
  view.brushes = add(side, "DIV", { class: "brushes", role: "group", "aria-label": words.brush, "data-part": "brush" });
  view.plane = addLayers(add(side, "DIV", { class: "plane" }), words.plane);
  listenToPlane(view);
  view.readout = add(side, "P", { class: "readout" }, words.hint);
  const row = add(side, "DIV", { class: "checks" });
  view.tests = addCheck(view, row, `◇ ${words.show_tests}`, "1", () => view.drawPoints());
  view.hard = addCheck(view, row, words.hard, "0", () => view.draw());
  view.curve = addLayers(add(side, "DIV", { class: "curve" }), words.curve_alt);
}

function addCheck(view, row, title, value, act) {
  const label = add(row, "LABEL");
  const box = add(label, "INPUT", { type: "checkbox" });
  box.checked = value === "1";
  add(label, "SPAN", {}, title);
  box.addEventListener("change", () => {
    act();
    view.reportSoon();
  });
  return box;
}

function buildNetworkPart(view, net) {
  buildLayerButtons(view, net);
  const box = add(net, "DIV", { class: "diagram" });
  const headBox = add(box, "DIV", { class: "heads", "data-part": "layers" });
  const canvases = add(box, "DIV", { class: "canvases" });
  const layer = addLayers(canvases, view.data.words.network_alt);
  view.network = { layer, headBox, heads: [], buttons: add(canvases, "DIV", { class: "units" }) };
  listenToLines(view, view.network.buttons);
  add(net, "P", { class: "hint" }, view.data.words.legend);
  view.panel = add(net, "DIV", { class: "panel", "data-part": "panel" });
}

function buildSurfacePart(view) {
  const { words } = view.data;
  const details = add(view.root, "DETAILS", { class: "surface", "data-part": "surface" });
  add(details, "SUMMARY", {}, words.surface);
  const body = add(details, "DIV");
  const layer = addLayers(add(body, "DIV", { class: "ground" }), words.surface_alt);
  view.surface.told = add(body, "P", { class: "hint" }, words.surface_wait);
  buildSurface(view, body, layer);
  details.open = view.surface.open;
  details.addEventListener("toggle", () => {
    view.surface.open = details.open;
    set(details, { "data-open": details.open });
    askForSurface(view);
  });
}
