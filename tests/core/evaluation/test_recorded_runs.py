"""What is found of 69 real trainings: `benchmarks.findings_runs` trained them, and each finding was read by eye."""

import json
from pathlib import Path

import pytest

from core.evaluation.findings import find_findings
from tests.core.evaluation.recorded import curves_from_json

RUNS = json.loads(Path(__file__).with_name("recorded_runs.json").read_text(encoding="utf-8"))
LAST_WORDS = {"nothing_wrong", "unchecked", "still_learning", "too_early", "little_learned"}
OPPOSITES = ({"overfitting", "memorised"}, {"underfitting"}), ({"rate_too_high"}, {"rate_too_low"})
EXPECTED = {
    "digits": "validation_ahead nothing_wrong",
    "digits, 3 epochs": "too_early",
    "digits, 1 epoch": "too_early",
    "digits, compact": "unsteady",
    "digits, compact without flip": "memorised",
    "digits, rate 1": "one_class rate_too_high dead_units",
    "digits, rate 0.03": "dead_units missed_class",
    "digits, rate 1e-6": "rate_too_low",
    "digits, SGD rate 10": "one_class rate_too_high dead_units",
    "digits, no dropout": "memorised missed_class",
    "digits, dropout 0.9": "held_back missed_class",
    "digits, cosine": "overfitting missed_class",
    "shuffled digits": "underfitting",
    "shuffled digits, learned by heart": "overfitting",
    "shuffled digits, compact": "underfitting",
    "shapes": "still_learning",
    "shapes, 3 epochs": "too_early",
    "shapes, compact": "nothing_wrong",
    "shapes, weight decay": "still_learning",
    "shapes, early stopping": "underfitting",
    "four shapes": "missed_class",
    "four shapes, compact": "unsteady",
    "four shapes, compact, rate 0.3": "rate_too_high dead_units",
    "four shapes, 2 epochs": "too_early",
    "few shapes": "memorised",
    "few shapes, compact": "underfitting",
    "few to judge": "overfitting",
    "colours": "nothing_wrong",
    "colours, 3 epochs": "too_early",
    "colours, compact": "normalisation_lag nothing_wrong",
    "noise": "overfitting",
    "noise, compact": "underfitting",
    "noise, learned by heart": "memorised",
    "noise 95:5": "one_class",
    "noise 95:5, balanced": "one_class",
    "shapes 95:5, rate 1e-5": "one_class",
    "shapes 95:5": "one_class",
    "shapes 95:5, balanced": "missed_class",
    "shapes 80:20": "one_class",
    "left and right, flipped": "mirroring",
    "left and right": "nothing_wrong",
    "left and right, compact": "mirroring",
    "left and right, compact without flip": "normalisation_lag nothing_wrong",
    "high and low, flipped": "nothing_wrong",
    "noise, flipped": "dead_units underfitting",
    "negatives to validate": "overfitting",
    "negatives to validate, compact": "overfitting",
    "negatives to test": "test_behind",
    "leaks": "leaks",
    "leaks in noise": "leaks memorised",
    "mislabelled": "underfitting",
    "absent in test": "absent",
    "sketches 60": "underfitting",
    "sketches 400": "still_learning",
    "sketches 400, compact": "nothing_wrong",
    "photos from scratch": "memorised",
    "photos from scratch, compact": "overfitting",
    "photos, 10 a class, head": "nothing_wrong",
    "photos, 40 a class, head": "nothing_wrong",
    "photos 80:20, head": "nothing_wrong",
    "photos, shuffled, head": "memorised",
    "photos, mislabelled, head": "memorised",
    "photos, leaks, head": "leaks",
    "clothes, 6 a class, head": "memorised missed_class",
    "clothes, 20 a class, head": "memorised",
    "clothes from scratch": "underfitting",
    "left and right, head": "memorised",
    "noise, head": "overfitting",
    "colours, head": "nothing_wrong",
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return {name: find_findings(curves_from_json(values)) for name, values in RUNS.items()}


@pytest.mark.parametrize("name", RUNS)
def test_each_run_is_judged_as_its_reader_did(name, found):
    assert [one.kind for one in found[name] if one.kind != "too_few_pictures"] == EXPECTED[name].split()


def test_every_run_gets_a_verdict_or_a_fault(found):
    for name, findings in found.items():
        faults = [one for one in findings if one.severity in ("error", "warning")]
        verdicts = [one for one in findings if one.kind in LAST_WORDS]
        assert bool(faults) != bool(verdicts), name


def test_no_two_findings_contradict_one_another(found):
    for name, findings in found.items():
        kinds = {one.kind for one in findings}
        for one, other in OPPOSITES:
            assert not (kinds & one and kinds & other), name


def test_no_advice_is_what_the_run_has_already(found):
    for name, findings in found.items():
        advice, spec = " ".join(one.advice for one in findings), curves_from_json(RUNS[name]).spec
        if spec.architecture == "compact":
            assert "(compact)" not in advice, name
        if spec.backbone:
            assert "head of a pretrained" not in advice, name
        if spec.head_only:
            assert not any(word in advice for word in ("rate", "dropout", "augmentation", "epochs")), name
        if spec.class_weights == "balanced":
            assert "weigh the same" not in advice, name
