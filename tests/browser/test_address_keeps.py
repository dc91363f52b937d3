"""What the controls of a screen show is what its address says, however late answers come: a reload shows the same."""

import random
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError

from core.runs import folder
from tests.browser.line import SlowLine
from tests.runs import copy_home

pytestmark = pytest.mark.browser
SCREENS = ("activations", "losses", "learning", "optimizers", "backprop", "transfer", "article", "evaluate")
QUICK = {("optimizers", 0), ("evaluate", 0)}
CHANGES = 7  # at most
SETTLED = 1500  # milliseconds without a change, and without a script at work
READ = """() => {
  const all = (selector, read) => [...document.querySelectorAll(`[data-testid=stMain] ${selector}`)].map(read);
  return {
    sliders: all('[role=slider]', (node) => node.getAttribute('aria-valuenow')),
    chosen: all('[data-testid^=stBaseButton-segmented_control], [data-testid^=stBaseButton-pills]',
      (node) => `${node.innerText} ${node.getAttribute('data-testid').endsWith('Active')}`),
    lists: all('[data-testid=stSelectbox] input', (node) => node.value),
    numbers: all('[data-testid=stNumberInput] input', (node) => node.value),
    ticks: all('[data-testid=stCheckbox] input', (node) => node.checked),
  };
}"""
IS_SETTLED = f"""() => {{
  const seen = JSON.stringify(({READ})()) + location.search;
  const working = document.querySelector('[data-test-script-state=running]') !== null;
  if (working || seen !== window.seenBefore) {{ window.seenBefore = seen; window.seenSince = performance.now(); }}
  return performance.now() - window.seenSince > {SETTLED};
}}"""
CONTROLS = {
    "slider": "[role=slider]",
    "choice": "[data-testid^=stBaseButton-segmented_control], [data-testid^=stBaseButton-pills]",
    "list": "[data-testid=stSelectbox] input",
    "tick": "[data-testid=stCheckbox] label",
    "preset": "[data-testid=stBaseButton-secondary]:not([data-testid=stPopover] *)",
}


@pytest.fixture
def link(app, trained_home, monkeypatch):
    """The part of an address that opens a screen."""
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))
    name = next((trained_home / "runs").glob("*-digits-*")).name
    if not (app.home / "runs" / name).exists():
        copy_home(trained_home, app.home)
    run = folder.find(name)
    return lambda screen: f"evaluate?run={run.run_id}&dataset=digits&split=test" if screen == "evaluate" else screen


def change(page, line, chance):
    """One thing that a reader does, and what the line does meanwhile."""
    kind = chance.choice([*CONTROLS, "hold", "hold", "release", "back"])
    if kind == "hold":
        line.is_held = True
    elif kind in ("release", "back"):
        line.release()
        if kind == "back" and page.evaluate("history.length") > 3:
            page.go_back()
            page.go_forward()
    else:
        operate(page, kind, chance)


def operate(page, kind, chance):
    """Change one of the visible controls of that kind, if there is one."""
    found = [one for one in page.locator(f"[data-testid=stMain] :is({CONTROLS[kind]})").all() if one.is_visible()]
    if not found:
        return
    control = chance.choice(found)
    if kind == "slider":
        control.focus()
        page.keyboard.press(chance.choice(["ArrowLeft", "ArrowRight"]))
    elif kind == "list":
        control.click()
        options = page.get_by_role("option")
        options.first.wait_for()
        options.nth(chance.randrange(min(options.count(), 5))).click()
    else:
        control.click()


def wait_until_settled(page):
    page.wait_for_function(IS_SETTLED, timeout=60_000)


def wait_until_shown(page, shown):
    """A busy machine rests between two parts of a page, which looks as if all of it were there."""
    with suppress(TimeoutError):
        page.wait_for_function(f"(shown) => JSON.stringify(({READ})()) === JSON.stringify(shown)", arg=shown)


@pytest.mark.parametrize(
    ("screen", "seed"),
    [
        pytest.param(screen, seed, marks=() if (screen, seed) in QUICK else pytest.mark.slow)
        for screen in SCREENS
        for seed in range(25)
    ],
)
def test_a_reload_shows_what_the_controls_showed(app_url, link, page, screen, seed):
    chance, line = random.Random(f"{screen} {seed}"), SlowLine(page)
    page.goto(f"{app_url}/{link(screen)}")
    wait_until_settled(page)
    for _ in range(chance.randrange(2, CHANGES + 1)):
        change(page, line, chance)
    line.release()
    wait_until_settled(page)
    shown = page.evaluate(READ)
    page.reload()
    wait_until_settled(page)
    wait_until_shown(page, shown)
    assert page.evaluate(READ) == shown
