"""Runs beside each other, with hand-made predictions."""

import numpy as np
import pytest

from core.data.pixels.view import View
from core.evaluation.comparison import compare
from core.evaluation.comparison.compare import (
    adjust_by_holm,
    compare_pairs,
    find_common_dataset,
    find_differences,
    list_common_classes,
    load_judged,
    tabulate,
)
from core.evaluation.evaluate import Predictions, _save, locate
from core.i18n import LANGUAGES
from core.intervals import compute_wilson_interval
from core.runs import folder
from core.specs.network import resolve_recipe
from core.specs.training_spec import TrainingSpec


def keep(predictions, path):
    _save(predictions, predictions.get_report(), path)


def predictions(right, paths=None):
    """What a model said that was right on the pictures marked so."""
    hits = np.asarray(right, bool)
    labels = np.arange(len(hits)) % 2
    said = np.where(hits, labels, 1 - labels)
    return Predictions(
        ("cat", "dog"), tuple(paths or (f"{place}.png" for place in range(len(hits)))), labels, np.eye(2)[said]
    )


def run_with(right, *, dataset="pets", paths=None, **fields):
    run = folder.create(TrainingSpec(dataset=dataset, **fields))
    run.write_classes(["cat", "dog"], View.STRETCH)
    keep(predictions(right, paths), locate(run.evaluation, dataset, "test"))
    return run


def test_holm_on_the_numbers_of_a_textbook():
    assert adjust_by_holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert adjust_by_holm([0.6, 0.7]) == [1.0, 1.0]
    assert adjust_by_holm([]) == []


def test_only_fields_that_differ_are_told():
    specs = [TrainingSpec(epochs=3), TrainingSpec(epochs=3, seed=1), TrainingSpec(epochs=3, optimizer="adamw")]
    assert find_differences(specs) == {"seed": [0, 1, 0], "optimizer": ["adam", "adam", "adamw"]}
    assert find_differences(specs[:1] * 2) == {}


def test_of_two_recipes_each_strength_that_differs_is_told():
    recipes = [TrainingSpec(augmentation={"flip": True, "crop": crop}) for crop in (0.5, 0.2)]
    assert find_differences(recipes) == {"augmentation.crop": [0.5, 0.2]}
    own = resolve_recipe(TrainingSpec(architecture="compact"))
    chosen = own.model_copy(update={"crop": own.crop / 2})
    mine = [TrainingSpec(architecture="compact", augmentation=asked) for asked in (None, chosen)]
    assert find_differences(mine) == {"augmentation.crop": [own.crop, own.crop / 2]}


def test_a_head_takes_no_note_of_most_settings():
    heads = [TrainingSpec(architecture="efficientnet_lite0", epochs=epochs) for epochs in (3, 4)]
    assert find_differences(heads) == {}
    whole = [TrainingSpec(architecture="compact", image_size=224, epochs=epochs) for epochs in (6, 7)]
    names = ["efficientnet_lite0", "compact", "compact"]
    assert find_differences([heads[0], *whole]) == {"architecture": names, "epochs": [None, 6, 7]}
    assert find_differences([heads[0], whole[0]]) == {"architecture": names[:2]}


def test_a_clear_difference_is_called_one():
    runs = [run_with([1] * 90 + [0] * 10), run_with([1] * 60 + [0] * 40)]
    (pair,) = compare_pairs(load_judged(runs, "pets"))
    assert (pair.shared, pair.only_first, pair.only_second) == (100, 30, 0)
    assert pair.differ
    said = str(pair.explain({runs[0].run_id: "A", runs[1].run_id: "B"}))
    assert said == "A is better than B, by more than chance. Of 100 pictures only A got 30 right, only B 0; p < 0.001."


