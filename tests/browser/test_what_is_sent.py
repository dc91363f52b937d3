"""What the Train button starts is what the reader saw when pressing it, however late the answers come."""

import random
import re
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

import pytest

from core.data.intake import adding
from core.runs import folder as runs
from core.specs.training_spec import TrainingSpec
from tests import jobs
from tests.browser.line import SlowLine
from tests.browser.running_app import running_app

pytestmark = pytest.mark.browser
DATASETS = ("tiny", "small", "sketches")
ARCHITECTURES = ("efficientnet_lite2", "compact", "article")  # as they are listed; the first one has no epochs
CHANGES = 6  # at most, before a press
WARNING = "while you pressed"
RADIO = "[data-testid=stRadio] [data-testid=stRadioOption]"
READ = """() => ({
  dataset: document.querySelector('input[aria-label="Dataset"]').value,
  architecture: [...document.querySelectorAll('[data-testid=stRadioOption]')].findIndex(
    (option) => option.matches('[data-selected]')),
  epochs: Number(document.querySelector('input[aria-label="Epochs"]').value),
})"""
NOTE_PRESS = f"addEventListener('pointerdown', () => {{ window.pressed = ({READ})(); }}, true)"


@dataclass(frozen=True)
class Seen:
    dataset: str
    architecture: str
    epochs: int


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
    kind = chance.choice(["dataset", "architecture", "epochs", "epochs", "hold", "hold", "release", "reload", "back"])
    if kind == "dataset":
        page.get_by_label("Dataset", exact=True).click()
        page.get_by_role("option", name=chance.choice(DATASETS), exact=True).click()
    elif kind == "architecture":
        page.locator(RADIO).nth(chance.randrange(1, len(ARCHITECTURES))).click()
    elif kind == "epochs":
        page.get_by_role("spinbutton", name="Epochs").fill(str(chance.randrange(1, 99)))
        page.get_by_role("spinbutton", name="Epochs").press("Enter")
    elif kind == "hold":
        line.is_held = True
    else:
        line.release()
        if kind == "reload":
            page.reload()
        elif kind == "back":
            page.go_back()
            if "/train" not in page.url:
                page.go_forward()
        wait_until_drawn(page)


def wait_until_drawn(page):
    """The whole form stands; on a busy machine its button comes before the fields beside it."""
    page.get_by_label("Dataset", exact=True).wait_for()
    page.get_by_role("spinbutton", name="Epochs").wait_for()
    page.get_by_role("button", name="Train", exact=True).wait_for()


def press(page, line):
    """What the reader saw at the press, and the run that came of it; None where it was asked to look again."""
    page.get_by_role("button", name="Train", exact=True).click()
    seen = page.evaluate("pressed")
    line.release()
    page.wait_for_function(f"location.search.includes('run=') || document.body.innerText.includes('{WARNING}')")
    run = re.search(r"run=([\w-]+)", page.url)
    seen["architecture"] = ARCHITECTURES[seen["architecture"]]
    return Seen(**seen), runs.find(run[1]) if run else None


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 200))])
def test_a_run_is_what_was_on_the_screen_when_the_button_was_pressed(full_app, page, seed, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOME", str(full_app.home))
    chance = random.Random(seed)
    line = SlowLine(page)
    page.add_init_script(NOTE_PRESS)
    link = Seen(chance.choice(DATASETS), chance.choice(ARCHITECTURES[1:]), chance.randrange(1, 99))
    page.goto(full_app.url)
    page.goto(f"{full_app.url}/train?{urlencode(asdict(link))}")
    wait_until_drawn(page)
    for _ in range(chance.randrange(CHANGES + 1)):
        change(page, line, chance)
    seen, run = press(page, line)
    if run:
        spec = run.read_training_spec()
        assert Seen(spec.dataset, spec.architecture, spec.epochs) == seen
