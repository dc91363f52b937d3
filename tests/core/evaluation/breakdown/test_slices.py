"""Where a model errs more often: Fisher's test against SciPy's, and parts of planted pictures."""

import numpy as np
import pytest
from PIL import Image
from scipy.stats import fisher_exact

from core.data import datasets
from core.data.intake.adding import add
from core.data.measure_file import FIGURES_FILE, FILE
from core.evaluation.breakdown.slices import (
    SHORTER,
    _name_thirds,
    compute_fisher_worse,
    compute_slices,
    tabulate_slices,
)
from core.evaluation.comparison.compare import adjust_by_holm
from core.evaluation.evaluate import Predictions

EACH = 24


@pytest.fixture
def pets(tmp_path):
    """Dark wide JPEGs and bright tall PNGs of either class."""
    for label in ("cat", "dog"):
        folder = tmp_path / "pets" / label
        folder.mkdir(parents=True)
        for number in range(EACH):
            dark = number % 2 == 0
            level = number + (10 if dark else 180) + (100 if label == "dog" else 0) * (not dark) // 2
            picture = Image.new("RGB", (60, 40) if dark else (50, 90), (level % 256, level % 256, number))
            picture.putpixel((0, 0), (255, number, 1 if label == "dog" else 0))
            picture.save(folder / f"{number:02}.{'jpg' if dark else 'png'}")
    return add(tmp_path / "pets", "pets")


def predict(dataset, is_wrong):
    records = [record for record in dataset.records if record.usable]
    labels = np.array([dataset.classes.index(record.label) for record in records])
    said = np.where([is_wrong(record) for record in records], 1 - labels, labels)
    return Predictions(tuple(dataset.classes), tuple(record.path for record in records), labels, np.eye(2)[said])


@pytest.mark.parametrize(
    ("wrong", "n", "others_wrong", "others"),
    [(5, 20, 3, 80), (0, 10, 4, 30), (10, 10, 0, 5), (0, 9, 0, 9), (40, 700, 60, 1300)],
)
def test_the_test_is_fishers(wrong, n, others_wrong, others):
    table = [[wrong, n - wrong], [others_wrong, others - others_wrong]]
    expected = fisher_exact(table, alternative="greater").pvalue
    assert compute_fisher_worse(wrong, n, others_wrong, others) == pytest.approx(expected, rel=1e-7)


def test_the_part_in_which_mistakes_were_planted_is_worse_and_the_others_are_not(pets):
    found = compute_slices(
        predict(pets, lambda record: record.path.endswith("jpg") and record.path[-5] in "0246"), pets
    )
    worse = {(one.by, str(one.name)) for one in found.parts if one.is_worse}
    assert ("file_type", "JPEG") in worse
    assert ("orientation", "landscape") in worse
    assert ("size", "shorter side up to 40 px") in worse
    assert not worse & {("file_type", "PNG"), ("orientation", "portrait")}
    jpeg = next(one for one in found.parts if str(one.name) == "JPEG")
    assert (jpeg.n, jpeg.others, jpeg.others_right) == (EACH, EACH, EACH)
    raw = [one.p for one in found.parts if one.p is not None]
    assert [one.adjusted for one in found.parts if one.p is not None] == adjust_by_holm(raw)
    assert found.missing == ()


def test_one_mistake_in_ten_everywhere_is_chance(pets):
    found = compute_slices(predict(pets, lambda record: record.path[-6:-4] in ("04", "11", "17")), pets)
    assert found.tested == len(found.parts) > 4
    assert not any(one.is_worse for one in found.parts)
    by_brightness = [one for one in found.parts if one.by == "brightness"]
    assert sum(one.n for one in by_brightness) == found.pictures == 2 * EACH
    assert str(by_brightness[0].name).startswith("mean level up to")


def test_a_part_with_few_pictures_is_shown_but_not_tested(pets):
    records = [record for record in pets.records if record.usable]
    kept = {record.path for record in records if record.path.endswith("png")} | {records[0].path}
    full = predict(pets, lambda record: record.path == records[0].path)
    places = [place for place, path in enumerate(full.paths) if path in kept]
    few = Predictions(
        full.classes, tuple(full.paths[place] for place in places), full.labels[places], full.probabilities[places]
    )
    jpeg = next(one for one in compute_slices(few, pets).parts if str(one.name) == "JPEG")
    assert (jpeg.n, jpeg.right, jpeg.p, jpeg.is_worse) == (1, 0, None, False)


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ([*range(1, 10)], {"up to 3": 3, "4 to 6": 3, "from 7": 3}),
        ([50, 60, *[256] * 8], {"up to 255": 2, "from 256": 8}),
        ([50, *[256] * 8, 300], {"up to 255": 1, "side 256 px": 8, "from 257": 1}),
        ([*[256] * 8, 300], {"up to 256": 8, "from 257": 1}),
        ([7, 7, 7], {"up to 7": 3}),
    ],
)
def test_pictures_of_the_commonest_size_are_a_part_and_so_are_the_smaller_ones(values, parts):
    names = [str(name) for name in _name_thirds(np.array(values), SHORTER)]
    counted = {part: sum(part in name for name in names) for part in parts}
    assert counted == parts
    assert sum(parts.values()) == len(values)


def test_brightness_that_was_not_measured_is_told_and_opens_no_picture(pets):
    for file in (FILE, FIGURES_FILE):
        (pets.folder / file).unlink()
    found = compute_slices(predict(pets, lambda record: False), datasets.load("pets"))
    assert found.missing == ("brightness",)
    assert {row["by"] for row in tabulate_slices(found)} == {"size", "orientation", "file_type"}


def test_pictures_that_are_gone_from_the_dataset_are_left_out(pets):
    full = predict(pets, lambda record: False)
    more = Predictions(
        full.classes, (*full.paths, "gone.png"), np.append(full.labels, 0), np.vstack([full.probabilities, [0, 1]])
    )
    assert compute_slices(more, pets).pictures == 2 * EACH
