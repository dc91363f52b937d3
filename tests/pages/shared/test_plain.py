import pytest

from pages.shared.plain import escape_markdown


@pytest.mark.parametrize("text", ["cat", "猫 一", "", "two words"])
def test_plain_words_stay(text):
    assert escape_markdown(text) == text


@pytest.mark.parametrize("text", ["*a*", "_a_", "`a`", "$x$", ":red[a]", "[a](b)", "<b>", "a.b", "~~a~~", "a\\b"])
def test_every_sign_that_markdown_knows_is_escaped(text):
    escaped = escape_markdown(text)
    assert escaped != text
    signs = [sign for sign in text if not sign.isalnum()]
    assert all(f"\\{sign}" in escaped for sign in signs)
