"""Translation through gettext: `_("text")` now, `N_("text")` to mark a text that is translated when it is shown.

The catalogues are `core/locale/<language>/**/*.po`, grouped as the rooms are; they are read at the first text that is
translated. English, which the texts are written in, reads none.
Who shows text says which language with `follow`: the web app asks the session, the command line asks the environment.
"""

import gettext as _gettext
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from core.locale.po_files import read_catalogue

LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "中文"}
DEFAULT_LANGUAGE = "en"
LOCALE_DIR = Path(__file__).parent / "locale"

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_ask_language: Callable[[], str] = lambda: DEFAULT_LANGUAGE  # noqa: E731


def follow(ask_language: Callable[[], str]) -> None:
    """From now on translate into the language that `ask_language` returns at the moment of asking."""
    global _ask_language
    _ask_language = ask_language


def language() -> str:
    return _spoken.get() or _ask_language()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Translate into that language within the `with`, in this thread alone: for a file in every language."""
    before = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(before)


def nearest_language(tag: str | None) -> str:
    """Of the languages we have, the one nearest to a tag such as ``zh-CN`` or ``de_DE.UTF-8``."""
    code = (tag or "").replace("_", "-").split("-")[0].lower()
    return code if code in LANGUAGES else DEFAULT_LANGUAGE


@cache
def _translations(code: str) -> _gettext.NullTranslations:
    paths = sorted((LOCALE_DIR / code).rglob("*.po"))
    return read_catalogue(paths) if paths else _gettext.NullTranslations()


def _(text: str) -> str:
    """The text in the reader's language."""
    return translate(text, language())


def translate(text: str, code: str) -> str:
    """The text in the language of that code, whatever the reader's is."""
    return _translations(code).gettext(text) if text else text


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the text that goes with the number `n`, in the reader's language."""
    return _translations(language()).ngettext(singular, plural, n)


def sentences(*said: str) -> str:
    """Translated sentences as one paragraph; Chinese has no space between them."""
    return ("" if language() == "zh" else " ").join(said)


def listed(said: Iterable[str]) -> str:
    """Translated words or clauses one after the other, with the comma of the reader's language."""
    return ("，" if language() == "zh" else ", ").join(said)


_hide: Callable[[str], str] = lambda text: text  # noqa: E731


def hide_with(hide: Callable[[str], str]) -> None:
    """From now on have `hide` take out of every message what its readers are not to see."""
    global _hide
    _hide = hide


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a text for translation and return it untouched."""
    return text


@dataclass(frozen=True)
class Message:
    """A sentence that is kept in English with its values, and put into the reader's language when it is shown."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return _hide(_(self.text).format(**{name: _revive(value) for name, value in self.values.items()}))


def _revive(value: Any) -> Any:
    """A sentence within a sentence, of which a file keeps its parts; any other value as it is."""
    is_sentence = isinstance(value, Mapping) and value.keys() == {"text", "values"}
    return Message(value["text"], value["values"]) if is_sentence else value
