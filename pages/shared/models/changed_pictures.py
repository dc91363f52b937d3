"""The pictures that two models call differently: which ones one of them gets right and the other does not.

In the address: `&changed=` which pictures.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.data.index import PART_NAMES, Part
from core.evaluation.comparison.changed import Change, Changes, find_changes, tabulate_changes
from core.evaluation.comparison.compare import format_p
from core.evaluation.evaluate import Predictions
from core.i18n import N_, _
from core.units import format_per_cent, format_whole_per_cent
from pages.shared import address
from pages.shared.charts.folded_table import folded_table
from pages.shared.pictures.paged_gallery import Shown, paged_gallery

SIDE = 180  # pixels: two answers stand below each picture


def show_changes(
    first: Predictions, second: Predictions, dataset: str, part: Part, letters: tuple[str, str], *, screen: str
) -> None:
    """How much one of them is better and by which test, then the pictures; `letters` name the models."""
    changes = find_changes(first, second)
    if not changes.shared:
        st.caption(_("They have no picture in common with the same label. Evaluate both again."))
        return
    st.caption(_explain(changes, part, letters))
    if groups := _list_groups(changes, letters):
        _show_group(groups, dataset, letters, screen)
        folded_table(lambda: pd.DataFrame(tabulate_changes(changes, letters)), label=N_("These pictures as a table"))


def _explain(changes: Changes, part: Part, letters: tuple[str, str]) -> str:
    """How much of the difference in accuracy there is, and by which test it was judged."""
    low, high = changes.interval
    text = _(
        "Accuracy of {second} minus that of {first}: {difference} points on {shared} {split} pictures, 95% interval "
        "{low} to {high}. McNemar's exact test for this pair alone: p {p}."
    )
    return text.format(
        shared=f"{changes.shared:,}",
        split=_(PART_NAMES[part]),
        first=letters[0],
        second=letters[1],
        difference=_format_points(changes.difference),
        low=_format_points(low),
        high=_format_points(high),
        p=format_p(changes.p),
    )


def _format_points(share: float) -> str:
    return f"{100 * share:+.1f}".replace("-", "−")


def _list_groups(changes: Changes, letters: tuple[str, str]) -> dict[str, tuple[str, Sequence[Change]]]:
    """By its name in the address the title and the pictures of every group that has some."""
    only = _("Only {name} is right ({count})")
    found = {
        "only_first": (only.format(name=letters[0], count=len(changes.only_first)), changes.only_first),
        "only_second": (only.format(name=letters[1], count=len(changes.only_second)), changes.only_second),
        "neither": (_("Wrong in two ways ({count})").format(count=len(changes.neither)), changes.neither),
    }
    return {name: group for name, group in found.items() if group[1]}


def _show_group(
    groups: Mapping[str, tuple[str, Sequence[Change]]], dataset: str, letters: tuple[str, str], screen: str
) -> None:
    titles = {name: title for name, (title, _changes) in groups.items()}
    chosen = address.switch(_("Which pictures"), titles, name="changed", screen=screen)
    shown = [_describe(change, letters) for change in groups[chosen][1]]
    paged_gallery(dataset, shown, key=f"{screen}.changed_pictures", label=_("Pictures they disagree on"), side=SIDE)


def _describe(change: Change, letters: tuple[str, str]) -> Shown:
    answers = ((change.first, change.first_probability), (change.second, change.second_probability))
    caption = " · ".join(
        f"{letter} {label} {format_whole_per_cent(share)}"
        for letter, (label, share) in zip(letters, answers, strict=True)
    )
    said = "; ".join(
        f"{letter}: {label} {format_per_cent(share)}" for letter, (label, share) in zip(letters, answers, strict=True)
    )
    return Shown(change.path, caption, _("{path}, label {label}. {answers}").format(
        path=change.path, label=change.true, answers=said))  # fmt: skip
