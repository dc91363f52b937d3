"""Every page opens in every language without an exception."""

from pathlib import Path

import pytest

from core.i18n import LANGUAGES
from pages.navigation import HOME, list_hosted_screens, list_screens
from tests.pages.app import open_page

ROOT = Path(__file__).parents[2]
NAMED = [HOME, *list_screens()]


def test_the_navigation_names_every_page():
    there = {str(path.relative_to(ROOT)) for path in (ROOT / "pages").rglob("page.py")}
    assert there == {*NAMED, *list_hosted_screens()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", NAMED)
def test_page_opens(page, language):
    app = open_page(page, language=language)
    assert not app.exception
    assert app.title
