"""The card of a run: what was trained on how many pictures, how good it is on unseen ones, and six of its answers.

content = read_run_card(folder.find("last"))
Path("card.png").write_bytes(draw_run_card(content))
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from PIL import Image

from core.cards import sheet
from core.cards.sheet import MARGIN, QUIET, Sheet
from core.cards.writing import translate
from core.charts.style import BAD, GOOD, TRAINING
from core.data import datasets, index
from core.data.datasets import Dataset
from core.data.pixels.decode import decode_whole
from core.data.samples import choose_evenly
from core.errors import InputError
from core.evaluation.evaluate import Predictions, load
from core.i18n import N_, listed
from core.inference.decision import read_decision
from core.inference.run_model import RunModel
from core.intervals import Hits
from core.jobs.repair import read_state
from core.networks.catalogue import TITLES
from core.runs.data_notes import explain_training, read_data_state
from core.runs.folder import RunFolder
from core.runs.trained_head import has_learned_validation
from core.units import format_per_cent, join_names

SHOWN = 3  # right answers, and as many wrong ones
TRIED = 12  # pictures that are looked at until so many can be read
SIDE = 168  # pixels of a picture
COLUMN, GAP = 580, 30  # where the pictures begin, and what is between them
LEFT_WIDTH = COLUMN - MARGIN - 24  # pixels for the words at the left
BAR = 400  # pixels that stand for 100 %
A_LINE, LINES = 4, 3  # classes in a line, and lines

LEAKS, CONFLICTS = N_("copies in two splits"), N_("pictures under two labels")
ABSENT = N_("classes without test pictures")
KEPT = N_("by the kept threshold")
NO_EPOCH = N_("stopped in its first epoch")
NOT_TESTED = N_("This run has no predictions for test pictures. Evaluate it on them, and its card can be made.")


@dataclass(frozen=True)
class Shown:
    """A test picture: its true class, and what the model said with which probability."""

    picture: Image.Image
    true: str
    said: str
    probability: float


@dataclass(frozen=True)
class RunCard(Hits):
    """`right` of `n` test pictures; `counts` are those it learned, by class; `cautions` what spoils the figure.

    `has_threshold`: the answers are those of a threshold that is kept with the model.
    """

    architecture: str
    dataset: str
    run_id: str
    created: datetime
    counts: Counter[str]
    right: int
    n: int
    rights: Sequence[Shown]
    wrongs: Sequence[Shown]
    has_threshold: bool = False
    cautions: Sequence[str] = ()


def read_run_card(run: RunFolder) -> RunCard:
    """Read what the card shows: right answers spread over the classes, and the most confident mistakes.

    Raises:
        InputError: the run was not evaluated on test pictures, or its dataset or a file of it cannot be read.

    """
    spec = run.read_training_spec()
    raw, rule = load(run.evaluation, spec.dataset, "test"), read_decision(RunModel(run))
    if raw is None:
        raise InputError(NOT_TESTED)
    found = raw.apply(rule)
    dataset, said = datasets.load(spec.dataset), found.answers
    rights, wrongs = np.flatnonzero(said == found.labels), np.flatnonzero(said != found.labels)
    surest = wrongs[np.argsort(-found.certainty[wrongs], kind="stable")]
    return RunCard(
        architecture=spec.architecture,
        dataset=spec.dataset,
        run_id=run.run_id,
        created=datetime.fromtimestamp(read_state(run).created),
        counts=_count_learned_pictures(run, dataset),
        right=len(rights),
        n=len(found.labels),
        rights=_read_pictures(found, dataset, _spread(rights.tolist())),
        wrongs=_read_pictures(found, dataset, surest.tolist()[:TRIED]),
        has_threshold=rule.threshold is not None,
        cautions=_list_cautions(run),
    )


def _list_cautions(run: RunFolder) -> list[str]:
    """What makes the figure worth less than it seems, in a few words each."""
    state, known = read_data_state(run), {NO_EPOCH: len(explain_training(run))}
    if state is not None:
        known |= {LEAKS: state.leaks, CONFLICTS: state.conflicts, ABSENT: len(state.absent)}
    return [words for words, n in known.items() if n]


def _count_learned_pictures(run: RunFolder, dataset: Dataset) -> Counter[str]:
    copy = index.load_copy(run.path)
    records = dataset.records if copy is None else copy
    learned = ("train", "val") if has_learned_validation(run) else ("train",)
    return Counter(str(record.label) for record in records if record.usable and record.split in learned)


def _spread(places: Sequence[int]) -> list[int]:
    """Some of the places, those first that lie evenly among all; test pictures are in the order of their classes."""
    first = choose_evenly(places, SHOWN)
    return [*first, *(place for place in choose_evenly(places, TRIED) if place not in first)]


def _read_pictures(found: Predictions, dataset: Dataset, places: Iterable[int]) -> list[Shown]:
    """The first of these that can be read; a picture that is gone is left out."""
    shown = list[Shown]()
    for place in places:
        if len(shown) == SHOWN:
            break
        path, said = found.paths[place], int(found.answers[place])
        with suppress(InputError):
            picture = decode_whole(dataset.root / path, name=path, enough=SIDE)
            true, probability = found.classes[found.labels[place]], float(found.probabilities[place, said])
            shown.append(Shown(picture, true, found.classes[said], probability))
    return shown


def draw_run_card(card: RunCard) -> bytes:
    """The card as a PNG, in the reader's language."""
    paper = Sheet()
    paper.write_heading(card.dataset, MARGIN, MARGIN, 46)
    paper.write(translate(TITLES.get(card.architecture, card.architecture)), MARGIN, MARGIN + 58, 24, colour=QUIET)
    _draw_accuracy(paper, card)
    _draw_training(paper, card)
    _draw_answers(paper, 124, translate(N_("Right answers")), GOOD, card.rights)
    _draw_answers(paper, 384, translate(N_("Most confident mistakes")), BAD, card.wrongs)
    paper.sign(f"{card.created:%Y-%m-%d} · {card.run_id}")
    return paper.to_png()


