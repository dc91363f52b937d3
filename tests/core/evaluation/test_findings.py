"""Each rule on a curve that it is for and on one that it is not for; and some on curves of real trainings."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.content.recorded.article_curve import article_curve
from core.data.pixels.batches import Batches
from core.data.pixels.cache import Decoded
from core.data.pixels.view import View
from core.evaluation.evidence.curves import Curves, build_article_curves, gather_curves, read_curves, summarize_inside
from core.evaluation.evidence.mirroring import Mirrored
from core.evaluation.findings import find_findings
from core.i18n import LANGUAGES
from core.networks.catalogue import describe
from core.runs import folder
from core.runs.inside import LiveInside
from core.specs.training_spec import TrainingSpec
from core.training.feeding import KerasBatches
from core.training.keras.compiling import compile_model
from core.training.watching.inspection import Inspector

GUESSING = 0.693
HALF = np.array([[250, 250], [250, 250]])
RIGHT, ONE_SIDED = np.array([[450, 50], [60, 440]]), np.array([[500, 0], [498, 2]])
GOOD = Curves(
    classes=2,
    loss=[0.5, 0.33, 0.27, 0.26, 0.255, 0.25],
    accuracy=[0.65, 0.78, 0.84, 0.87, 0.88, 0.89],
    val_loss=[0.5, 0.36, 0.32, 0.31, 0.305, 0.3],
    val_accuracy=[0.66, 0.77, 0.83, 0.85, 0.87, 0.88],
    validation_pictures=1000,
    confusions=[RIGHT, RIGHT],
    dead={"conv": (0.3, 0.4)},
    update_ratio=1e-3,
    labels=["cat", "dog"],
    test=RIGHT,
    leaks=0,
    training_pictures=[500, 500],
)
PARTED = replace(
    GOOD,
    accuracy=[0.65, 0.78, 0.84, 0.87, 0.9, 0.93],
    val_accuracy=[0.66, 0.72, 0.73, 0.72, 0.72, 0.72],
    val_loss=[0.6, 0.55, 0.54, 0.58, 0.65, 0.75],
)
NEAR_GUESSING = {
    "accuracy": [0.5] * 6, "val_accuracy": [0.5] * 6, "val_loss": [GUESSING] * 6, "confusions": [HALF, HALF],
    "test": HALF,
}  # fmt: skip
CRAWLS = replace(GOOD, loss=[0.69, 0.688, 0.687, 0.686, 0.685, 0.684], **NEAR_GUESSING, update_ratio=2e-5)


def kinds(curves):
    return [finding.kind for finding in find_findings(curves)]


def test_a_good_training_has_nothing_wrong():
    assert kinds(GOOD) == ["nothing_wrong"]


BAD = {
    "not_finite": replace(GOOD, loss=[0.6, 0.5, float("nan"), *[float("nan")] * 3]),
    "overfitting": PARTED,
    "memorised": replace(PARTED, accuracy=[0.7, 0.8, 0.9, 0.96, 0.99, 1.0]),
    "rate_too_low": replace(CRAWLS, loss=[0.69, 0.70, 0.68, 0.69, 0.70, 0.68]),  # dropout makes it go up and down
    "underfitting": replace(GOOD, loss=[0.69, 0.66, 0.67, 0.65, 0.66, 0.65], **NEAR_GUESSING | {"accuracy": [0.6] * 6}),
    "rate_too_high": replace(GOOD, loss=[40.0, 0.7, 0.69, 0.69, 0.69, 0.69], **NEAR_GUESSING),
    "one_class": replace(GOOD, confusions=[ONE_SIDED, ONE_SIDED]),
    "dead_units": replace(GOOD, dead={"conv": (0.2, 0.3), "dense": (0.5, 0.95)}),
    "validation_ahead": replace(GOOD, accuracy=[0.6, 0.7, 0.75, 0.78, 0.79, 0.8], hindrances=["dropout"]),
    "normalisation_lag": replace(GOOD, val_loss=[0.7, 3.5, 0.38, 0.34, 0.31, 0.3], normalised=True),
    "too_few_pictures": replace(GOOD, validation_pictures=100),
}


def test_the_class_that_is_always_answered_is_that_of_the_kept_weights():
    other = np.array([[2, 498], [0, 500]])
    found = find_findings(replace(BAD["one_class"], test=other))[0]
    assert found.kind == "one_class"
    assert "are dog to it" in str(found.message)


@pytest.mark.parametrize("kind", BAD)
def test_what_is_wrong_is_found(kind):
    assert kind in kinds(BAD[kind])


INNOCENT = {
    "a gap within what the validation pictures can tell": (
        "overfitting", replace(PARTED, accuracy=[0.65, 0.78, 0.8, 0.81, 0.82, 0.83], validation_pictures=50),
    ),
    "validation that is still improving": ("overfitting", replace(PARTED, val_loss=[0.6, 0.5, 0.4, 0.3, 0.28, 0.26])),
    "good on training and bad on validation": ("underfitting", PARTED),
    "a cause that has its own name": ("underfitting", BAD["rate_too_high"]),
    "a wiggle of a small loss": ("rate_too_high", replace(GOOD, loss=[0.3, 0.1, 0.02, 0.01, 0.03, 0.02])),
    "steps of the usual size": ("rate_too_low", replace(CRAWLS, update_ratio=1e-3)),
    "a rate so high that nothing moves any more": (
        "rate_too_low", replace(CRAWLS, loss=[40.0, 0.7, 0.69, 0.69, 0.69, 0.69]),
    ),
    "units that died of too high a rate": ("rate_too_low", replace(CRAWLS, dead={"conv": (1.0, 1.0)})),
    "one class from a network that has hardly moved": ("one_class", replace(CRAWLS, confusions=[ONE_SIDED, ONE_SIDED])),
    "little better than guessing": ("nothing_wrong", replace(GOOD, accuracy=[0.5] * 4, val_accuracy=[0.5] * 4)),
    "one class of which nearly all pictures are": (
        "one_class", replace(GOOD, confusions=[np.array([[998, 0], [2, 0]])] * 2),
    ),
    "one class for one epoch only": ("one_class", replace(GOOD, confusions=[ONE_SIDED, RIGHT])),
    "units that were silent from the first": ("dead_units", replace(GOOD, dead={"dense": (0.66, 0.68)})),
    "a lead by the luck of the draw": (
        "validation_ahead", replace(GOOD, val_accuracy=[0.66, 0.77, 0.84, 0.88, 0.89, 0.9]),
    ),
    "a jump without batch normalisation": ("normalisation_lag", replace(BAD["normalisation_lag"], normalised=False)),
    "a jump after steps that were too long": (
        "normalisation_lag", replace(BAD["rate_too_high"], val_loss=[90.0, *[GUESSING] * 5], normalised=True),
    ),
    "a late jump": (
        "normalisation_lag", replace(GOOD, val_loss=[0.58, 0.46, 0.38, 0.34, 0.31, 1.9], normalised=True),
    ),
    "many pictures": ("too_few_pictures", replace(GOOD, validation_pictures=1000)),
    "an unknown number of pictures": ("too_few_pictures", replace(GOOD, validation_pictures=0)),
    "overfitting": ("nothing_wrong", PARTED),
}  # fmt: skip


@pytest.mark.parametrize("why", INNOCENT)
def test_what_is_not_wrong_is_not_found(why):
    kind, curves = INNOCENT[why]
    assert kind not in kinds(curves)


def test_the_class_that_is_always_answered_is_named():
    assert "99.8% of the pictures are cat to it" in str(find_findings(BAD["one_class"])[0].message)


def test_the_gravest_comes_first():
    both = replace(BAD["one_class"], validation_pictures=100)
    assert kinds(both)[0] == "one_class"
    assert kinds(both)[-1] == "too_few_pictures"


@pytest.mark.parametrize("epochs", [1, 2])
def test_two_epochs_are_too_few_to_praise_or_to_blame(epochs):
    columns = ("loss", "accuracy", "val_loss", "val_accuracy")
    for curves in (PARTED, BAD["one_class"]):
        assert kinds(replace(curves, **{name: getattr(curves, name)[:epochs] for name in columns})) == ["too_early"]


def test_who_stopped_a_training_is_told_to_go_on_with_it():
    columns = ("loss", "accuracy", "val_loss", "val_accuracy")
    begun = replace(GOOD, **{name: getattr(GOOD, name)[:2] for name in columns})
    asked = {epochs: TrainingSpec(architecture="compact", epochs=epochs) for epochs in (2, 30)}
    advice = {epochs: find_findings(replace(begun, spec=spec))[0].advice for epochs, spec in asked.items()}
    assert advice == {2: "Train for 5 epochs or more.", 30: "Let it train to its end: 2 of 30 epochs are over."}


def test_nothing_is_wrong_only_where_enough_was_looked_at():
    found = find_findings(GOOD)[0]
    assert "the test pictures agree (89.0%)" in str(found.message)
    for missing in ({"test": None}, {"leaks": None}, {"test": np.array([[9, 1], [1, 9]])}):
        assert kinds(replace(GOOD, **missing)) == ["unchecked"]


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("leaks", {"leaks": 40}),
        ("suspect_labels", {"suspects": 60}),
        ("absent", {"test": np.array([[0, 0], [60, 440]])}),
        ("missed_class", {"test": np.array([[900, 0], [40, 10]])}),
        ("test_behind", {"test": np.array([[350, 150], [150, 350]])}),
        ("mirroring", {"mirrored": Mirrored("cat", "dog", 0.99)}),
        ("one_class", {"confusions": [np.array([[950, 0], [50, 0]])] * 2}),
        ("unsteady", {"val_accuracy": [0.66, 0.88, 0.7, 0.87, 0.72, 0.88]}),
        ("validation_fell", {"val_accuracy": [0.6, 0.85, 0.85, 0.8, 0.74, 0.7], "accuracy": [0.6, *[0.75] * 5]}),
        ("held_back", {"accuracy": [0.3] * 6, "hindrances": ["dropout"]}),
        ("too_certain", {"accuracy": [0.9, *[1.0] * 5], "val_accuracy": [0.95] * 6,
                         "val_loss": [0.3, 0.2, 0.25, 0.3, 0.4, 0.5]}),
    ],
)  # fmt: skip
def test_what_the_curves_of_accuracy_do_not_show_is_found_too(kind, changed):
    found = kinds(replace(GOOD, **changed))
    assert kind in found
    assert "nothing_wrong" not in found


def test_what_is_used_already_is_not_advised():
    spec = TrainingSpec(architecture="compact", weight_decay=0.1, early_stopping=3)
    advice = find_findings(replace(PARTED, spec=spec))[0].advice
    for used in ("(compact)", "weight decay", "Stop early", "augmentation on"):
        assert used not in advice
        assert used in find_findings(PARTED)[0].advice


def test_no_setting_is_blamed_that_a_head_does_not_read():
    head = TrainingSpec(architecture="efficientnet_lite0")
    for curves in (BAD["rate_too_high"], CRAWLS, PARTED, BAD["one_class"]):
        for finding in find_findings(replace(curves, spec=head)):
            assert "rate" not in finding.kind
            assert not any(word in finding.advice for word in ("rate", "dropout", "augmentation", "epochs"))


def test_over_and_underfitting_are_never_found_together():
    both = replace(GOOD, accuracy=[0.5, 0.55, 0.6, 0.65, 0.68, 0.7], val_accuracy=[0.5] * 6, val_loss=GOOD.loss)
    assert ("overfitting" in kinds(both)) != ("underfitting" in kinds(both))


@pytest.mark.parametrize("hindrances", [[], ["dropout"], ["augmentation"], ["dropout", "augmentation"]])
def test_the_lead_of_validation_is_put_down_to_what_hinders_training(hindrances):
    found = find_findings(replace(BAD["validation_ahead"], hindrances=hindrances))[0]
    for name in ("dropout", "augmentation"):
        assert (name in str(found.message)) == (name in hindrances)


def test_the_articles_run_memorised_its_training_pictures():
    finding = find_findings(build_article_curves(article_curve()))[0]
    assert finding.kind == "memorised"
    assert str(finding.message).startswith("It memorised its training pictures")
    assert finding.evidence == {"epoch": 4, "training": 0.9847, "validation": 0.61}
    assert "the head of a pretrained network first" in str(finding.remedies[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_speaks_the_readers_language(language, monkeypatch):
    monkeypatch.setattr("core.i18n._ask_language", lambda: language)
    plain = find_findings(build_article_curves(article_curve()))[0].to_json()
    assert ("memorised" if language == "en" else "背") in plain["message"]
    assert "98.5%" in plain["message"]


# --- real trainings: a small network on noise, whose labels can only be learned by heart ---


@pytest.fixture(scope="module")
def noise():
    rng = np.random.default_rng(0)
    return Decoded(
        images=rng.integers(0, 256, (120, 32, 32, 3), np.uint8),
        labels=np.tile(np.arange(2, dtype=np.int32), 60),
        splits=np.array(["train"] * 40 + ["val"] * 80),
        paths=tuple(f"{number}.png" for number in range(120)),
        classes=("a", "b"),
    )


def really_trained(noise, folder, *, rate, epochs, architecture="article"):
    keras.utils.set_random_seed(0)
    spec = TrainingSpec(image_size=32, epochs=epochs, learning_rate=rate)
    train, validation = (KerasBatches(Batches(noise, split, 8, shuffle=False), 2) for split in ("train", "val"))
    model = compile_model(spec, describe(architecture, 32, 2), 2, total_steps=epochs * len(train))
    done = model.fit(
        train, validation_data=validation, epochs=epochs, callbacks=[Inspector(folder, noise, 0)], shuffle=False,
        verbose=0,
    )  # fmt: skip
    return Curves(classes=2, **done.history, **summarize_inside(LiveInside(folder).update()))


@pytest.mark.slow
def test_noise_is_memorised(noise, tmp_path):
    assert "memorised" in kinds(really_trained(noise, tmp_path / "inside", rate=1e-3, epochs=30))


@pytest.mark.slow
def test_a_rate_of_one_is_too_high(noise, tmp_path):
    found = kinds(really_trained(noise, tmp_path / "inside", rate=1.0, epochs=4))
    assert "rate_too_high" in found
    assert "dead_units" in found


@pytest.mark.slow
def test_a_rate_of_a_ten_millionth_is_too_low(noise, tmp_path):
    curves = really_trained(noise, tmp_path / "inside", rate=1e-7, epochs=4)
    assert curves.update_ratio < 1e-5
    assert kinds(curves) == ["rate_too_low"]


def test_a_finished_run_is_read_from_its_folder(trained):
    curves = read_curves(trained)
    assert curves.epochs == trained.read_training_spec().epochs
    assert curves.validation_pictures == curves.confusions[-1].sum() > 0
    assert list(curves.dead) == ["conv_1", "conv_2", "dense"]
    assert all(finding.kind != "not_finite" for finding in find_findings(curves))


@pytest.mark.parametrize(
    ("fields", "hindrances", "normalised"),
    [
        ({"architecture": "article"}, ["dropout"], False),
        ({"architecture": "article", "dropout": 0.0}, [], False),
        ({"architecture": "article", "augmentation": {"mixup": 0.2}}, ["dropout", "augmentation"], False),
        ({"architecture": "compact"}, ["dropout", "augmentation"], True),
    ],
)
def test_what_makes_training_harder_follows_from_the_spec(fields, hindrances, normalised):
    run = folder.create(TrainingSpec(dataset="gone", **fields))
    run.write_classes(["a", "b"], View.STRETCH)
    epoch = {"epoch": 1, "loss": 0.7, "accuracy": 0.5, "val_loss": 0.7, "val_accuracy": 0.5}
    curves = gather_curves(run, [epoch], None)
    assert (curves.hindrances, curves.normalised, curves.validation_pictures) == (hindrances, normalised, 0)


def test_of_a_head_the_last_epoch_counts_and_of_a_network_the_best():
    network = Curves(classes=2, accuracy=[0.8, 0.9], val_accuracy=[0.95, 0.9])
    head = replace(network, spec=TrainingSpec(architecture="efficientnet_lite0"))
    assert (network.kept, head.kept) == (0.95, 0.9)


def test_the_loss_that_is_told_is_that_of_the_kept_weights():
    full = replace(GOOD, val_accuracy=[0.9, 0.99, 1.0, 0.99, 1.0, 0.99], val_loss=[0.2, 0.01, 0.05, 0.1, 0.03, 0.02])
    assert full.kept_loss == 0.03
    head = replace(full, spec=TrainingSpec(architecture="efficientnet_lite0", trainable="head"))
    assert head.kept_loss == 0.02


def test_nothing_is_called_right_that_few_validation_pictures_cannot_tell():
    assert [one.kind for one in find_findings(GOOD)] == ["nothing_wrong"]
    few = {one.kind: one for one in find_findings(replace(GOOD, validation_pictures=18))}
    assert set(few) == {"unchecked", "too_few_pictures"}
    assert "Add validation pictures: with 18" in few["unchecked"].advice
