"""What is kept with a model about its answers, and what it makes of probabilities."""

import numpy as np
import pytest

from core.data.intake import adding
from core.errors import InputError
from core.inference.decision import NOT_SURE, DecisionRule, check_decision, read_decision, save_decision
from core.inference.models import find_model
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run

PETS = ("cat", "dog")


@pytest.fixture
def model(tmp_path):
    adding.add(two_classes(tmp_path / "pets"), "pets")
    return find_model(hand_made_run("pets").run_id)


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)


def of_dog(*shares):
    return np.array([[1 - share, share] for share in shares], np.float32)


@pytest.mark.parametrize("classes", [2, 5])
def test_a_temperature_divides_the_logits(classes):
    logits = np.random.default_rng(0).normal(size=(50, classes)) * 3
    found = DecisionRule(temperature=2.5).calibrate(softmax(logits))
    np.testing.assert_allclose(found, softmax(logits / 2.5), atol=1e-6)
    assert found.dtype == np.float32


def test_the_temperature_one_changes_nothing_and_certainty_stays_finite():
    shares = softmax(np.random.default_rng(0).normal(size=(5, 3)))
    assert DecisionRule().calibrate(shares) is shares
    certain = DecisionRule(temperature=3).calibrate(of_dog(0, 1))
    assert np.isfinite(certain).all()
    assert 0.9 < certain[1, 1] < 1


@pytest.mark.parametrize(("positive", "answers"), [("dog", [0, 0, 1, 1]), ("cat", [1, 0, 0, 0])])
def test_the_positive_class_is_answered_from_its_threshold_on(positive, answers):
    rule = DecisionRule(threshold=0.75, positive=positive)
    shares = of_dog(0.2, 0.5, 0.75, 0.9) if positive == "dog" else of_dog(0.3, 0.25, 0.2, 0.1)
    assert rule.decide(shares, PETS).tolist() == answers
    assert DecisionRule().decide(of_dog(0.4, 0.6), PETS).tolist() == [0, 1]


@pytest.mark.parametrize("rule", [
    DecisionRule(2.0, 0.8, "dog", 0.7), DecisionRule(0.5, 0.3, "cat", 0.6), DecisionRule(1.0, None, None, 0.9),
])  # fmt: skip
@pytest.mark.parametrize("temperature", [0.7, 3.0])
def test_another_temperature_changes_no_answer_of_two_classes(rule, temperature):
    shares = softmax(np.random.default_rng(0).normal(size=(500, 2)) * 3)
    moved = rule.at_temperature(temperature, PETS)
    before = rule.decide(rule.calibrate(shares), PETS)
    np.testing.assert_array_equal(moved.decide(moved.calibrate(shares), PETS), before)
    assert len(set(before.tolist())) == 3
    assert moved.temperature == temperature
    assert moved.at_temperature(rule.temperature, PETS).reject_below == pytest.approx(rule.reject_below)


def test_another_temperature_leaves_the_limit_of_many_classes_and_what_was_not_set():
    assert DecisionRule(reject_below=0.6).at_temperature(2.0, "abc") == DecisionRule(2.0, reject_below=0.6)
    assert DecisionRule().at_temperature(2.0, PETS) == DecisionRule(2.0)
    assert 0 < DecisionRule(20.0, 0.999, "dog").at_temperature(0.05, PETS).threshold < 1


def test_what_is_less_certain_than_asked_for_is_not_answered():
    rule = DecisionRule(reject_below=0.7)
    assert rule.decide(of_dog(0.1, 0.4, 0.6, 0.7), PETS).tolist() == [0, NOT_SURE, NOT_SURE, 1]
    many = np.array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]], np.float32)
    assert rule.decide(many, ("a", "b", "c")).tolist() == [NOT_SURE, 2]


def test_with_a_threshold_the_least_certain_answers_are_at_the_threshold():
    rule = DecisionRule(threshold=0.9, positive="dog", reject_below=0.7)
    shares = np.linspace(0.01, 0.999, 200)
    certainty = rule.compute_certainty(of_dog(*shares), PETS)
    assert certainty.min() == pytest.approx(0.5, abs=0.02)
    assert shares[certainty.argmin()] == pytest.approx(0.9, abs=0.01)
    assert rule.decide(of_dog(0.5, 0.9, 0.99), PETS).tolist() == [0, NOT_SURE, 1]


def test_what_was_kept_is_read_and_the_plain_rule_leaves_nothing(model):
    assert read_decision(model) == DecisionRule()
    rule = DecisionRule(temperature=1.7, threshold=0.3, positive="cat", reject_below=0.8)
    save_decision(model, rule)
    assert read_decision(model) == rule
    save_decision(model, DecisionRule())
    assert not model.settings.exists()


@pytest.mark.parametrize(
    "damage", [lambda text: text[:20], lambda text: text.replace("1.7", "1.8"), lambda _text: '{"temperature": 0}']
)
def test_a_damaged_rule_is_told_and_not_taken_for_none(model, damage):
    save_decision(model, DecisionRule(temperature=1.7))
    model.settings.write_text(damage(model.settings.read_text()))
    with pytest.raises(InputError, match=f"decision.json is damaged.*kept with {model.id}.*keep them again"):
        read_decision(model)


@pytest.mark.parametrize(
    ("rule", "classes", "said"),
    [
        (DecisionRule(temperature=0), PETS, "The temperature is 0"),
        (DecisionRule(temperature=float("nan")), PETS, "The temperature is nan"),
        (DecisionRule(reject_below=1.5), PETS, "from 0 to 1"),
        (DecisionRule(threshold=1, positive="cat"), PETS, "between 0 and 1"),
        (DecisionRule(threshold=0.4, positive="cow"), PETS, "no class called cow. Choose one of: cat, dog"),
        (DecisionRule(threshold=0.4, positive="cat"), ("cat", "dog", "cow"), "and there are 3"),
    ],
)
def test_a_rule_that_a_model_cannot_follow_is_refused(rule, classes, said):
    with pytest.raises(InputError, match=said):
        check_decision(rule, classes)
