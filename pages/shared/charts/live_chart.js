// Keeps Plotly charts in their nodes and brings them up to the data with Plotly.react.

import { component } from "../browser/component.js";
import { add } from "../browser/nodes.js";

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

let loading = null;

/** Plotly's script, which the page loads once, when the first chart needs it. */
function loadPlotly(address) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  loading ??= new Promise((resolve, reject) => {
    const script = add(document.head, "SCRIPT");
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => {
      loading = null;
      reject(new Error(`${script.src} did not load`));
    });
    script.src = new URL(address, document.baseURI).href;
  });
  return loading;
}

function show(element, chart, address) {
  element.setAttribute("aria-label", chart.alt);
  element.style.height = `${chart.layout.height}px`;
  element.chart = chart;
  loadPlotly(address).then((Plotly) => {
    const { data, layout } = element.chart;
    Plotly.react(element, data, withTheme(layout, element), { displayModeBar: false, responsive: true });
    element.resizing ??= followWidth(element, Plotly);
  });
}

/** The layout in the page's colours and font; the zoom that a reader has set stays. */
function withTheme(layout, element) {
  const style = getComputedStyle(element);
  const text = style.getPropertyValue("--st-text-color");
  const background = style.getPropertyValue("--st-background-color");
  return {
    ...layout,
    uirevision: "keep",
    autosize: true,
    font: { color: text, family: style.getPropertyValue("--st-font"), size: 13 },
    hoverlabel: { bgcolor: background, font: { color: text } },
  };
}

/** Have the chart follow its width; a node that is leaving the page has none, and Plotly would complain of it. */
function followWidth(element, Plotly) {
  const observer = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width) Plotly.Plots.resize(element);
  });
  observer.observe(element);
  return observer;
}
