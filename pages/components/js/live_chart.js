// Keeps one Plotly chart a key and brings it up to the data with Plotly.react.

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
  const element = parentElement.querySelector(".glassbox-chart");
  element.setAttribute("aria-label", data.alt);
  const figure = JSON.parse(data.figure);
  element.style.height = `${figure.layout.height}px`;
  element.wanted = figure;
  plotly(data.plotly).then((Plotly) => {
    const latest = element.wanted;
    Plotly.react(element, latest.traces, themed(latest.layout, element), { displayModeBar: false, responsive: true });
    element.resizing ??= watch(element, Plotly);
  });
  return () => element.resizing?.disconnect();
}

function watch(element, Plotly) {
  const observer = new ResizeObserver(() => Plotly.Plots.resize(element));
  observer.observe(element);
  return observer;
}
