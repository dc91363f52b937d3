"""On a phone no concept screen is wider than the window: a long formula scrolls in a box of its own."""

import pytest
from playwright.sync_api import expect

from core.i18n import LANGUAGES
from pages.shared.concept_screen.path import CONCEPTS
from tests.browser.for_everyone import wait_until_drawn

pytestmark = pytest.mark.browser
PHONE = {"width": 420, "height": 900}
VIEWS = {
    "losses": ("view=three",), "attention": ("view=write", "view=gap"), "reinforcement": ("view=learn",),
    "uses": ("kind=sound",), "recurrent": ("cell=lstm",), "convolution": ("back=1",),
}  # fmt: skip
WIDEST = ("attention", "gan")  # of their formulas
# What reaches beyond the window and lies in nothing that scrolls; the inside of a drawing is cut off at its edge.
READ_TOO_WIDE = """() => {
  const found = [];
  const look = (root) => {
    for (const node of root.children) {
      const { right, width } = node.getBoundingClientRect();
      if (node.tagName === "INPUT") continue; // sliders hide theirs where nobody looks
      if (node.matches(".katex-mathml")) continue; // what screen readers read is not drawn
      if (width && right > innerWidth + 1) found.push(`${Math.round(right)} ${node.outerHTML.slice(0, 160)}`);
      if (["auto", "scroll"].includes(getComputedStyle(node).overflowX) || node.tagName === "svg") continue;
      look(node);
      if (node.shadowRoot) look(node.shadowRoot);
    }
  };
  look(document.querySelector("[data-testid=stMainBlockContainer]"));
  return found;
}"""


def look_at(page, address):
    page.set_viewport_size(PHONE)
    page.goto(address)
    wait_until_drawn(page, "")
    for folded in page.locator("[class*=st-key-folded] summary").all():
        folded.click()
    if page.locator("[class*=st-key-folded]").count():
        expect(page.locator("[class*=st-key-folded] .katex-display").first).to_be_visible()
    return page.evaluate(READ_TOO_WIDE)


@pytest.mark.parametrize("screen", WIDEST)
def test_long_formulas_scroll_in_their_own_box(page, app_url, screen):
    assert look_at(page, f"{app_url}/{screen}") == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_concept_screen_is_wider_than_a_phone(page, app_url, language):
    for stop in CONCEPTS:
        for query in ("", *VIEWS.get(stop.address, ())):
            found = look_at(page, f"{app_url}/{stop.address}?language={language}&{query}")
            assert found == [], (stop.address, query)
