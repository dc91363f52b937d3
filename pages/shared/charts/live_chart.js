// Keeps Plotly charts in their nodes and brings them up to the data with Plotly.react.

import { component } from "../browser/component.js";
import { add } from "../browser/nodes.js";
import { loadPlotly } from "./plotly.js";

export default component(start, stop);

function start({ parentElement }) {
  const grid = add(parentElement, "DIV", { class: "glassbox-charts" });
  const view = { grid, shown: null };
  view.update = ({ data }) => {
    const text = new TextDecoder().decode(data);
    if (text === view.shown) return;
    view.shown = text;
    const { charts, plotly } = JSON.parse(text);
    charts.forEach((chart, place) => show(grid.children[place] ?? addChart(grid), chart, plotly));
  };
  return view;
}

function stop({ grid }) {
  for (const element of grid.children) element.resizing?.disconnect();
}

function addChart(grid) {
  return add(grid, "DIV", { class: "glassbox-chart", role: "img" });
}

function show(element, chart, address) {
  element.setAttribute("aria-label", chart.alt);
  element.style.height = `${chart.layout.height}px`;
  element.chart = chart;
  loadPlotly(address).then((Plotly) => {
    draw(element, Plotly);
    element.resizing ??= followWidth(element, Plotly);
    element.zooming ??= followZoom(element, Plotly);
  });
}

function draw(element, Plotly) {
  const { data, layout } = element.chart;
  Plotly.react(element, data, withTheme(layout, element), { displayModeBar: false, responsive: true });
}

/** Hold both axes as a reader has zoomed one of them, until a double click lets them follow the data again. */
function followZoom(element, Plotly) {
  let released = false;
  element.on("plotly_doubleclick", () => {
    released = true;
  });
  element.on("plotly_relayout", (change) => {
    if (!Object.keys(change).some((name) => /^[xy]axis\./.test(name))) return;
    const { xaxis, yaxis } = element.layout;
    element.zoom = released ? null : { xaxis: [...xaxis.range], yaxis: [...yaxis.range] };
    if (released) draw(element, Plotly);
    released = false;
  });
  return true;
}

/** The layout in the page's colours and font; the zoom that a reader has set stays, and so do hidden lines. */
function withTheme(layout, element) {
  const style = getComputedStyle(element);
  const text = style.getPropertyValue("--st-text-color");
  const background = style.getPropertyValue("--st-background-color");
  return {
    ...layout,
    ...axis("xaxis", layout, element),
    ...axis("yaxis", layout, element),
    uirevision: "keep",
    autosize: true,
    font: { color: text, family: style.getPropertyValue("--st-font"), size: 13 },
    hoverlabel: { bgcolor: background, font: { color: text } },
  };
}

/** An axis with its range held here, since Plotly holds that of a zoomed axis alone and lets the other one creep. */
function axis(name, layout, { zoom }) {
  const held = zoom ? { range: [...zoom[name]], autorange: false } : {};
  return { [name]: { ...layout[name], ...held, uirevision: false } };
}

/** Have the chart follow its width; a node that is leaving the page has none, and Plotly would complain of it. */
function followWidth(element, Plotly) {
  const observer = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width) Plotly.Plots.resize(element);
  });
  observer.observe(element);
  return observer;
}
