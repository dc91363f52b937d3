"""What the checks found on a dataset's screen: every remedy is pressed, does what it says, and is undone."""

import re

import pytest
from playwright.sync_api import expect

from core.data import datasets
from core.data.intake import adding
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NAME = "found"
CAT, DOG = "train/cat/near.jpg", "train/dog/conflict.jpg"
LEAKED = "train/cat/leak.jpg"
SUSPECT = "train/dog/cat0.png"


def spoil(folder):
    """Drawn cats and dogs in two splits, with near copies of three kinds and two cats among the dogs."""
    drawn = adding.add("sketches", "drawn for it", options={"count": 80, "size": 64})
    for label in ("cat", "dog"):
        for number, record in enumerate(drawn.list_pictures(label=label)[:36]):
            split = "test" if number >= 24 else "train"
            target = folder / split / ("dog" if label == "cat" and number < 2 else label) / f"{label}{number}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(drawn.find_path(record).read_bytes())
    datasets.remove(drawn.name)
    return folder


def add_near_copies(folder):
    from PIL import Image

    for source, target in (("train/cat/cat9.png", CAT), ("test/cat/cat30.png", LEAKED), ("train/cat/cat12.png", DOG)):
        Image.open(folder / source).resize((56, 56)).save(folder / target, quality=85)


@pytest.fixture(scope="module")
def spoiled(app, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_HOME", str(app.home))
        folder = spoil(tmp_path_factory.mktemp("photos"))
        add_near_copies(folder)
        adding.add(folder, NAME)


@pytest.fixture
def screen(app, spoiled, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))
    return f"{app.url}/datasets?dataset={NAME}"


def find(page, key):
    return page.locator(f".st-key-{re.sub('[^A-Za-z0-9_-]', '-', key)}").get_by_role("button")


def decisions():
    return {path: one.model_dump(exclude_none=True) for path, one in datasets.load(NAME).decisions.items()}


def press(page, key, expected):
    find(page, key).click()
    until(lambda: decisions() == expected)


def undo(page, section):
    button = find(page, f"{section}.undo")
    expect(button).to_be_visible()
    button.click()
    until(lambda: decisions() == {})


LEAVE_OUT, KEEP = {"kind": "leave_out"}, {"kind": "keep"}
# the pair, and for each button what is decided about which of the two
PAIRS = {
    "near duplicate": ((CAT, "train/cat/cat9.png"), [{0: LEAVE_OUT}, {1: LEAVE_OUT}, {0: KEEP, 1: KEEP}]),
    "in two splits": (
        (LEAKED, "test/cat/cat30.png"),
        [{0: LEAVE_OUT}, {1: LEAVE_OUT}, {1: {"kind": "move", "split": "train"}},
         {0: {"kind": "move", "split": "test"}}, {0: KEEP, 1: KEEP}],
    ),
    "under two labels": (
        (DOG, "train/cat/cat12.png"),
        [{0: LEAVE_OUT}, {1: LEAVE_OUT}, {1: {"kind": "relabel", "label": "dog"}},
         {0: {"kind": "relabel", "label": "cat"}}, {0: KEEP, 1: KEEP}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", PAIRS)
def test_each_remedy_of_a_pair_is_pressed_and_undone(screen, page, kind):
    pair, remedies = PAIRS[kind]
    page.goto(screen)
    for number, changes in enumerate(remedies):
        key = f"duplicates.{number}.{pair[0]}"
        expect(find(page, key)).to_be_visible()
        press(page, key, {pair[place]: change for place, change in changes.items()})
        if changes.keys() < {0, 1} and LEAVE_OUT not in changes.values():  # in one split, or of one class: still twice
            expect(find(page, f"duplicates.2.{pair[0]}")).to_have_text("Keep both")
        else:
            expect(find(page, key)).to_have_count(0)
        undo(page, "duplicates")


def test_each_remedy_of_a_suspect_label_is_pressed_and_undone(screen, page):
    page.goto(screen)
    find(page, "suspects.look").click()
    expect(find(page, f"suspects.relabel.{SUSPECT}")).to_be_visible(timeout=120_000)
    for kind, expected in (
        ("relabel", {"kind": "relabel", "label": "cat"}), ("leave_out", LEAVE_OUT), ("keep", KEEP)
    ):  # fmt: skip
        press(page, f"suspects.{kind}.{SUSPECT}", {SUSPECT: expected})
        press(page, f"suspects.undo.{SUSPECT}", {})
        expect(find(page, f"suspects.{kind}.{SUSPECT}")).to_be_visible()
