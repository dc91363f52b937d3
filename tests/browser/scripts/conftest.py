"""The scripts of the pages in an empty page of Chromium, without an app: their functions are called from Python."""

from urllib.parse import urlsplit

import pytest

from pages.shared.browser.scripts import build_address, list_served_scripts

ORIGIN = "http://scripts.test"
EMPTY = "<!doctype html><body></body>"
CALL = """async ([address, name, args]) => {
    const module = await import(address);
    return module[name](...args);
}"""


class Scripts:
    """Calls what the scripts export, in a page of which nothing is left for the next test."""

    def __init__(self, page):
        self.page = page

    def call(self, script, name, *args):
        """What the function `name` of the script returns for these arguments; both go through JSON."""
        return self.page.evaluate(CALL, [self.address(script), name, args])

    def run(self, script, body, argument=None):
        """What the JavaScript function `body` returns for the module and one argument."""
        return self.page.evaluate(
            f"async ([address, argument]) => ({body})(await import(address), argument)",
            [self.address(script), argument],
        )

    def address(self, script):
        return f"{ORIGIN}/{build_address(script)}"


@pytest.fixture
def scripts(page):
    return opened(page)


@pytest.fixture
def scripts_with_clock(page_with_clock):
    return opened(page_with_clock)


def opened(page):
    table = list_served_scripts()

    def answer(route):
        path = urlsplit(route.request.url).path
        if path in table:
            route.fulfill(body=table[path].read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body=EMPTY, content_type="text/html")

    page.route(f"{ORIGIN}/**", answer)
    page.goto(ORIGIN)
    return Scripts(page)
