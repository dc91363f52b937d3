// Keeps Plotly charts in their nodes and brings them up to the data with Plotly.react.

let loading = null;

function plotly(url) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(url, document.baseURI).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { loading = null; reject(new Error(`${script.src} did not load`)); };
    document.head.append(script);
  });
  return loading;
}

function themed(layout, element) {
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

export default function ({ parentElement, data }) {
  const grid = parentElement.querySelector(".glassbox-charts");
  const text = new TextDecoder().decode(data);
  if (text !== grid.shown) {
    grid.shown = text;
    const { charts, plotly: url } = JSON.parse(text);
    charts.forEach((chart, place) => show(grid.children[place] ?? added(grid), chart, url));
  }
  return () => [...grid.children].forEach((element) => element.resizing?.disconnect());
}

function added(grid) {
  const element = document.createElement("div");
  element.className = "glassbox-chart";
  element.setAttribute("role", "img");
  grid.append(element);
  return element;
}

function show(element, chart, url) {
  element.setAttribute("aria-label", chart.alt);
  element.style.height = `${chart.layout.height}px`;
  element.wanted = chart;
  plotly(url).then((Plotly) => {
    const { data, layout } = element.wanted;
    Plotly.react(element, data, themed(layout, element), { displayModeBar: false, responsive: true });
    element.resizing ??= watch(element, Plotly);
  });
}

/** Have the chart follow its width; a node that is leaving the page has none, and Plotly would complain of it. */
function watch(element, Plotly) {
  const observer = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width) Plotly.Plots.resize(element);
  });
  observer.observe(element);
  return observer;
}
