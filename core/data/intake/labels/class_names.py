"""The names of classes that are numbers, where a file beside the pictures has them: `classes.txt`, `label_map.json`.

They are used only where the file has a name for each number, and what was read is told.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.data.index import Record
from core.data.intake.layout.found import FoundFiles
from core.data.intake.layout.problems import build_problem
from core.data.intake.layout.tree import Folder
from core.i18n import N_
from core.units import join_names

NAMED = N_("The classes are numbers, and {file} has their names: {names}. Delete that file to keep the numbers.")
MOST_BYTES = 1_000_000
_TOLD = re.compile(r"class|label|categor|name|synset", re.IGNORECASE)
_ENDINGS = {".txt", ".names", ".json"}
_NUMBERED = re.compile(r"(?P<number>\d+)\s*[\s:,;=]\s*(?P<name>\S.*)")

Names = Mapping[str, str]  # by the number as it stands in the dataset


def name_classes(found: FoundFiles, root: Path) -> tuple[FoundFiles, list[Record]]:
    """The files with names in place of numbers as their labels, and what is said of that."""
    labels = sorted({kind.label for kind in found.kinds}, key=lambda label: (len(label), label))
    if len(labels) < 2 or not all(label.isascii() and label.isdigit() for label in labels):
        return found, []
    for path in _list_candidates(root):
        if (names := _match(_read(path), labels)) and any(names[label] != label for label in labels):
            said = join_names(f"{label} {names[label]}" for label in labels)
            file = path.relative_to(root).as_posix()
            return found.relabel(names), [build_problem(file, "layout", NAMED, names=said)]
    return found, []


def _list_candidates(root: Path) -> list[Path]:
    top = Folder(root)
    near = [*top.files, *(file for folder in top.folders for file in folder.files)]
    return [path for path in near if path.suffix.lower() in _ENDINGS and _TOLD.search(path.stem)]


def _read(path: Path) -> Any:
    """What the file holds; None if it is no text."""
    try:
        text = path.read_text("utf-8-sig") if path.stat().st_size <= MOST_BYTES else ""
        return json.loads(text) if path.suffix.lower() == ".json" else _parse_lines(text)
    except (OSError, ValueError, RecursionError):
        return None


def _parse_lines(text: str) -> list[str] | dict[str, str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    numbered = [match for line in lines if (match := _NUMBERED.fullmatch(line))]
    return {match["number"]: match["name"] for match in numbered} if len(numbered) == len(lines) else lines


def _match(content: Any, labels: Sequence[str]) -> Names | None:
    """A name for each label; None if the file has not exactly that."""
    if isinstance(content, Mapping):
        names = {_trim(key): value for key, value in content.items()}
        if not all(isinstance(name, str) for name in names.values()):
            names = {_trim(value): key for key, value in content.items() if type(value) is int}
    else:
        names = _number(content, [int(label) for label in labels])
    chosen = {label: names.get(_trim(label)) for label in labels}
    different = {name.strip() for name in chosen.values() if isinstance(name, str) and name.strip()}
    return {label: str(name).strip() for label, name in chosen.items()} if len(different) == len(labels) else None


def _number(lines: Any, numbers: Sequence[int]) -> dict[str, Any]:
    """The lines of a list by their numbers, which begin at 0 or 1 and end with the last line."""
    if not isinstance(lines, list) or len(lines) != len(numbers) or max(numbers) - min(numbers) + 1 != len(lines):
        return {}
    return {str(number): line for number, line in zip(sorted(numbers), lines, strict=True)} if min(numbers) < 2 else {}


def _trim(number: Any) -> str:
    """01 and 1 are one number."""
    return str(number).strip().lstrip("0") or "0"
