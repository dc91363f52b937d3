"""Text on pictures, in a font that has Chinese characters too: Noto Sans SC, which a package installs."""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

from core.i18n import _

PACKAGE, FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
NO_CHARACTER = "\U0010ffff"  # no font has it, so it is drawn as the box of a missing one
UNKNOWN = "?"
DOTS = "…"

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def find_font_file() -> Path | None:
    """The font file; None where the package is not installed."""
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]) / FILE if folders else None
    return path if path and path.is_file() else None


@lru_cache(maxsize=32)
def load_font(size: int) -> Font:
    """The font at `size` pixels; without the package Pillow's own, which has Latin letters alone."""
    path = find_font_file()
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


def forget_fonts() -> None:
    """Give back the memory of the fonts, 10 MB for the sizes of one card; opening one again takes a millisecond."""
    load_font.cache_clear()


def translate(text: str) -> str:
    """The text in the reader's language, or in English if the font cannot write that."""
    translated = _(text)
    return translated if all(map(_has_character, translated)) else text


def replace_unknown(text: str) -> str:
    """The text with a question mark for every character that the font does not have."""
    return "".join(character if _has_character(character) else UNKNOWN for character in text)


def shorten(text: str, size: int, width: int) -> str:
    """The text, cut where it is wider than `width` pixels at that size."""
    font = load_font(size)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + DOTS) > width:
        text = text[:-1]
    return text.rstrip() + DOTS


@lru_cache(maxsize=4096)
def _has_character(character: str) -> bool:
    return character.isspace() or _draw(character) != _draw(NO_CHARACTER)


def _draw(character: str) -> tuple[tuple[int, int], bytes]:
    mask = load_font(24).getmask(character)
    return mask.size, bytes(mask)
