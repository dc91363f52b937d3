"""docs/coverage.md against the navigation: every topic of the article has screens, every concept screen a topic."""

import re
from pathlib import Path

from pages.navigation import list_screens
from pages.shared.concept_screen.path import CONCEPTS

COVERAGE = Path(__file__).parents[2] / "docs" / "coverage.md"
ROW = re.compile(r"^\| (A\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def read_rows():
    return {
        topic: re.findall(r"`(\w+)`", screens) for topic, _title, screens in ROW.findall(COVERAGE.read_text("utf-8"))
    }


def test_every_topic_has_screens_that_exist():
    rows, addresses = read_rows(), {Path(page).parent.name for page in list_screens()}
    assert list(rows) == [f"A{number}" for number in range(1, 19)]
    assert all(rows.values())
    assert {screen for screens in rows.values() for screen in screens} <= addresses


def test_every_concept_screen_has_a_topic():
    assert {stop.address for stop in CONCEPTS} <= {screen for screens in read_rows().values() for screen in screens}
