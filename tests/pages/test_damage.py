"""Files that are there and cannot be read: every kind of them, however it is damaged, against every screen."""

import pytest

from tests.damage.home import open_home
from tests.damage.kinds import KINDS, damage_kind, damages_of
from tests.damage.screens import BESIDE_STILL, OF_HEADS, SCREENS, find_faults, find_trouble, show

IN_HASTE = {
    "dataset index", "state", "result", "events", "onnx",
}  # fmt: skip
ABSENT = {
    ("evaluation", "missing"),
    ("decisions", "missing"),
    ("decision rule", "missing"),
    ("label check", "missing"),
    ("map", "missing"),
    ("label effect", "missing"),
}  # is what was not made yet
HEADS = {"head", "head onnx", "backbone", "dataset"}


def _cases():
    """All of them; of the kinds that a screen reads one each, where there is no time for more."""
    for number, kind in enumerate(KINDS):
        hows = damages_of(kind)
        for place, how in enumerate(hows):
            if (kind.name, how) in ABSENT:
                continue
            quick = kind.name in IN_HASTE and place == number % len(hows)
            yield pytest.param(kind, how, marks=() if quick else (pytest.mark.slow,), id=f"{kind.name} {how}")


@pytest.fixture(scope="module")
def truth(whole_home, tmp_path_factory):
    """What every screen shows of an undamaged home."""
    with open_home(whole_home, tmp_path_factory.mktemp("truth") / "home"):
        return [(screen, show(*screen)) for screen in (*SCREENS, *OF_HEADS, *BESIDE_STILL)]


@pytest.mark.parametrize(("kind", "how"), list(_cases()))
def test_every_screen_shows_the_truth_or_says_what_is_wrong(damaged_home, truth, kind, how):
    names = damage_kind(kind, how, damaged_home)
    asked = [(screen, seen) for screen, seen in truth if screen not in OF_HEADS or kind.name in HEADS]
    screens, beside = asked[: -len(BESIDE_STILL)], asked[-len(BESIDE_STILL) :]
    faults = [fault for screen, seen in screens for fault in find_faults(screen, show(*screen), seen, names)]
    faults += [fault for screen, seen in beside for fault in find_trouble(screen, show(*screen), seen)]
    assert not faults, "\n".join(faults)
