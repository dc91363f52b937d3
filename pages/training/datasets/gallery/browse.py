"""All pictures of a dataset, page by page, filtered by class, split and finding; one of them large.

`class`, `split`, `finding`, `page` and `picture` in the address say what is shown. Only the pictures of one page are
opened. A filter draws this section anew and nothing else of the screen.
"""

from collections.abc import Sequence
from typing import cast

import streamlit as st

from core.charts.class_counts import SPLIT_NAMES
from core.curation.checks.problem_kinds import KINDS
from core.curation.findings_by_picture import ANY, DECIDED, Findings, filter_pictures
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Record, Split
from core.errors import InputError
from core.i18n import _
from pages.shared import address
from pages.shared.decisions.decision_buttons import undo_button
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.training.datasets.findings.known_problems import load_known
from pages.training.datasets.gallery.one_picture import one_picture

SCREEN = "browse"
ON_A_PAGE = 24
SIDE = 120  # pixels
FILTER = "browse.filter"  # in the session: the dataset and filter of the page that is shown
PAGES = "browse.pages"
ALL = "all"


def browse(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_("All pictures"))
    _section(dataset)


@st.fragment
def _section(dataset: Dataset) -> None:
    if datasets.load(dataset.name).manifest.revision != dataset.manifest.revision:
        st.rerun()  # a decision taken here changes the numbers of the whole screen
    findings = load_known(dataset).findings
    found = _filter(dataset, findings)
    if found:
        _show(dataset, findings, found)
    else:
        st.info(_("No picture is like that. Choose another class, split or finding."), icon=":material/search_off:")
    address.end()


def _filter(dataset: Dataset, findings: Findings) -> list[Record]:
    """The lists of what can be chosen, and the pictures that are as chosen."""
    everything = {ALL: _("All")}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        classes = everything | {f"={label}": label for label in dataset.classes}
        label = address.select(_("Class"), classes, name="class", screen=SCREEN)
        splits = everything | {split: _(name) for split, name in SPLIT_NAMES.items()}
        split = address.select(_("Split"), splits, name="split", screen=SCREEN)
        finding = address.select(
            _("Finding"), everything | _list_findings(dataset, findings), name="finding", screen=SCREEN
        )
        undo_button(dataset, section=SCREEN)
    _begin_anew((dataset.name, label, split, finding))
    return filter_pictures(
        dataset, findings,
        label=None if label == ALL else label[1:],
        split=None if split == ALL else cast(Split, split),
        finding=None if finding == ALL else finding,
    )  # fmt: skip


def _list_findings(dataset: Dataset, findings: Findings) -> dict[str, str]:
    options = {kind: f"{_title(kind)} ({count:,})" for kind, count in findings.counts.items()}
    if options:
        options = {ANY: _("Anything found ({n})").format(n=f"{len(findings.by_path):,}"), **options}
    if dataset.decisions:
        options[DECIDED] = _("Decided by hand ({n})").format(n=f"{len(dataset.decisions):,}")
    return options


def _title(kind: str) -> str:
    return _(KINDS[kind].title) if kind in KINDS else kind


def _begin_anew(chosen: tuple[str, ...]) -> None:
    """Another filter begins on its first page; a link that names a page is followed."""
    before = st.session_state.get(FILTER)
    st.session_state[FILTER] = chosen
    if before and before != chosen and before[0] == chosen[0]:
        address.put(page=None, picture=None)


def _show(dataset: Dataset, findings: Findings, found: Sequence[Record]) -> None:
    pages = -(-len(found) // ON_A_PAGE)
    page = _read_page(pages)
    first = (page - 1) * ON_A_PAGE
    shown = found[first : first + ON_A_PAGE]
    about = _("Pictures {first} to {last} of {n}")
    st.caption(about.format(n=f"{len(found):,}", first=f"{first + 1:,}", last=f"{first + len(shown):,}"))
    opened = st.query_params.get("picture")
    record = next((one for one in dataset.records if one.path == opened), None) if opened else None
    if record:
        one_picture(dataset, record, findings.by_path.get(record.path, ()), on_close=lambda: address.put(picture=None))
    gallery(
        [_make_tile(dataset, one, chosen=one.path == opened) for one in shown],
        key="browse.gallery", label=_("All pictures"), side=SIDE, on_pick=lambda path: address.put(picture=path),
    )  # fmt: skip
    if pages > 1:
        if st.session_state.get(PAGES, page) != page:
            st.session_state[PAGES] = page
        st.pagination(pages, default=page, key=PAGES, on_change=_turn)


def _read_page(pages: int) -> int:
    asked = st.query_params.get("page", "")
    return min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) < 9 else 1


def _turn() -> None:
    address.put(page=str(st.session_state[PAGES]), picture=None)


def _make_tile(dataset: Dataset, record: Record, *, chosen: bool) -> Tile:
    alt = _("{label}: {file}").format(label=record.label, file=record.path)
    try:
        source = render_thumbnail(dataset.find_path(record), SIDE, name=record.path)
    except InputError as error:
        return Tile(record.path, "", str(error), record.path, chosen)
    return Tile(record.path, source, alt, str(record.label), chosen)
