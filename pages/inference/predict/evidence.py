"""One picture's evidence: the answer, why to doubt it, the probabilities, and the training pictures most like it."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from core.cards.answer_card import AnswerCard, draw_answer_card
from core.content.imagenet_classes import sum_breeds
from core.errors import InputError
from core.i18n import _
from core.inference.model import Model
from core.inference.predict import Answer
from core.inference.previews import render_preview
from core.inference.verdicts import Reason, Verdict
from core.units import format_per_cent
from pages.inference.predict.familiarity import show_familiarity
from pages.shared.charts.probability_bars import probability_bars
from pages.shared.link import share_button
from pages.shared.pictures.card_download import card_download
from pages.shared.pictures.explain_link import explain_button
from pages.shared.plain import escape_markdown

MOST_BARS = 5
LARGE = "predict.large"  # in the session: the large preview that was made last, by its picture


@dataclass(frozen=True)
class Shown:
    """A picture to show.

    Attributes:
        true: its class if that is known.
        corrections: of uploads what the reader says they are, by name.

    """

    model: Model
    answer: Answer
    verdict: Verdict
    key: str
    true: str | None = None
    corrections: MutableMapping[str, str] | None = field(default=None)


def show_evidence_in_dialog(shown: Shown) -> None:
    """The same over the page, which is drawn anew when it closes: what was corrected in it is offered to learn from."""
    over = st.dialog(escape_markdown(shown.answer.name), width="large", on_dismiss="rerun")
    over(show_evidence)(shown, named=False)


def show_evidence(shown: Shown, *, named: bool = True) -> None:
    """The picture, its class, how sure the model is, the runners-up, and whether it knows anything like it.

    It is `named` where no title says what it is called.
    """
    model, answer, verdict = shown.model, shown.answer, shown.verdict
    with st.container(border=True):
        picture, words = st.columns([2, 3])
        name = model.translate(verdict.label)
        said = _("{label}, {probability}").format(label=name, probability=format_per_cent(verdict.probability))
        picture.image(_render_large(answer), width="stretch", alt=f"{answer.name}: {said}")
        with words:
            if named:
                st.caption(escape_markdown(answer.name))
            _show_headline(shown, f"{escape_markdown(name)} · {format_per_cent(verdict.probability)}")
            if shown.true is not None and shown.true in model.classes:
                st.markdown(_format_judgement(shown.true, right=shown.true == verdict.label))
            _show_doubts(shown)
        top = verdict.rank_guesses(MOST_BARS)
        bars = {model.translate(guess.label): guess.probability for guess in top}
        probability_bars(bars, [model.translate(label) for label in model.classes])
        if pets := sum_breeds(dict(zip(verdict.classes, map(float, verdict.probabilities), strict=True))):
            st.caption(_format_pets(pets))
        if answer.familiarity:
            show_familiarity(model, answer.familiarity, key=f"{shown.key}.similar")
        _ask_what_it_is(shown)
        if shown.corrections is not None:
            explain_button(model.id, answer.name, answer.question.source, key=f"{shown.key}.explain")
        share_button("prediction", answer.name, _("Share"), keep=partial(_keep, model, answer, verdict))
        card_download(partial(_draw_card, shown), file_name="prediction.png", key=f"{shown.key}.card")


def _keep(model: Model, answer: Answer, verdict: Verdict) -> str:
    from core.hosting import predictions  # of a hosted server

    return predictions.keep(model, answer, verdict)


def _show_headline(shown: Shown, answer: str) -> None:
    """The answer in large; of a picture like none, or where the model is not sure, that in its place."""
    if not shown.verdict.is_hedged:
        st.subheader(answer, anchor=False)
        return
    first = shown.verdict.doubts[0]
    st.subheader(str(first.sentence) if first.reason == Reason.UNLIKE else _("Not sure"), anchor=False)
    st.markdown(_("If it has to choose: {answer}").format(answer=answer))


def _show_doubts(shown: Shown) -> None:
    """Each reason to look again in a sentence; what the headline says already is left to it."""
    for doubt in shown.verdict.doubts:
        if doubt.reason != Reason.UNLIKE:
            st.info(escape_markdown(str(doubt.sentence)), icon=":material/help:")


def _render_large(answer: Answer) -> bytes:
    """The picture as large as a card shows it, made once; its small preview if the file is gone."""
    held = st.session_state.get(LARGE)
    if held is None or held[0] is not answer.preview:
        try:
            held = (answer.preview, render_preview(answer.question.source, answer.name))
        except InputError:
            held = (answer.preview, answer.preview)
        st.session_state[LARGE] = held
    large: bytes = held[1]
    return large


def _draw_card(shown: Shown) -> bytes:
    model, verdict = shown.model, shown.verdict
    card = AnswerCard(
        picture=_render_large(shown.answer),
        name=shown.answer.name,
        answer=(model.translate(verdict.label), verdict.probability),
        doubt=str(verdict.doubts[0].brief) if verdict.doubts else "",
        is_hedged=verdict.is_hedged,
        guesses=[(model.translate(guess.label), guess.probability) for guess in verdict.rank_guesses()],
        model=model.title,
    )
    return draw_answer_card(card)


def _format_pets(shares: Mapping[str, float]) -> str:
    """How much of the 1,000 classes together is cat, and how much dog."""
    return _("All breeds added up: cat {cat}, dog {dog}.").format(
        cat=format_per_cent(shares["cat"]), dog=format_per_cent(shares["dog"])
    )


def _format_judgement(true: str, *, right: bool) -> str:
    mark = ":green[:material/check:] " if right else ":red[:material/close:] "
    return mark + _("True class: {label}").format(label=escape_markdown(true))


def _ask_what_it_is(shown: Shown) -> None:
    """Let the reader name the right class; the page then offers to learn from it."""
    if shown.corrections is None or shown.model.training is None:
        return
    classes, name, key = list(shown.model.classes), shown.answer.name, f"{shown.key}.right"
    named = shown.corrections.get(name)

    def correct() -> None:
        assert shown.corrections is not None
        if (label := st.session_state[key]) is None:
            shown.corrections.pop(name, None)
        else:
            shown.corrections[name] = label

    st.selectbox(
        _("Is the answer wrong? Say what it is, to learn from it"),
        classes,
        index=classes.index(named) if named in classes else None,
        placeholder=_("The right class"),
        key=key,
        on_change=correct,
    )
    if named is not None:
        st.caption(_("Close this picture to add it to a dataset."))
