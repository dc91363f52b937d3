"""Nobody sees a byte of another owner's, on any page, in one process whose caches all owners share."""

import re
from pathlib import Path

import pytest

from core import workspace
from tests.pages.app import open_page
from tests.pages.owners import RUN, Owner, touched_paths
from tests.pages.test_every_page import NAMED

PAGES = Path(__file__).parents[2] / "pages"
ASKED = [
    *((page, {}) for page in NAMED),
    ("pages/training/datasets/page.py", {"dataset": "pets"}),
    ("pages/training/train/page.py", {"dataset": "pets"}),
    ("pages/training/train/page.py", {"run": RUN}),
    ("pages/training/compare/page.py", {"runs": RUN}),
    ("pages/inference/predict/page.py", {"run": RUN}),
    ("pages/inference/evaluate/page.py", {"run": RUN, "dataset": "pets"}),
]


@pytest.fixture(scope="module")
def owners(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    both = Owner(site, "annsmark"), Owner(site, "bensmark")
    for owner in both:
        owner.settle(tmp_path_factory.mktemp("source") / owner.mark)
    return both


@pytest.fixture
def sign_in(monkeypatch):
    return lambda owner: monkeypatch.setattr(workspace, "_ask", lambda: owner.workspace)


def shown(app):
    """All that is sent to the browser."""
    return "\n".join([str(app.query_params), *(str(getattr(element, "proto", "")) for element in app._tree)])


@pytest.mark.parametrize(("page", "query"), ASKED, ids=lambda value: str(value))
def test_each_sees_their_own_and_nothing_of_the_other(owners, sign_in, page, query):
    for one, other in (owners, owners[::-1], owners):
        sign_in(one)
        with touched_paths() as touched:
            app = open_page(page, **query)
        assert not app.exception
        assert other.mark not in shown(app)
        assert not [path for path in touched if other.mark in path and not _is_of_the_queue(path)]
        if query:
            assert one.mark in shown(app) or any(one.mark in path for path in touched)


def _is_of_the_queue(path):
    """Whoever starts a job looks whether those at work are alive: the queue is everybody's, and shows nothing."""
    return Path(path).name in ("job.json", "launched.json", "state.json") and "jobs" in Path(path).parts


def test_the_marks_are_there_to_be_found(owners, sign_in):
    sign_in(owners[0])
    assert owners[0].mark in shown(open_page("pages/inference/evaluate/page.py", run=RUN, dataset="pets"))


def test_no_page_keeps_anything_in_a_cache_without_an_owner():
    raw = re.compile(r"@st\.cache_|\bst\.cache_(data|resource)\(|lru_cache|functools import .*\bcache\b")
    # Five keep what is the server's own: its page, its screens, its names and its settings. Concepts keep mathematics,
    # which is of nobody, by its numbers; what Streamlit keeps for them has an owner all the same.
    allowed = {"shared/caches.py", "shared/visitor.py", "server/frontend.py", "server/hosts.py", "navigation.py"}
    found = {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*.py") if raw.search(path.read_text())}
    assert {name for name in found if not name.startswith("concepts/")} == allowed
    of_streamlit = re.compile(r"st\.cache_(data|resource)")
    assert not [name for name in found - allowed if of_streamlit.search((PAGES / name).read_text())]
