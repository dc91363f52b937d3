"""A card as Markdown."""

import re
from collections.abc import Sequence

from core.export.card.section import Code, Paragraph, Part, Section, Table

_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")


def write_markdown(title: str, sections: Sequence[Section]) -> str:
    """The whole file; names are written so that none of their signs is taken for Markdown's."""
    body = "\n\n".join(f"## {section.title}\n\n" + "\n\n".join(map(_write_part, section.parts)) for section in sections)
    return f"# {_escape(title)}\n\n{body}\n"


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
