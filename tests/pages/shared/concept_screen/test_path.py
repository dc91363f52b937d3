"""Each concept screen ends with where to go next; the links lead through all of them to a first classifier."""

import pytest

from core.i18n import LANGUAGES
from pages.shared.concept_screen.path import PATH
from tests.pages.app import open_page


def list_links(app):
    assert not app.exception
    return [link.proto for link in app.get("page_link")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_following_the_links_leads_through_the_concepts_in_their_order(language):
    app = open_page(PATH[0].page, language=language)
    titles = []
    for stop in PATH[1:]:
        links = [link for link in list_links(app) if link.page == stop.page.split("/")[-2]]
        assert len(links) == 1
        titles.append(links[0].label)
        app = app.switch_page(stop.page).run()
    assert len(set(titles)) == len(PATH) - 1
