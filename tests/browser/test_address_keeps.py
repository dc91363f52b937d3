"""What the controls of a screen show is what its address says, however late answers come: a reload shows the same."""

import random
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError

from core.runs import folder
from pages.navigation import list_screens
from tests.browser.history import step_back, step_forward
from tests.browser.line import SlowLine
from tests.hand_made import hand_made_run
from tests.runs import copy_home

pytestmark = pytest.mark.browser
UNKEPT = {"instant"}  # what is collected there lies on the disk, and its fields are emptied
PATHS = {path.split("/")[-2]: path for path in list_screens()}
SCREENS = [name for name in PATHS if name not in UNKEPT]
LINKS = {  # what shows more than the bare screen
    **{name: f"{name}?run={{run}}" for name in ("predict", "explain", "inside", "export")},
    "evaluate": "evaluate?run={run}&dataset=digits&split=test",
    "datasets": "datasets?dataset=digits",
    "train": "train?dataset=digits&architecture=compact",
    "compare": "compare?runs={run},{other}",
}
SEEDS = 12  # sequences of each screen
QUICK = {("optimizers", 0), ("evaluate", 0), ("train", 0)}
CHANGES = 7  # at most
PATIENCE = 5000  # milliseconds that a list may take to open
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
  const working = !document.querySelector('[data-test-script-state=notRunning]')
    || document.querySelector('[data-testid=stSkeleton]');  // a part whose own script is still to come
  if (working || seen !== window.seenBefore) {{ window.seenBefore = seen; window.seenSince = performance.now(); }}
  return performance.now() - window.seenSince > {SETTLED};
}}"""
CONTROLS = {
    "slider": "[role=slider]",
    "choice": "[data-testid^=stBaseButton-segmented_control], [data-testid^=stBaseButton-pills]",
    "list": "[data-testid=stSelectbox] input",
    "tick": "[data-testid=stCheckbox] label",
    "number": "[data-testid=stNumberInput] input",
    "preset": "[data-testid=stBaseButton-secondary]:not([data-testid=stPopover] *)",
}


@pytest.fixture
def link(app, trained_home, monkeypatch):
    """The part of an address that opens a screen."""
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))
    name = next((trained_home / "runs").glob("*-digits-*")).name
    if not (app.home / "runs" / name).exists():
        copy_home(trained_home, app.home)

    def build(screen):
        other = hand_made_run("digits").run_id if screen == "compare" else ""
        return LINKS.get(screen, screen).format(run=folder.find(name).run_id, other=other)

    return build


def change(page, line, chance, presses):
    """One thing that a reader does, and what the line does meanwhile; buttons are pressed where they are presets."""
    kinds = [kind for kind in CONTROLS if presses or kind != "preset"]
    kind = chance.choice([*kinds, "hold", "hold", "release", "back"])
    if kind == "hold":
        line.is_held = True
    elif kind in ("release", "back"):
        line.release()
        if kind == "back" and page.evaluate("history.length") > 3:
            step_back(page)
            step_forward(page)
    else:
        operate(page, kind, chance)


def operate(page, kind, chance):
    """Change one of the visible controls of that kind, if there is one."""
    found = [one for one in page.locator(f"[data-testid=stMain] :is({CONTROLS[kind]})").all() if one.is_visible()]
    if found:
        with suppress(TimeoutError):  # what comes meanwhile may hide it, or draw a list anew as it opens
            ACTIONS.get(kind, press)(page, chance.choice(found), chance)


def press(_page, control, _chance):
    control.click(timeout=PATIENCE)


def slide(page, control, chance):
    control.focus(timeout=PATIENCE)
    page.keyboard.press(chance.choice(["ArrowLeft", "ArrowRight"]))


def choose(page, control, chance):
    control.click(timeout=PATIENCE)
    options = page.get_by_role("option")
    options.first.wait_for(timeout=PATIENCE)
    options.nth(chance.randrange(min(options.count(), 5))).click(timeout=PATIENCE)


def count(_page, control, chance):
    control.press(chance.choice(["ArrowUp", "ArrowDown"]), timeout=PATIENCE)
    control.press("Enter", timeout=PATIENCE)


ACTIONS = {"slider": slide, "list": choose, "number": count}


def wait_until_settled(page, line):
    """Before the title is there the page has not even asked for its script, which looks like rest too."""
    page.get_by_role("heading", level=1).wait_for()
    line.wait_for_answer()
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
        for seed in range(SEEDS)
    ],
)
def test_a_reload_shows_what_the_controls_showed(app_url, link, page, screen, seed):
    chance, line = random.Random(f"{screen} {seed}"), SlowLine(page)
    presses = "/concepts/" in PATHS[screen] or screen == "evaluate"
    page.goto(f"{app_url}/{link(screen)}")
    wait_until_settled(page, line)
    for _ in range(chance.randrange(2, CHANGES + 1)):
        change(page, line, chance, presses)
    line.release()
    wait_until_settled(page, line)
    shown = page.evaluate(READ)
    page.reload()
    wait_until_settled(page, line)
    wait_until_shown(page, shown)
    assert page.evaluate(READ) == shown
