// Streamlit's own texts in the reader's language, and the language of the page for screen readers and fonts.
// The table comes with the page (see words.py). Texts are replaced in their nodes, which stay Streamlit's.

const SWITCH = ".st-key-language [aria-checked=true]";
const ATTRIBUTES = ["aria-label", "title", "placeholder"];
const NOT_STREAMLITS = '.js-plotly-plot, [data-testid^="stBidiComponent"], code, pre, script, style';
const TEXT = "text";

const { languages, words } = JSON.parse(document.getElementById("glassbox-words").textContent);
const tables = Object.fromEntries(Object.entries(words).map(([code, entries]) => [code, compile(entries)]));
const replaced = new WeakMap(); // by node: of its text and each attribute, what stood there and what stands there now
let language = document.documentElement.lang;

/** Translate what has been added or changed; everything, when the language has changed. */
export function translate(records) {
  const chosen = languages[document.querySelector(SWITCH)?.textContent.trim()] ?? language;
  if (chosen !== language) {
    language = chosen;
    document.documentElement.lang = chosen;
    translateBelow(document.documentElement);
  } else if (tables[language]) {
    for (const record of records) {
      if (record.type === "childList") record.addedNodes.forEach(translateBelow);
      else if (record.type === "characterData") translateText(record.target);
      else translateAttribute(record.target, record.attributeName);
    }
  }
}

export const observed = { subtree: true, childList: true, characterData: true, attributeFilter: [...ATTRIBUTES, "aria-checked"] };

function translateBelow(root) {
  if (root.nodeType === Node.TEXT_NODE) translateText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, skipOthers);
  for (let node = nodes.currentNode; node; node = nodes.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    else for (const name of ATTRIBUTES) translateAttribute(node, name);
  }
}

function skipOthers(node) {
  const isOther = node.nodeType === Node.ELEMENT_NODE && node.matches(NOT_STREAMLITS);
  return isOther ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
}

function translateText(node) {
  const parent = node.parentElement;
  if (!parent || parent.closest(NOT_STREAMLITS)) return;
  const original = restore(node, TEXT, node.data);
  const said = say(original, (selector) => selector && parent.closest(selector));
  if (said !== node.data) node.data = said;
  remember(node, TEXT, original, said);
}

function translateAttribute(element, name) {
  const value = element.getAttribute(name);
  if (!value || !ATTRIBUTES.includes(name) || element.closest(NOT_STREAMLITS)) return;
  const original = restore(element, name, value);
  const said = say(original, (selector) => selector === "");
  if (said !== value) element.setAttribute(name, said);
  remember(element, name, original, said);
}

/** What Streamlit wrote there, unless it has written since. */
function restore(node, name, current) {
  const before = replaced.get(node)?.[name];
  return before?.said === current ? before.original : current;
}

function remember(node, name, original, said) {
  if (said !== original) replaced.set(node, { ...replaced.get(node), [name]: { original, said } });
}

/** The text in the language of the page, if an entry for it is `meant` here; else the text. */
function say(text, meant) {
  const table = tables[language];
  const exact = table?.exact.get(text.trim())?.find((entry) => meant(entry.selector));
  if (exact) return text.replace(text.trim(), () => exact.said);
  const form = table?.forms.find((entry) => entry.pattern.test(text) && meant(entry.selector));
  return form ? text.replace(form.pattern, form.said) : text;
}

/** Entries without parts in braces by their text, and the others as regular expressions. */
function compile(entries) {
  const table = { exact: new Map(), forms: [] };
  for (const [selector, text, said] of entries) {
    if (text.includes("{")) table.forms.push({ selector, ...buildForm(text, said) });
    else table.exact.set(text, [...(table.exact.get(text) ?? []), { selector, said }]);
  }
  return table;
}

function buildForm(text, said) {
  const literal = text.replaceAll(/[.*+?^$()|[\]\\/]/g, "\\$&");
  return {
    pattern: new RegExp(`^${literal.replaceAll(/\{(\w+)\}/g, "(?<$1>.+?)")}$`, "u"),
    said: said.replaceAll(/\{(\w+)\}/g, "$<$1>"),
  };
}