def _draw_accuracy(paper: Sheet, card: RunCard) -> None:
    """The figure, what it is of, and its interval as a text and as a stretch of the way from 0 to 100 %."""
    low, high = card.interval
    paper.write_heading(format_per_cent(card.accuracy), MARGIN, 186, 104, colour=TRAINING)
    of = translate(N_("{right} of {n} unseen pictures are right"))
    paper.write(of.format(right=f"{card.right:,}", n=f"{card.n:,}"), MARGIN, 302, 22, width=LEFT_WIDTH)
    paper.fill(MARGIN, 352, BAR, 8, sheet.LINE)
    paper.fill(MARGIN + round(low * BAR), 352, (high - low) * BAR, 8, TRAINING)
    paper.dot(MARGIN + card.accuracy * BAR, 356, 10, TRAINING)
    interval = translate(N_("95% interval: {low} to {high}"))
    text = interval.format(low=format_per_cent(low), high=format_per_cent(high))
    text += f" · {translate(KEPT)}" if card.has_threshold else ""
    paper.write(text, MARGIN, 378, 20, colour=QUIET, width=LEFT_WIDTH)
    if card.cautions:
        caution = translate(N_("Caution: {what}")).format(what=listed(map(translate, card.cautions)))
        paper.write(caution, MARGIN, 412, 18, colour=BAD, width=LEFT_WIDTH)


def _draw_training(paper: Sheet, card: RunCard) -> None:
    """On how many pictures of which classes it was trained."""
    total = translate(N_("Trained on {n} pictures, {classes} classes"))
    text = total.format(n=f"{card.counts.total():,}", classes=len(card.counts))
    paper.write(text, MARGIN, 450, 22, width=LEFT_WIDTH)
    each = [f"{label} {count:,}" for label, count in sorted(card.counts.items())]
    lines = [each[start : start + A_LINE] for start in range(0, len(each), A_LINE)]
    for number, line in enumerate(lines[:LINES]):
        text = join_names(line) + (", …" if number == LINES - 1 and len(lines) > LINES else "")
        paper.write(text, MARGIN, 488 + 30 * number, 18, colour=QUIET, width=LEFT_WIDTH)


def _draw_answers(paper: Sheet, y: int, title: str, colour: str, answers: Sequence[Shown]) -> None:
    paper.dot(COLUMN + 7, y - 22, 8, colour)
    paper.write(title, COLUMN + 24, y - 32, 20)
    if not answers:
        paper.write(translate(N_("none")), COLUMN, y + 70, 22, colour=QUIET)
    for number, shown in enumerate(answers):
        x = COLUMN + number * (SIDE + GAP)
        paper.paste(shown.picture, x, y, SIDE)
        paper.write(_describe(shown), x, y + SIDE + 10, 17, width=SIDE + GAP - 8)


def _describe(shown: Shown) -> str:
    """The answer, and where it was wrong what is right."""
    answer = f"{shown.said} {format_per_cent(shown.probability)}"
    if shown.said == shown.true:
        return answer
    return translate(N_("{answer}, not {true}")).format(answer=answer, true=shown.true)
