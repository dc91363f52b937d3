// What Streamlit's elements lack for keyboards and screen readers, added to them.

const SECTIONS = '[data-testid="stSidebarNavItems"]';
const FORMULA = ".katex-display";
const ICON = '[role="img"][aria-label$=" icon"]'; // in a text, which says what is meant

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => reachByKeyboard(target)));
const watched = new WeakSet();

/** Mend what is on the page by now; elements that are mended already stay as they are. */
export function mendRoles() {
  document.querySelectorAll(SECTIONS).forEach(mendNavigation);
  document.querySelectorAll(ICON).forEach((icon) => give(icon, "aria-hidden", "true"));
  for (const formula of document.querySelectorAll(FORMULA)) {
    if (!watched.has(formula)) {
      watched.add(formula);
      sizes.observe(formula);
    }
  }
}

/** The list of links has sections between itself and its items: make each section a list that its heading names. */
function mendNavigation(list) {
  give(list, "role", "none");
  for (const child of list.children) {
    give(child, "role", child.tagName === "LI" ? "none" : "list");
    const heading = child.querySelector('header [data-testid="stMarkdownContainer"]');
    if (heading) give(child, "aria-label", heading.textContent);
  }
}

/** Writing what is there already would be a change to look at again, for ever. */
function give(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** A formula that is wider than its column is scrolled with the arrow keys, once it has the focus. */
function reachByKeyboard(formula) {
  if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
  else formula.removeAttribute("tabindex");
}
