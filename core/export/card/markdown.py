"""A card as Markdown."""

import re

from core.export.card.section import Card, Code, Paragraph, Part, Table

_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")


def write_markdown(card: Card) -> str:
    """The whole file; names are written so that none of their signs is taken for Markdown's."""
    body = "\n\n".join(
        f"## {section.title}\n\n" + "\n\n".join(map(_write_part, section.parts)) for section in card.sections
    )
    return f"# {_escape(card.title)}\n\n{body}\n"


def _write_part(part: Part) -> str:
    if isinstance(part, Table):
        return _write_table(part)
    if isinstance(part, Code):
        return f"```\n{part.text}\n```"
    assert isinstance(part, Paragraph)
    return _escape(part.text)


def _write_table(table: Table) -> str:
    rows = [table.headings, ["---"] * len(table.headings)]
    lines = [" | ".join(rows[0]), " | ".join(rows[1]), *(" | ".join(map(_escape, row)) for row in table.rows)]
    return "\n".join(f"| {line} |" for line in lines)


def _escape(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
