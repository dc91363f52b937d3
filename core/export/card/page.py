"""A card as one HTML file that needs nothing else: every language in it, light and dark, no script."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from core.export.card.section import Card, Code, Part, Table
from core.i18n import LANGUAGES

STYLE = Path(__file__).with_name("page.css")


def write_page(cards: Mapping[str, Card], first: str) -> str:
    """The page with the card in each language, of which `first` is shown until another one is chosen."""
    style = STYLE.read_text(encoding="utf-8")
    switch = "".join(_write_choice(code, checked=code == first) for code in cards)
    articles = "".join(_write_card(code, card) for code, card in cards.items())
    return (
        f'<!doctype html>\n<html lang="{first}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(cards[first].title)}</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f'<div class="languages" role="radiogroup" aria-label="{" / ".join(LANGUAGES.values())}">{switch}</div>\n'
        f"{articles}</main>\n</body>\n</html>\n"
    )


def _write_choice(code: str, *, checked: bool) -> str:
    mark = " checked" if checked else ""
    name = escape(LANGUAGES[code])
    return f'<label lang="{code}"><input type="radio" name="language" id="language-{code}"{mark}> {name}</label>'


def _write_card(code: str, card: Card) -> str:
    body = "".join(
        f"<section>\n<h2>{escape(section.title)}</h2>\n{''.join(map(_write_part, section.parts))}</section>\n"
        for section in card.sections
    )
    return f'<article lang="{code}">\n<h1>{escape(card.title)}</h1>\n{body}</article>\n'


def _write_part(part: Part) -> str:
    if isinstance(part, Table):
        return _write_table(part)
    if isinstance(part, Code):
        return f'<pre tabindex="0"><code>{escape(part.text)}</code></pre>\n'
    return f"<p>{escape(part.text)}</p>\n"


def _write_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.headings)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(one)}</td>" for one in row[1:])}</tr>\n'
        for row in table.rows
    )
    whole = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>"
    return f'<div class="scroll" tabindex="0">{whole}</div>\n'
