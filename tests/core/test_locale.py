"""Every text has its translation: nothing missing, nothing left over, every placeholder kept."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from core.i18n import LANGUAGES, LOCALE_DIR, listed, sentences

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
TRANSLATED = [code for code in LANGUAGES if code != "en"]


def texts_in_code():
    found = {}
    for folder in ("core", "pages"):
        for path, line, text, _comments, _context in extract_from_dir(
            ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            found.setdefault(text[0] if isinstance(text, tuple) else text, f"{folder}/{path}:{line}")
    return found


def messages(code):
    for path in sorted((LOCALE_DIR / code).rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id:
                    yield path.name, message


def key(message):
    return message.id[0] if isinstance(message.id, tuple) else message.id


def placeholders(text):
    return sorted(re.findall(r"\{(\w*)", text))


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_in_the_code_is_translated(code):
    known = {key(message) for _, message in messages(code) if message.string and not message.fuzzy}
    assert {text: where for text, where in texts_in_code().items() if text not in known} == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_translation_is_left_over_or_given_twice(code):
    seen = [key(message) for _, message in messages(code)]
    assert sorted(set(seen) - set(texts_in_code())) == []
    assert sorted({text for text in seen if seen.count(text) > 1}) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_keep_the_placeholders(code):
    for _, message in messages(code):
        translated = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in translated:
            assert placeholders(text) == placeholders(key(message)), text


@pytest.mark.parametrize(("language", "paragraph", "list_"), [("en", "One. Two.", "a, b"), ("zh", "One.Two.", "a，b")])
def test_sentences_and_lists_are_joined_as_the_language_joins_them(language, paragraph, list_, monkeypatch):
    monkeypatch.setattr("core.i18n._ask_language", lambda: language)
    assert sentences("One.", "Two.") == paragraph
    assert listed(["a", "b"]) == list_
