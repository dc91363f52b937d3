"""The answers to many pictures: a dense gallery that begins with what needs a look, a table, and files to take away."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.i18n import N_, _, ngettext
from core.inference.asking.answer_rows import Cell, describe_answer, explain_unread, tabulate_answers, write_csv
from core.inference.asking.batch import Batch
from core.inference.decision import read_decision
from core.inference.model import Model
from core.inference.predict import Answer
from core.inference.previews import encode_data_url
from core.inference.verdicts import Reason, Verdict, judge_answers
from core.units import format_per_cent, join_names, sort_names
from pages.inference.predict.evidence import Shown, show_evidence, show_evidence_in_dialog
from pages.inference.predict.familiarity import offer_comparison
from pages.inference.predict.learning import list_corrections, offer_learning
from pages.inference.predict.told import tell_answers
from pages.shared import address
from pages.shared.charts.folded_table import folded_table
from pages.shared.pictures.gallery import Tile, gallery
from pages.shared.plain import escape_markdown

SCREEN = "predict"
PICKED = "predict.picked"  # in the session: the name of the picture that was clicked on, until it is shown
A_PAGE = 60  # pictures
SIDE = 128  # pixels of a tile
MOST_NAMED = 20  # files that cannot be read; the table has all
WARN = "⚠ "

ORDERS: Mapping[str, str] = {
    "look": N_("What needs a look first"), "certain": N_("Least certain first"), "class": N_("By class"),
    "name": N_("By name"),
}  # fmt: skip
NO_DOUBT = len(Reason)


@dataclass(frozen=True)
class _Row:
    """A picture that could be read, with its verdict."""

    answer: Answer
    verdict: Verdict

    @property
    def urgency(self) -> tuple[int, float]:
        doubts = self.verdict.doubts
        return (doubts[0].reason if doubts else NO_DOUBT, self.verdict.certainty)


_KEYS: Mapping[str, Callable[[_Row], tuple[object, ...]]] = {
    "look": lambda row: row.urgency,
    "certain": lambda row: (row.verdict.certainty,),
    "class": lambda row: (row.verdict.label, row.verdict.certainty),
}


def show_first_results(model: Model, batch: Batch) -> None:
    """The first pictures in the order in which they came, while others are on their way."""
    answers = [answer for answer in batch.list_answers() if answer.problem is None][:A_PAGE]
    rows = _pair(answers, judge_answers(model, read_decision(model), answers))
    gallery([_build_tile(model, row) for row in rows], key="predict.first", label=_("Answers"), side=SIDE)


def show_results(model: Model, batch: Batch) -> None:
    """All answers; of one picture alone its evidence at once."""
    answers = batch.list_answers()
    verdicts = judge_answers(model, read_decision(model), answers)
    rows = _pair(answers, verdicts)
    tell_answers(model, verdicts)
    _tell_unread([answer for answer in answers if answer.problem])
    if len(rows) == 1:
        show_evidence(_to_shown(model, batch, rows[0]))
    elif rows:
        _summarize(model, rows)
        _browse(model, batch, rows)
    if rows:
        offer_comparison(model)
        offer_learning(model, batch)
    if answers:
        _offer_files(model, answers, verdicts)


def _pair(answers: Sequence[Answer], verdicts: Sequence[Verdict | None]) -> list[_Row]:
    """The pictures that could be read."""
    return [_Row(answer, verdict) for answer, verdict in zip(answers, verdicts, strict=True) if verdict is not None]


def _tell_unread(unread: Sequence[Answer]) -> None:
    """A line for every file that cannot be read; of very many, of the first."""
    if not unread:
        return
    title = ngettext("{n} file cannot be read", "{n} files cannot be read", len(unread)).format(n=f"{len(unread):,}")
    lines = [f"- {escape_markdown(explain_unread(one.name, one.problem))}" for one in unread[:MOST_NAMED]]
    if len(unread) > MOST_NAMED:
        lines.append("- " + _("… and others; the table below has all of them."))
    st.error("\n".join([f"**{title}**", "", *lines]), icon=":material/broken_image:")


def _summarize(model: Model, rows: Sequence[_Row]) -> None:
    doubtful = sum(bool(row.verdict.doubts) for row in rows)
    counts = Counter(row.verdict.label for row in rows if row.verdict.is_sure)
    unsure = len(rows) - counts.total()
    each = join_names(
        [
            *(f"{model.translate(label)} {n:,}" for label, n in counts.most_common()),
            *([f"{_('not sure')} {unsure:,}"] if unsure else []),
        ]
    )
    text = ngettext("**{n}** picture", "**{n}** pictures", len(rows)).format(n=f"{len(rows):,}")
    if doubtful:
        text += " · " + _("**{n}** of them to look at").format(n=f"{doubtful:,}")
    st.markdown(text)
    st.caption(escape_markdown(each))


def _browse(model: Model, batch: Batch, rows: Sequence[_Row]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = _filter(model, rows)
        orders = {name: _(title) for name, title in ORDERS.items()}
        order = address.select(_("Order"), orders, name="order", screen=SCREEN)
    ordered = sorted(shown, key=_KEYS[order]) if order in _KEYS else _sort_by_name(shown)
    pages = -(-len(ordered) // A_PAGE)
    page = st.pagination(pages, key="predict.page") if pages > 1 else 1
    gallery(
        [_build_tile(model, row) for row in ordered[(page - 1) * A_PAGE : page * A_PAGE]],
        key="predict.gallery",
        label=_("Answers"),
        side=SIDE,
        on_pick=_pick,
    )
    st.caption(_("Click on a picture for its probabilities and the training pictures most like it."))
    picked = st.session_state.pop(PICKED, None)
    row = next((row for row in rows if row.answer.name == picked), None)
    if row is not None:
        show_evidence_in_dialog(_to_shown(model, batch, row))


def _filter(model: Model, rows: Sequence[_Row]) -> list[_Row]:
    """Those of the rows that the reader wants to see: all, what needs a look, or one class."""
    counts = Counter(row.verdict.label for row in rows)
    options = {"all": _("All pictures")}
    if any(row.verdict.doubts for row in rows):
        options["look"] = _("Only what needs a look")
    options |= {f"class {label}": f"{model.translate(label)} ({counts[label]:,})" for label in sort_names(counts)}
    show = address.select(_("Show"), options, name="show", screen=SCREEN)
    if show == "all":
        return list(rows)
    return [row for row in rows if (row.verdict.doubts if show == "look" else show == f"class {row.verdict.label}")]


def _sort_by_name(rows: Sequence[_Row]) -> list[_Row]:
    by_name = {row.answer.name: row for row in rows}
    return [by_name[name] for name in sort_names(by_name)]


def _build_tile(model: Model, row: _Row) -> Tile:
    name, verdict = model.translate(row.verdict.label), row.verdict
    said = _("{label}, {probability}").format(label=name, probability=format_per_cent(verdict.probability))
    doubts = [str(doubt.sentence) for doubt in verdict.doubts]
    alt = " ".join([f"{row.answer.name}: {said}.", *doubts])
    answer, doubt = f"{name} · {format_per_cent(verdict.probability)}", ""
    if verdict.doubts:
        doubt = WARN + str(verdict.doubts[0].brief)
    caption, note = (doubt, answer) if verdict.is_hedged else (answer, doubt)
    return Tile(row.answer.name, encode_data_url(row.answer.preview), alt, caption, note=note)


def _pick(name: str) -> None:
    st.session_state[PICKED] = name


def _to_shown(model: Model, batch: Batch, row: _Row) -> Shown:
    return Shown(model, row.answer, row.verdict, key="predict.one", corrections=list_corrections(batch))


def _offer_files(model: Model, answers: Sequence[Answer], verdicts: Sequence[Verdict | None]) -> None:
    """The table, and all of it as CSV and as the JSON that the command line writes; made when they are asked for."""

    def tabulate() -> list[dict[str, Cell]]:
        return tabulate_answers(model, answers, verdicts)

    def write_json() -> bytes:
        each = [describe_answer(model, *pair) for pair in zip(answers, verdicts, strict=True)]
        return json.dumps({"run": model.id, "predictions": each}, ensure_ascii=False, indent=1).encode()

    with st.container(horizontal=True):
        _offer(_("Download as CSV"), lambda: write_csv(tabulate()), "predictions.csv", "text/csv")
        _offer(_("Download as JSON"), write_json, "predictions.json", "application/json")
    folded_table(lambda: pd.DataFrame(tabulate()), label=N_("As a table"))


def _offer(label: str, write: Callable[[], bytes], name: str, kind: str) -> None:
    st.download_button(label, write, file_name=name, mime=kind, icon=":material/download:", key=name, on_click="ignore")
