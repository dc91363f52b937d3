"""Every page, in both languages, themes and widths: for people who cannot see it well; in Chinese no word of English.

One tab walks through all of them, since a page takes seconds to load. A page is looked at as it opens: what is folded
or in a menu is not.
"""

import pytest
from playwright.sync_api import expect

from core.data.intake import adding
from tests.browser.for_everyone import NARROW, WIDE, walk
from tests.browser.running_app import running_app
from tests.hand_made import hand_made_run
from tests.pages.test_every_page import NAMED

pytestmark = pytest.mark.browser

FIRST = ("", "train")  # home, and the form on which most is asked


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """An app of its own with a dataset and two runs, and the address of every page with something to show."""
    home = tmp_path_factory.mktemp("every_page")
    with pytest.MonkeyPatch.context() as patch, running_app(home) as app:
        patch.setenv("GLASSBOX_HOME", str(home))
        adding.add("sketches", "drawings", options={"count": 60, "size": 32})
        run, other = (hand_made_run("drawings").run_id for _ in range(2))
        queries = {
            "datasets": "dataset=drawings",
            "train": "dataset=drawings",
            "search": "dataset=drawings",
            "runs": f"run={run}",
            "compare": f"runs={run},{other}",
            "predict": f"run={run}",
            "evaluate": f"run={run}",
        }
        names = ["" if path == "pages/home/page.py" else path.split("/")[-2] for path in NAMED]
        yield lambda language: {name: f"{app.url}/{name}?language={language}&{queries.get(name, '')}" for name in names}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "width"), [("zh", WIDE), ("en", WIDE), ("en", NARROW)])
def test_every_page_is_for_everyone(shown, page, language, width):
    walk(page, shown(language), language, width)


def test_the_first_pages_are_for_everyone(shown, page):
    addresses = shown("en")
    walk(page, {name: addresses[name] for name in FIRST}, "en", NARROW)


def test_the_language_of_the_page_follows_the_switch_there_and_back(shown, page):
    page.goto(shown("zh")["predict"])
    expect(page.get_by_text("每个文件最大")).to_be_visible()
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_text("100MB per file")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Main menu")).to_be_visible()
    page.get_by_role("radio", name="中文").click()
    expect(page.get_by_text("每个文件最大 100MB")).to_be_visible()
    page.get_by_role("button", name="主菜单").click()
    expect(page.get_by_role("menuitem")).to_have_text("打印")
    page.keyboard.press("Escape")


def test_the_focus_is_seen_on_links_and_buttons(shown, page):
    page.goto(shown("zh")[""])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_test_id("stSidebarNavLink").first.focus()
    for _press in range(3):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "rgb(47, 109, 235) solid 2px" in outline
