"""Every test has a GLASSBOX_HOME of its own; the real photos are there or the test says that they are not."""

from pathlib import Path

import pytest
from hypothesis import settings

from core import i18n
from core.jobs.launchers import priority

settings.register_profile("any machine", deadline=None)  # speed is claimed by benchmarks, and a machine may be busy
settings.load_profile("any machine")

pytest_plugins = ["tests.mirror", "tests.runs", "tests.workers", "tests.damage.home"]
PHOTOS = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("GLASSBOX_HOME", str(folder))
    monkeypatch.setenv(priority.VARIABLE, "0")  # a test waits for its workers, on a machine that is busy with others
    return folder


@pytest.fixture(autouse=True)
def spoken(monkeypatch):
    """English for every test, whatever a page that was opened before it asks for."""
    monkeypatch.setattr(i18n, "_ask_language", lambda: i18n.DEFAULT_LANGUAGE)


@pytest.fixture
def cats_vs_dogs():
    return _photos("cats-vs-dogs")


@pytest.fixture
def clothing10():
    return _photos("clothing10")


def _photos(name):
    folder = PHOTOS / name
    if not folder.is_dir():
        pytest.skip(f"the real photos are not here ({name})")
    return folder
