"""Each concept screen ends with where to go next; the links lead through all of them to a first classifier."""

import pytest

from core.i18n import LANGUAGES
from pages.shared.concept_screen.path import PATH
from tests.pages.app import open_page


def link_at_the_end(app):
    assert not app.exception
    return app.get("page_link")[-1].proto


@pytest.mark.parametrize("language", LANGUAGES)
def test_following_the_links_leads_through_the_concepts_in_their_order(language):
    app = open_page(PATH[0].page, language=language)
    titles = []
    for stop in PATH[1:]:
        titles.append(link_at_the_end(app).label)
        assert link_at_the_end(app).page == stop.page.split("/")[-2]
        app = app.switch_page(stop.page).run()
    assert len(set(titles)) == len(PATH) - 1
