"""Text on cards is Chinese where the font can write it, and never a box."""

import pytest

from core import i18n
from core.cards import writing
from core.cards.writing import find_font_file, load_font, replace_unknown, shorten, translate


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setattr(i18n, "_ask_language", lambda: "zh")


@pytest.fixture
def without_font(monkeypatch):
    def forget():
        for known in (load_font, writing._has_character):
            known.cache_clear()

    monkeypatch.setattr(writing, "find_font_file", lambda: None)
    forget()
    yield
    forget()


def test_the_font_comes_with_the_program_and_writes_chinese(chinese):
    assert find_font_file()
    assert translate("Right answers") == "答对的"
    assert replace_unknown("猫 cat é 98.8%") == "猫 cat é 98.8%"


def test_without_the_font_the_text_is_english_and_a_chinese_label_has_no_boxes(chinese, without_font):
    assert translate("Right answers") == "Right answers"
    assert replace_unknown("猫 cat") == "? cat"


def test_what_is_too_wide_is_cut():
    cut = shorten("a long name of a dataset", 20, 100)
    assert cut.endswith("…")
    assert load_font(20).getlength(cut) <= 100
    assert shorten("short", 20, 100) == "short"
