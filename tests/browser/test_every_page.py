"""Every page, in both languages, themes and widths: for people who cannot see it well; in Chinese no word of English.

One tab walks through all of them, since a page takes seconds to load. A page is looked at as it opens: what is folded
or in a menu is not.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core.data.intake import adding
from tests.browser.chromium import VIEWPORT
from tests.browser.running_app import running_app
from tests.hand_made import hand_made_run
from tests.pages.test_every_page import NAMED

pytestmark = pytest.mark.browser

GRAVE = {"serious", "critical"}
FIRST = ("", "train")  # home, and the form on which most is asked
WIDE, NARROW = VIEWPORT["width"], 378  # pixels of a desk and of a phone
# What is let pass: axe's rule, a part of the element's HTML, and why. Of what Streamlit draws, nothing has to be.
PASSED = [("label-content-name-mismatch", '<g class="part ', "says its number after its name; the picture, before")]
# What is there when the script of a page's component has begun, which names its buttons.
AT_WORK = {"optimizers": ["[data-part=play][aria-label]"]}
RULES = {"label-content-name-mismatch": {"enabled": True}}  # experimental, so axe leaves it out by itself

NAMES = re.compile(
    r"English|Glassbox|(↓ )?(CSV|PNG|SVG)|Markdown|HTML|"
    r"cat|dog|drawings|EfficientNet-Lite\d|conv_\d+|dense_\d+|Linear|Sigmoid|SimpleRNN|LSTM|tanh|(Leaky )?ReLU|GELU"
    r"|SiLU|Softmax|RMSProp|Adam|AdamW|[Ll]ogit|train|val|test|L[12]|Huber|sin 2x"
    r"|Grad-CAM|SmoothGrad|ONNX|Keras|LiteRT|SavedModel"
    r"|(image|rescale|conv|pooled|probability)(_[a-z]+)?( ·|$)"  # the layers of the hand-made model
)
WORD = re.compile(r"[A-Za-z]{3}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
READ_BACKGROUNDS = """() => [...document.querySelectorAll('[data-testid^=stBidiComponent]')].map(
  (component) => getComputedStyle(component).getPropertyValue('--st-background-color'))"""
READ_TEXTS = """() => {
  const texts = [];
  const read = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.shadowRoot) read(node.shadowRoot);
      if (node.nodeType === Node.ELEMENT_NODE && node.ariaHidden === "true") continue;
      const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
      if (!element || element.closest("[aria-hidden=true]")) continue;
      if (element === node)
        for (const name of ["aria-label", "title", "placeholder"]) texts.push(node.getAttribute(name) ?? "");
      else if (!element.closest("script, style, noscript, code, pre, .katex, [translate=no], [role=img]"))
        texts.push(node.data);
    }
  };
  read(document.body);
  return texts.map((text) => text.trim());
}"""


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


def walk(page, addresses, language, width):
    failed, found, english = [], [], []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.set_viewport_size({"width": width, "height": VIEWPORT["height"]})
    for name, address in addresses.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        wait_until_drawn(page, name)
        expect(page.locator("html")).to_have_attribute("lang", language)
        if language == "zh":
            english += [(name, text) for text in page.evaluate(READ_TEXTS) if is_english(text)]
        found += judge(page, name, {"rules": RULES})
        put_the_light_out(page)
        found += judge(page, name, {"rules": RULES})
    problems = [*found, *english, *failed]
    assert not problems, "\n".join(map(str, problems))


def put_the_light_out(page):
    """The dark theme; the components hear of it a moment after the page."""
    light = page.evaluate(READ_BACKGROUNDS)
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    page.wait_for_function(f"(light) => ({READ_BACKGROUNDS})().every((one) => !light.includes(one))", arg=light)


def wait_until_drawn(page, name):
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("[data-test-script-state=notRunning]").wait_for()
    page.wait_for_load_state("networkidle")
    for part in AT_WORK.get(name, []):
        page.locator(part).first.wait_for()


def is_english(text):
    return bool(WORD.search(text)) and not CHINESE.search(text) and not NAMES.match(text)


def judge(page, name, options):
    """What axe finds grave on the page: the rule, the element, and what it says of it."""
    return [
        (name, violation["id"], node["html"][:200], node["failureSummary"])
        for violation in Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
        for node in violation["nodes"]
        if violation["impact"] in GRAVE and not is_passed(violation["id"], node["html"])
    ]


def is_passed(rule, html):
    return any(rule == known and part in html for known, part, _why in PASSED)


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
