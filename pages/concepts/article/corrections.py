"""A table of corrections: what was printed, what is right, and why; on a narrow screen each row stands as a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from core.charts.style import BAD, GOOD

STYLE = f"""
<style>
.corrections {{ container-type: inline-size; }}
.corrections table {{ width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }}
.corrections th, .corrections td {{
  text-align: left; vertical-align: top; padding: 0.45rem 0.7rem 0.45rem 0; border: none;
  border-bottom: 1px solid color-mix(in srgb, currentColor 16%, transparent);
}}
.corrections thead th {{ font-size: 0.85em; font-weight: 600; opacity: 0.75; }}
.corrections tbody th {{ font-weight: 600; white-space: nowrap; }}
.corrections .printed::before {{ content: "✗\\00a0"; color: {BAD}; font-weight: 700; }}
.corrections .right::before {{ content: "✓\\00a0"; color: {GOOD}; font-weight: 700; }}
.corrections .why {{ min-width: 40%; }}
.corrections sub, .corrections sup {{ font-size: 0.7em; line-height: 0; }}
@container (max-width: 640px) {{
  .corrections thead {{ position: absolute; clip-path: inset(50%); }}
  .corrections tbody tr {{
    display: flex; flex-wrap: wrap; gap: 0 1.2rem; padding: 0.6rem 0;
    border-bottom: 1px solid color-mix(in srgb, currentColor 16%, transparent);
  }}
  .corrections th, .corrections td {{ border: none; padding: 0.1rem 0; }}
  .corrections tbody th, .corrections .why {{ flex-basis: 100%; }}
  .corrections td[data-label]::after {{ content: " " attr(data-label); font-size: 0.8em; opacity: 0.7; }}
}}
</style>
"""


@dataclass(frozen=True)
class Correction:
    """One row: what it is about (HTML, may be empty), what was printed (or nothing), each right form, and why."""

    about: str
    printed: str
    right: Sequence[str]
    why: str


def corrections(titles: Sequence[str], rows: Sequence[Correction]) -> None:
    """Show the rows under `titles`: one for each column, so as many as a row has cells."""
    head = "".join(f"<th scope='col'>{escape(title)}</th>" for title in titles)
    labels = titles[-1 - len(rows[0].right) : -1]
    body = "".join(_row(row, labels) for row in rows)
    st.html(f"{STYLE}<div class='corrections'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")


def _row(row: Correction, labels: Sequence[str]) -> str:
    about = f"<th scope='row'>{row.about}</th>" if row.about else ""
    printed = f"<td class='printed'>{escape(row.printed)}</td>" if row.printed else "<td>–</td>"
    label = [f" data-label='{escape(one)}'" if len(labels) > 1 else "" for one in labels]
    right = "".join(f"<td class='right'{name}>{escape(one)}</td>" for one, name in zip(row.right, label, strict=True))
    return f"<tr>{about}{printed}{right}<td class='why'>{escape(row.why)}</td></tr>"
