"""Reads gettext's .po files as translators write them, so that none has to be compiled.

Babel reads them too, but to import it takes longer than to print most lists of the command line.
"""

import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s+)?"(.*)"')
PLURAL_RULE = re.compile(r"plural=([^;]+);")
ESCAPED = re.compile(r"\\(.)")
SIGNS = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass
class PoEntry:
    """One text with its translations: one, or one for each plural form."""

    text: str = ""
    translations: dict[int, str] = field(default_factory=dict)
    fuzzy: bool = False


class Catalogue(gettext.NullTranslations):
    """Translations into one language, as gettext's own classes answer; a text without one stays as it is."""

    def __init__(self, texts: Mapping[str, Mapping[int, str]], plural_rule: str) -> None:
        super().__init__()
        self._texts = texts
        self._form = gettext.c2py(plural_rule)

    def gettext(self, message: str) -> str:
        return self._texts.get(message, {}).get(0, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        untranslated = msgid1 if n == 1 else msgid2
        return self._texts.get(msgid1, {}).get(self._form(n), untranslated)


def read_catalogue(paths: Iterable[Path]) -> Catalogue:
    """All translations of these files of one language; its rule for plurals stands in the header of each."""
    texts = {entry.text: entry.translations for path in paths for entry in read_entries(path)}
    rule = PLURAL_RULE.search(texts.pop("", {}).get(0, ""))
    return Catalogue(texts, rule[1] if rule else "n != 1")


def read_entries(path: Path) -> list[PoEntry]:
    """The entries that have been translated, the header among them with the text ""; fuzzy ones are left out."""
    entries: list[PoEntry] = []
    keyword, form, fuzzy = "", 0, False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#,"):
            fuzzy = "fuzzy" in line
        elif match := LINE.match(line):
            keyword, form = (match[1], int(match[2] or 0)) if match[1] else (keyword, form)
            if match[1] == "msgid":
                entries.append(PoEntry(fuzzy=fuzzy))
                fuzzy = False
            _extend(entries[-1], keyword, form, ESCAPED.sub(_sign, match[3]))
    return [entry for entry in entries if any(entry.translations.values()) and not entry.fuzzy]


def _extend(entry: PoEntry, keyword: str, form: int, part: str) -> None:
    """Add a line to what its keyword, or the last one before it, began."""
    if keyword == "msgid":
        entry.text += part
    elif keyword == "msgstr":
        entry.translations[form] = entry.translations.get(form, "") + part


def _sign(escaped: re.Match[str]) -> str:
    return SIGNS.get(escaped[1], escaped[1])
