"""Whether pages are for everyone: axe in both themes, keys reach all, no failed request, no English in Chinese."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.chromium import VIEWPORT

GRAVE = {"serious", "critical"}
WIDE, NARROW = VIEWPORT["width"], 378  # pixels of a desk and of a phone
# What is let pass: axe's rule, a part of the element's HTML, and why. Of what Streamlit draws, nothing has to be.
PASSED = [("label-content-name-mismatch", '<g class="part ', "says its number after its name; the picture, before")]
# What is there when the script of a page's component has begun, which names its buttons.
AT_WORK = {"optimizers": ["[data-part=play][aria-label]"]}
RULES = {"label-content-name-mismatch": {"enabled": True}}  # experimental, so axe leaves it out by itself

NAMES = re.compile(
    r"English|Glassbox|([↓•] )?(CSV|PNG|SVG)|Markdown|HTML|"
    r"cat|dog|drawings|EfficientNet-Lite\d|(conv|pool|dense)_\d+|flatten|dense|dropout"
    r"|Linear|Sigmoid|SimpleRNN|LSTM|tanh|(Leaky )?ReLU|GELU|SiLU|Softmax"
    r"|RMSProp|Adam|AdamW|[Ll]ogit|train|val|test|L[12]|Huber|sin 2x"
    r"|GAN|GPT|BERT|CLIP|DQN|word2vec|(Alex|Le|Res|Image)Net|Alpha(Go|Fold)|InstructGPT|Transformer|NVIDIA"
    r"|(· )?[A-Z]\. |(Neural Networks and )?Deep Learning"  # who wrote it and where, and titles of books
    r"|Grad-CAM|SmoothGrad|ONNX|Keras|LiteRT|SavedModel"
    r"|UTC|ann of the test|Tell them apart"  # the hour of the world, and what a person of the tests has typed
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


ALSO_A_CONTROL = {("learning", "<circle")}  # the points of the plane: the field “Marked point” chooses one as well
# What of our components a pointer can press and no key can reach: neither it nor what it lies in takes the focus.
READ_OUT_OF_REACH = """() => {
  const FOCUS = "button, a[href], input, select, textarea, summary, label, [tabindex]";
  const found = [];
  const look = (root, reached) => {
    for (const node of root.children) {
      const here = reached || node.matches(FOCUS);
      if (!here && !node.querySelector(FOCUS) && getComputedStyle(node).cursor === "pointer") {
        found.push(node.outerHTML.slice(0, 200));
        continue;
      }
      look(node, here);
      if (node.shadowRoot) look(node.shadowRoot, here);
    }
  };
  for (const component of document.querySelectorAll("[data-testid^=stBidiComponent]")) {
    look(component, false);
    if (component.shadowRoot) look(component.shadowRoot, false);
  }
  return found;
}"""
LEFT = "net::ERR_ABORTED"  # of a picture that was still on its way as the page was left


def walk(page, addresses, language, width):
    failed, found, english = [], [], []
    page.on("response", lambda one: failed.append(f"{one.status} {one.url}") if one.status >= 400 else None)
    page.on("requestfailed", lambda one: failed.append(f"{one.failure} {one.url}") if one.failure != LEFT else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": VIEWPORT["height"]})
    for name, address in addresses.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        wait_until_drawn(page, name)
        expect(page.locator("html")).to_have_attribute("lang", language)
        if language == "zh":
            english += [(name, text) for text in page.evaluate(READ_TEXTS) if is_english(text)]
        found += [
            (name, "out of reach of keys", html)
            for html in page.evaluate(READ_OUT_OF_REACH)
            if (name, html.split(" ")[0]) not in ALSO_A_CONTROL
        ]
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
