// The page of a step in words: its title, its laws with their numbers, the proof of each, and what the article prints.

import { add, fill } from "../../../shared/browser/nodes.js";

/** The page of a step: its title, and a line for each law. The HTML of laws and numbers is set by Python from numbers. */
export function showPage(view, step) {
  const { page, words } = view;
  page.replaceChildren();
  add(page, "H3", {}, step.title);
  if (step.phase === "start") add(page, "P", {}, words.ready);
  for (const row of step.rows) {
    const line = add(page, "DIV", { class: "law" });
    add(line, "SPAN", { class: "symbols" }).innerHTML = row.symbols;
    add(line, "SPAN", { class: "numbers" }).innerHTML = `= ${row.numbers}`;
    add(line, "SPAN", { class: "result" }, `= ${row.result}`);
    if (row.badge) showBadge(line, row.badge, words);
    if (row.printed) showPrinted(page, row, words);
  }
  view.tallest = Math.max(view.tallest, page.offsetHeight);
  page.style.minHeight = `${view.tallest}px`;
}

function showBadge(line, badge, words) {
  const sign = { agrees: "✓", rounding: "≈", kink: "∠", differs: "✗" }[badge.verdict];
  const box = add(line, "SPAN", { class: `badge ${badge.verdict}` });
  add(box, "B", {}, `${sign} ${badge.text}`);
  add(box, "SPAN", {}, `${words.numeric} ${badge.numeric}`);
  add(box, "SPAN", {}, `${words.apart} ${badge.error}`);
}

function showPrinted(page, row, words) {
  const note = add(page, "P", { class: "printed" });
  add(note, "B", {}, `${fill(words.article, { value: row.printed })} `);
  note.append(row.why);
}
