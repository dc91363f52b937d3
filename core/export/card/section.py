"""What a card is made of, before it is Markdown or a page."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A sentence or several."""

    text: str


@dataclass(frozen=True)
class Table:
    """Headings, and rows of as many cells; the first cell of a row names it."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Code:
    """Lines to be copied as they are."""

    text: str


Part = Paragraph | Table | Code


@dataclass(frozen=True)
class Section:
    """A title and what stands below it."""

    title: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Card:
    """The whole of it in one language."""

    title: str
    sections: Sequence[Section]
