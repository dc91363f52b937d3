"""Where it is used: detections and sounds follow the controls and the address, in both languages."""

import pytest

from core.concepts.attention.characters import load
from core.concepts.attention.completion import Sampling, complete
from core.i18n import LANGUAGES
from core.inference.examples.panorama import look_everywhere
from tests.pages.app import as_read, open_page

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


def test_what_is_begun_is_gone_on_with_and_its_link_leads_to_attention():
    app = open_page(PAGE, kind="text", prompt="The loss", seed="3")
    assert not app.exception
    written = complete(load(), "The loss", Sampling(seed=3))
    assert any(written.text[8:].strip()[:12] in as_read(text) for text in app.markdown)
    assert any("prompt=The+loss" in str(link.proto) for link in app.get("page_link"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_presets_of_a_text_are_in_the_readers_language(language):
    app = open_page(PAGE, language=language)
    app.button(key="uses.preset5").click().run()
    assert not app.exception
    assert not app.warning
    assert ("France" in app.text_input(key="uses.prompt.typed").value) == (language == "en")


def test_a_sign_that_the_model_does_not_know_is_named():
    app = open_page(PAGE, kind="text")
    app.text_input(key="uses.prompt.typed").set_value("😀").run()
    assert "😀" in app.error[0].value


@pytest.mark.parametrize(("kind", "page"), [("text", "attention"), ("several", "predict")])
def test_the_other_kinds_lead_to_their_screens(kind, page):
    app = open_page(PAGE, kind=kind)
    assert page in [link.proto.page for link in app.get("page_link")]
