"""When something is to be seen in a page, to the frame.

Playwright's own `wait_for` and `expect` look again after 20, 70, 170, 270, 770, 1,270 ms and so on: what appears just
after a look is told half a second later. Here the page itself looks at every frame.
"""

from playwright.sync_api import Page

PATIENCE = 120_000  # milliseconds; a benchmark that waits so long has failed
SEEN = """([selector, pattern, count]) => {
  const find = (root) => [...root.querySelectorAll("*")].flatMap((element) =>
    [...(element.matches(selector) ? [element] : []), ...(element.shadowRoot ? find(element.shadowRoot) : [])]);
  return find(document).filter((element) =>
    new RegExp(pattern, "u").test(element.textContent.trim()) && element.getClientRects().length > 0 &&
    getComputedStyle(element).visibility !== "hidden").length >= count;
}"""


def wait_until_seen(tab: Page, selector: str, pattern: str = "", *, count: int = 1) -> None:
    """Return at the frame in which so many elements of that selector show a text that the regular expression finds.

    Those in the shadow of a component are seen too.
    """
    tab.wait_for_function(SEEN, arg=[selector, pattern, count], polling="raf", timeout=PATIENCE)
