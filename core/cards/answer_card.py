"""The card of one prediction: the picture, the answer, how probable the model holds it, and which model it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.cards.sheet import HEIGHT, LINE, MARGIN, QUIET, WIDTH, Sheet
from core.cards.writing import translate
from core.charts.style import TRAINING
from core.data.pixels.decode import decode_whole
from core.i18n import N_
from core.units import format_per_cent

SIDE = HEIGHT - 2 * MARGIN - 32  # pixels of the picture
MOST = 4  # answers
COLUMN = MARGIN + SIDE + 48
BAR = WIDTH - MARGIN - COLUMN


@dataclass(frozen=True)
class AnswerCard:
    """What the card shows.

    Attributes:
        picture: bytes of its file.
        name: what an error calls the picture.
        answer: the class and its probability, as the model's decision rule has it.
        doubt: the most pressing reason to look at it again, in a few words; empty without any.
        is_hedged: whether that is what to tell first.
        guesses: the classes with their probabilities, the most probable first.
        model: its title.

    """

    picture: bytes
    name: str
    answer: tuple[str, float]
    doubt: str
    is_hedged: bool
    guesses: Sequence[tuple[str, float]]
    model: str


def draw_answer_card(card: AnswerCard) -> bytes:
    """The card as a PNG, in the reader's language.

    Raises:
        PictureError: the picture cannot be read.

    """
    paper = Sheet()
    paper.paste(decode_whole(card.picture, name=card.name, enough=SIDE), MARGIN, MARGIN, SIDE)
    if card.is_hedged:
        _draw_doubt(paper, card)
    else:
        _draw_answer(paper, card)
    for number, (other, share) in enumerate(card.guesses[:MOST]):
        _draw_bar(paper, MARGIN + 260 + 66 * number, other, share)
    paper.sign(card.model)
    return paper.to_png()


def _draw_answer(paper: Sheet, card: AnswerCard) -> None:
    label, probability = card.answer
    said = translate(N_("The model says"))
    paper.write(f"{said} · {card.doubt}" if card.doubt else said, COLUMN, MARGIN + 4, 22, colour=QUIET, width=BAR)
    paper.write_heading(label, COLUMN, MARGIN + 50, 56)
    paper.write_heading(format_per_cent(probability), COLUMN, MARGIN + 130, 72, colour=TRAINING)


def _draw_doubt(paper: Sheet, card: AnswerCard) -> None:
    """The doubt in large, and the answer below it as what it would choose."""
    label, probability = card.answer
    paper.write(translate(N_("The model says")), COLUMN, MARGIN + 4, 22, colour=QUIET, width=BAR)
    paper.write_heading(card.doubt, COLUMN, MARGIN + 50, 36)
    hedged = translate(N_("If it has to choose: {answer}"))
    answer = f"{label} · {format_per_cent(probability)}"
    paper.write(hedged.format(answer=answer), COLUMN, MARGIN + 130, 26, width=BAR)


def _draw_bar(paper: Sheet, y: int, label: str, share: float) -> None:
    paper.write(label, COLUMN, y, 20, width=BAR - 96)
    paper.write_at_right(format_per_cent(share), y, 20)
    paper.fill(COLUMN, y + 28, BAR, 10, LINE)
    paper.fill(COLUMN, y + 28, share * BAR, 10, TRAINING)
