"""Where it is used: detections and sounds follow the controls and the address, in both languages."""

import pytest

from core.i18n import LANGUAGES
from core.inference.examples.panorama import look_everywhere
from tests.pages.app import open_page

PAGE = "pages/concepts/uses/page.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_found_is_counted(language):
    app = open_page(PAGE, language=language, picture="1", overlap="0.3")
    assert not app.exception
    seen = look_everywhere(1, 24)
    found = seen.find(0.9, 0.3)
    right = sum(one.is_right for one in found)
    said = next(one.value for one in app.caption if str(len(seen.boxes)) in one.value)
    assert all(str(number) in said for number in (right, len(seen.places), len(found) - right))


def test_a_sound_is_seen_and_heard():
    app = open_page(PAGE, kind="sound", window="256")
    assert not app.exception
    assert app.get("audio")
    assert "62.5" in app.latex[1].value


@pytest.mark.parametrize(("kind", "page"), [("text", "attention"), ("several", "predict")])
def test_the_other_kinds_lead_to_their_screens(kind, page):
    app = open_page(PAGE, kind=kind)
    assert page in [link.proto.page for link in app.get("page_link")]