def test_the_better_one_is_named_whichever_comes_first():
    runs = [run_with([1] * 60 + [0] * 40), run_with([1] * 90 + [0] * 10)]
    (pair,) = compare_pairs(load_judged(runs, "pets"))
    assert str(pair.explain({runs[0].run_id: "A", runs[1].run_id: "B"})).startswith("B is better than A")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_difference_is_within_chance(language, monkeypatch):
    monkeypatch.setattr("core.i18n._ask_language", lambda: language)
    runs = [run_with([1] * 12 + [0] * 9 + [1] * 50), run_with([0] * 12 + [1] * 9 + [1] * 50)]
    (pair,) = compare_pairs(load_judged(runs, "pets"))
    assert not pair.differ
    said = str(pair.explain({runs[0].run_id: "A", runs[1].run_id: "B"}))
    assert ("within chance" if language == "en" else "偶然") in said
    assert "0.66" in said


def test_only_pictures_that_both_were_judged_on_count():
    runs = [run_with([1, 1, 0, 0]), run_with([0, 1, 0], paths=["0.png", "1.png", "new.png"])]
    (pair,) = compare_pairs(load_judged(runs, "pets"))
    assert (pair.shared, pair.only_first, pair.only_second) == (2, 1, 0)


def test_runs_on_different_pictures_are_not_compared():
    runs = [run_with([1] * 50), run_with([0] * 50, dataset="others")]
    assert find_common_dataset(runs) is None
    (pair,) = compare_pairs(load_judged(runs))
    assert (pair.shared, pair.p) == (0, 1.0)
    assert "different pictures" in str(pair.explain({runs[0].run_id: "A", runs[1].run_id: "B"}))


def test_a_dataset_that_all_were_judged_on_is_found_though_it_is_not_everyones_own():
    runs = [run_with([1] * 50), run_with([0] * 50, dataset="others")]
    keep(predictions([1] * 50), locate(runs[1].evaluation, "pets", "test"))
    assert find_common_dataset(runs) == "pets"
    assert [one.dataset for one in load_judged(runs, "pets")] == ["pets", "pets"]


def test_a_run_that_was_not_judged_is_left_out():
    runs = [run_with([1] * 50), folder.create(TrainingSpec(dataset="pets"))]
    assert find_common_dataset(runs) is None
    assert [one.run_id for one in load_judged(runs)] == [runs[0].run_id]


def test_the_table_has_the_interval_and_what_differs():
    runs = [run_with([1] * 90 + [0] * 10, seed=1), run_with([1] * 60 + [0] * 40, seed=2)]
    first = tabulate(load_judged(runs, "pets"))[0]
    assert (first["run"], first["pictures"], first["accuracy"], first["seed"]) == (runs[0].run_id, 100, 0.9, 1)
    assert (first["accuracy_low"], first["accuracy_high"]) == compute_wilson_interval(90, 100)
    assert "epochs" not in first


def test_scores_are_of_the_class_that_is_asked_for():
    contestants = load_judged([run_with([True] * 8 + [True, False])], "pets")  # the one mistake is a dog called a cat
    assert list_common_classes(contestants) == ("cat", "dog")
    of_dogs, of_cats = tabulate(contestants)[0], tabulate(contestants, "cat")[0]
    assert (of_dogs["precision"], of_dogs["recall"]) == (1.0, 0.8)
    assert (of_cats["precision"], of_cats["recall"]) == (pytest.approx(5 / 6), 1.0)


def test_runs_of_other_classes_have_no_positive_class_in_common():
    birds = run_with([True])
    keep(
        Predictions(("cat", "owl"), ("1.png",), np.array([1]), np.eye(2)[[1]]),
        locate(birds.evaluation, "pets", "test"),
    )
    assert list_common_classes(load_judged([run_with([True] * 4), birds], "pets")) == ()


@pytest.mark.parametrize(("p", "text"), [(0.0, "< 0.001"), (0.0123, "= 0.012"), (0.664, "= 0.66"), (1.0, "= 1.00")])
def test_p_reads_well(p, text):
    assert compare.format_p(p) == text
