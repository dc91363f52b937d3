"""Class names that are alike: other capitals, spaces at their ends, the same letters in another Unicode form."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from core.data.index import Record
from core.data.intake.layout.found import FoundFiles, Kind
from core.data.intake.layout.problems import build_problem
from core.i18n import N_
from core.units import join_names, sort_names

JOINED = N_("{names} are written in several ways and are one class here, {file}.")
CAPITALS = N_("{names} differ only in capitals or spaces and are classes of their own. Join them with --join-capitals.")
FORMS = N_(
    "{names} look the same and are written in different Unicode forms, so they are classes of their own. Rename one "
    "of the folders."
)
COPY = N_("{file} is named like a copy of {other} and is a class of its own. Remove the folder, or rename it.")
_COPIED = re.compile(
    r"(?P<other>.+?)(( - |[ _])(copy|kopie|copie|copia|副本|コピー)( ?\(?\d+\)?)?|( -)? ?\(\d+\))", re.IGNORECASE
)


def settle(found: FoundFiles, *, joined: bool) -> tuple[FoundFiles, list[Record]]:
    """The files with the labels that they have in the end, and what is said of labels that are alike.

    Labels of validation and test that train writes with other capitals are those of train. Within a split, labels that
    differ in capitals or spaces are one class only if they are `joined`. Unicode forms are never joined.
    """
    targets = _join_within(found.kinds) if joined else _join_across(found.kinds)
    settled = found.relabel(targets)
    return settled, [*_report_joined(targets), *_report_alike(settled.kinds)]


def _fold(label: str) -> str:
    return " ".join(label.casefold().split())


def _group(labels: Iterable[str]) -> list[list[str]]:
    groups = defaultdict[str, list[str]](list)
    for label in sorted(set(labels)):
        groups[_fold(label)].append(label)
    return list(groups.values())


def _join_within(kinds: Sequence[Kind]) -> Mapping[str, str]:
    groups = _group(kind.label for kind in kinds)
    return {label: min(group, key=lambda one: (one != one.strip(), one.lower() != one)).strip()
            for group in groups if len(group) > 1 for label in group}  # fmt: skip


def _join_across(kinds: Sequence[Kind]) -> Mapping[str, str]:
    taught = {kind.label for kind in kinds if kind.split in ("train", None)}
    targets: dict[str, str] = {}
    for group in _group(kind.label for kind in kinds):
        known = [label for label in group if label in taught]
        if len(known) == 1:
            targets |= {label: known[0] for label in group if label != known[0]}
    return targets


def _report_joined(targets: Mapping[str, str]) -> list[Record]:
    groups = defaultdict[str, set[str]](set)
    for label, target in targets.items():
        groups[target] |= {label, target}
    return [build_problem(target, "name", JOINED, names=_quote(group)) for target, group in groups.items()]


def _report_alike(kinds: Sequence[Kind]) -> list[Record]:
    labels = sort_names({kind.label for kind in kinds})
    reported = [
        build_problem(group[0], "name", CAPITALS, names=_quote(group)) for group in _group(labels) if len(group) > 1
    ]
    forms = defaultdict[str, list[str]](list)
    for label in labels:
        forms[unicodedata.normalize("NFC", label)].append(label)
    alike = [group for group in forms.values() if len(group) > 1]
    reported += [build_problem(group[0], "name", FORMS, names=_quote(group)) for group in alike]
    return reported + [build_problem(copy, "name", COPY, other=other) for copy, other in _find_copies(labels)]


def _find_copies(labels: Sequence[str]) -> list[tuple[str, str]]:
    """Labels that are another one with what systems add to the name of a copy."""
    matches = ((label, match["other"]) for label in labels if (match := _COPIED.fullmatch(label)))
    return [(label, other) for label, other in matches if other in labels]


def _quote(labels: Sequence[str] | set[str]) -> str:
    """The names with signs around them, so that a space at an end is seen."""
    return join_names(f"“{label}”" for label in sorted(labels))
