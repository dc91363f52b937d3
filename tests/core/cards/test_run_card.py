"""The card of a run tells what its stored predictions say, and shows pictures that can be read."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from core.cards.run_card import draw_run_card, read_run_card
from core.cards.sheet import HEIGHT, WIDTH
from core.data import datasets
from core.data.intake import adding
from core.errors import InputError
from core.evaluation.evaluate import evaluate, load
from core.inference.decision import DecisionRule, read_decision, save_decision
from core.inference.run_model import RunModel
from core.intervals import compute_wilson_interval
from tests.hand_made import hand_made_run


@pytest.fixture
def run(home):
    adding.add("sketches", "pets", options={"count": 60, "size": 48})
    return hand_made_run("pets")


def judge(run):
    return evaluate(RunModel(run), datasets.load("pets"), "test")


def test_the_card_has_the_figures_of_the_evaluation(run):
    report, card = judge(run), read_run_card(run)
    assert (card.right, card.n) == (int(report.confusion.trace()), report.n)
    assert card.interval == compute_wilson_interval(card.right, card.n)
    assert dict(card.counts) == {
        label: len(datasets.load("pets").list_pictures(split="train", label=label)) for label in ("cat", "dog")
    }
    assert all(shown.said == shown.true for shown in card.rights)
    assert all(shown.said != shown.true for shown in card.wrongs)
    assert len(card.rights) == min(3, card.right)
    assert len(card.wrongs) == min(3, card.n - card.right)
    assert [shown.probability for shown in card.wrongs] == sorted((s.probability for s in card.wrongs), reverse=True)


def test_with_a_kept_threshold_the_answers_are_those_of_the_rule(run):
    judge(run)
    model = RunModel(run)
    raw = load(model.evaluations, "pets", "test")
    save_decision(model, DecisionRule(2.0, float(np.quantile(raw.probabilities[:, 1], 0.8)), "dog"))
    card, expected = read_run_card(run), raw.apply(read_decision(model))
    assert card.right == int((expected.answers == expected.labels).sum())
    assert card.right != int((raw.answers == raw.labels).sum())
    assert card.has_threshold
    assert draw_run_card(card) != draw_run_card(replace(card, has_threshold=False))


def test_it_is_drawn_as_a_png_of_its_size(run):
    judge(run)
    picture = Image.open(BytesIO(draw_run_card(read_run_card(run))))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(picture.getcolors(maxcolors=1_000_000)) > 100


def test_a_picture_that_is_gone_is_replaced_by_another(run):
    judge(run)
    dataset = datasets.load("pets")
    for record in dataset.list_pictures(split="test", label="cat"):
        dataset.find_path(record).unlink()
    card = read_run_card(run)
    assert {shown.true for shown in (*card.rights, *card.wrongs)} == {"dog"}


def test_without_predictions_it_says_what_to_do(run):
    with pytest.raises(InputError, match="Evaluate it on them"):
        read_run_card(run)
