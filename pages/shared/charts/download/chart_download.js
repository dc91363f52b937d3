// Saves the chart that has a key on the page, as PNG or SVG.

import { component } from "../../browser/component.js";
import { add, fill, set } from "../../browser/nodes.js";
import { composeDrawing, paint } from "./drawing_file.js";
import { loadPlotly } from "../plotly.js";

const FORMATS = ["png", "svg"];
const SHARP = 2; // pixels of a PNG for each on the screen

export default component(start);

function start({ parentElement }) {
  const row = add(parentElement, "DIV", { class: "saving" });
  const view = { row, said: add(row, "SPAN", { role: "status" }) };
  view.buttons = FORMATS.map((format) => addButton(view, format));
  view.update = ({ data }) => {
    view.data = data;
    for (const { button, format } of view.buttons)
      set(button, { "aria-label": fill(data.words.save, { format: format.toUpperCase() }) });
  };
  return view;
}

function addButton(view, format) {
  const button = add(view.row, "BUTTON", { type: "button" }, `↓ ${format.toUpperCase()}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    view.said.textContent = "";
    try {
      view.said.textContent = (await save(view, format)) ? "" : view.data.words.nothing;
    } catch (error) {
      console.error(error);
      view.said.textContent = view.data.words.failed;
    }
    button.disabled = false;
  });
  return { button, format };
}

/** Whether there was something to save. */
async function save({ row, data }, format) {
  const element = document.querySelector(`.${data.target}`);
  const background = getComputedStyle(row).getPropertyValue("--st-background-color");
  const plots = [...element.querySelectorAll(".js-plotly-plot")];
  const Plotly = plots.length ? await loadPlotly(data.plotly) : null;
  const files = plots.length
    ? await Promise.all(plots.map((plot) => drawPlot(Plotly, plot, format, background)))
    : [await drawOwn(element, format, background)];
  if (!files[0]) return false;
  files.forEach((file, place) => hand(file, `${data.name}${files.length > 1 ? `-${place + 1}` : ""}.${format}`));
  return true;
}

/** A Plotly figure as it is seen, on the background of the page. */
function drawPlot(Plotly, plot, format, background) {
  const layout = { ...plot.layout, paper_bgcolor: background };
  const size = { width: plot.clientWidth, height: plot.clientHeight, scale: format === "png" ? SHARP : 1 };
  return Plotly.toImage({ data: plot.data, layout }, { format, ...size });
}

async function drawOwn(element, format, background) {
  const drawing = composeDrawing(element, background);
  if (!drawing) return null;
  return format === "svg" ? drawing.address : paint(drawing, SHARP);
}

function hand(address, name) {
  const link = add(document.body, "A", { href: address, download: name });
  link.click();
  link.remove();
}
