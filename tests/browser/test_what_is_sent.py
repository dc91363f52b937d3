"""What the Train button starts is what the reader saw when pressing it, however late the answers come."""

import json
import random
import re
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from playwright.sync_api import TimeoutError

from core.data.intake import adding
from core.runs import folder as runs
from core.specs.training_spec import TrainingSpec
from tests import jobs
from tests.browser.history import step_back, step_forward
from tests.browser.line import SlowLine
from tests.browser.running_app import running_app

pytestmark = pytest.mark.browser
DATASETS = ("tiny", "small", "sketches")
ARCHITECTURES = ("efficientnet_lite2", "compact", "article")  # as they are listed; the head of the first has no epochs
NUMBERS = {"epochs": "Epochs", "batch_size": "Batch size", "learning_rate": "Learning rate"}
SOME = {"epochs": range(1, 99), "batch_size": range(1, 64), "learning_rate": (0.3, 0.05, 0.004, 0.0007)}
CHANGES = 6  # at most, before a press
FAST = (0, 44, 143, 190)  # 44 once ended in an error, the last two trained another architecture; the others are slow
TRIES, PATIENCE = 3, 5000  # until a list stays open, and the milliseconds that each may take
WARNING = "while you pressed"
KINDS = ("dataset", "architecture", "hold", "hold", "hold", "release", "reload", "back", "link", "elsewhere")
RADIO = "[data-testid=stRadio] [data-testid=stRadioOption]"
READ = """() => ({
  dataset: document.querySelector('input[aria-label="Dataset"]').value,
  architecture: [...document.querySelectorAll('[data-testid=stRadioOption]')].findIndex(
    (option) => option.matches('[data-selected]')),
  ...Object.fromEntries(Object.entries(NUMBERS).flatMap(([name, label]) => {
    const field = document.querySelector(`input[aria-label="${label}"]`);
    return field ? [[name, Number(field.value)]] : [];
  })),
})""".replace("NUMBERS", json.dumps(NUMBERS))
NOTE_PRESS = f"addEventListener('pointerdown', () => {{ window.pressed = ({READ})(); }}, true)"


@pytest.fixture(scope="module")
def full_app(tmp_path_factory):
    """An app whose one place is taken, so that what is started waits and costs nothing."""
    home = tmp_path_factory.mktemp("sent") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_HOME", str(home))
        adding.add("sketches", "tiny", options={"count": 20, "size": 32})
        adding.add("sketches", "small", options={"count": 20, "size": 64})
        jobs.take_slot(runs.create(TrainingSpec(dataset="tiny")))
        with running_app(home) as app:
            yield app


def change(page, line, chance):
    """One thing that a reader does, and what the line does meanwhile."""
    kind = chance.choice([*KINDS, *NUMBERS])
    if kind == "dataset":
        choose_dataset(page, chance.choice(DATASETS))
    elif kind == "architecture":
        page.locator(RADIO).nth(chance.randrange(len(ARCHITECTURES))).click()
    elif kind in NUMBERS:
        type_number(page, NUMBERS[kind], chance.choice(SOME[kind]))
    elif kind == "hold":
        line.is_held = True
    else:
        line.release()
        if kind == "reload":
            page.reload()
        elif kind == "back":
            step_back(page)
            if "/train" not in page.url:
                step_forward(page)
        elif kind == "link":
            open_link(page, choose_link(chance))
        elif kind == "elsewhere":
            page.get_by_role("link", name="Activations", exact=True).click()
            page.wait_for_url("**/activations*")
            step_back(page)
        wait_until_drawn(page)


def choose_dataset(page, name):
    """A list that is drawn anew as it opens closes again, and a reader opens it once more."""
    option = page.get_by_role("option", name=name, exact=True)
    for _try in range(TRIES):
        page.get_by_label("Dataset", exact=True).click()
        with suppress(TimeoutError):
            option.click(timeout=PATIENCE)
            return
    raise AssertionError(f"the list of datasets did not open in {TRIES} tries")


def type_number(page, label, value):
    """Nothing where the form has no such field, as for a head alone; it may vanish under the reader's hands."""
    field = page.get_by_role("spinbutton", name=label)
    try:
        if field.count():
            field.fill(f"{value:g}", timeout=PATIENCE)
            field.press("Enter", timeout=PATIENCE)
    except TimeoutError:
        assert not field.count(), f"{label} cannot be typed into"


def choose_link(chance):
    """What a link to the form may say."""
    link = {"dataset": chance.choice(DATASETS), "architecture": chance.choice(ARCHITECTURES)}
    return link | {name: chance.choice(SOME[name]) for name in NUMBERS if chance.randrange(2)}


def open_link(page, link):
    page.goto(f"{page.url.split('/train')[0].rstrip('/')}/train?{urlencode(link)}")


def wait_until_drawn(page):
    """The whole form stands; on a busy machine its button comes before the fields beside it."""
    page.get_by_label("Dataset", exact=True).wait_for()
    page.locator("[data-testid=stRadioOption][data-selected]").wait_for()
    page.get_by_role("button", name="Train", exact=True).wait_for()


def press(page, line):
    """What the reader saw at the press, and the run that came of it; None if the reader was asked to look again."""
    page.get_by_role("button", name="Train", exact=True).click()
    seen = page.evaluate("pressed")
    line.release()
    page.wait_for_function(f"location.search.includes('run=') || document.body.innerText.includes('{WARNING}')")
    run = re.search(r"run=([\w-]+)", page.url)
    seen["architecture"] = ARCHITECTURES[seen["architecture"]]
    return seen, runs.find(run[1]) if run else None


@pytest.mark.parametrize("seed", [pytest.param(n, marks=() if n in FAST else pytest.mark.slow) for n in range(200)])
def test_a_run_is_what_was_on_the_screen_when_the_button_was_pressed(full_app, page, seed, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOME", str(full_app.home))
    chance = random.Random(seed)
    line = SlowLine(page)
    page.add_init_script(NOTE_PRESS)
    page.goto(full_app.url)
    open_link(page, choose_link(chance))
    wait_until_drawn(page)
    for _ in range(chance.randrange(CHANGES + 1)):
        change(page, line, chance)
    seen, run = press(page, line)
    if run:
        spec = run.read_training_spec()
        assert {name: getattr(spec, name) for name in seen} == seen
