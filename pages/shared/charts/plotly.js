// Plotly's script, which a page loads once, when something needs it.

import { add } from "../browser/nodes.js";

let loading = null;

export function loadPlotly(address) {
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
