import pytest

from core.i18n import Message
from pages.shared.plain import LONGEST, escape_markdown, quote_shortly


@pytest.mark.parametrize("text", ["cat", "猫 一", "", "two words"])
def test_plain_words_stay(text):
    assert escape_markdown(text) == text


@pytest.mark.parametrize("text", ["*a*", "_a_", "`a`", "$x$", ":red[a]", "[a](b)", "<b>", "a.b", "~~a~~", "a\\b"])
def test_every_sign_that_markdown_knows_is_escaped(text):
    escaped = escape_markdown(text)
    assert escaped != text
    signs = [sign for sign in text if not sign.isalnum()]
    assert all(f"\\{sign}" in escaped for sign in signs)


def test_of_a_long_text_the_beginning_is_quoted_and_numbers_stay():
    said = quote_shortly(Message("“{entry}” has {count} words.", {"entry": "word " * 1000, "count": 1000}))
    assert said == f"“{('word ' * 1000)[:LONGEST]} …” has 1000 words."
    assert quote_shortly(Message("“{entry}” is short.", {"entry": "a"})) == "“a” is short."
