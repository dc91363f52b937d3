// What Streamlit's elements lack for keyboards and screen readers, added to them.

const SECTIONS = '[data-testid="stSidebarNavItems"]';
const WIDE = '.katex-display, [data-testid="stCode"] pre'; // formulas and code, which may be wider than their column
const OVERHANG = 8; // pixels by which a slanted letter may reach beyond its formula
const ICON = '[role="img"][aria-label$=" icon"]'; // in a text, which says what is meant

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => reachByKeyboard(target)));
const watched = new WeakSet();

/** Mend what is on the page by now; elements that are mended already stay as they are. */
export function mendRoles() {
  document.querySelectorAll(SECTIONS).forEach(mendNavigation);
  document.querySelectorAll(ICON).forEach((icon) => give(icon, "aria-hidden", "true"));
  for (const wide of document.querySelectorAll(WIDE)) {
    if (!watched.has(wide)) {
      watched.add(wide);
      sizes.observe(wide);
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

/** What is wider than its column is scrolled with the arrow keys, once it has the focus. */
function reachByKeyboard(wide) {
  if (wide.scrollWidth > wide.clientWidth + OVERHANG) wide.tabIndex = 0;
  else wide.removeAttribute("tabindex");
}
