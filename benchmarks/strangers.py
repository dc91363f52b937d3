"""Claim: at most 6 % of a class's unseen photos are called unusual, at 20, 50, 150 and 1,000 photos a class; the
distance tells strangers with an area under ROC of 0.99 or more.

    python -m benchmarks.strangers PHOTOS OTHERS [--backbone efficientnet_lite2] [--view crop]

PHOTOS and OTHERS (cats-vs-dogs, clothing10) are folders with `train/<class>` and `test/<class>`. For each size the
training and validation photos (85 and 15 %) are drawn from `train`, several times, and every photo of PHOTOS' `test`,
none of which set a limit, is judged, beside OTHERS, handwritten digits and noise. "false alarms" are unseen photos that
are called unusual or unlike: the mean of all draws, which is what is claimed, and the worst draw with its 95 %
interval. "unlike" are those of the sure sentence. The same stands for the rule before: one limit of 95 % for all
classes together.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.metrics import roc_auc_score

from benchmarks.temporary import temporary_folder

SIZES = {20: 40, 50: 20, 150: 10, 1_000: 5}  # photos a class, and how often they are drawn
MOST_FALSE_ALARMS = 0.06
AT_LEAST = 0.99
HELD_OUT = 0.15
BEFORE = 10  # pictures whose mean distance counted before

Rows = np.ndarray


def judge_all(photos: Path, others: Path, seed: int) -> bool:
    taught, unseen = (read_classes(photos / split) for split in ("train", "test"))
    strange = {others.name: np.concatenate([*read_classes(others / "test").values()]), **make_strangers()}
    sizes = [size for size in SIZES if size <= min(map(len, taught.values()))]
    held = [judge_size(size, taught, unseen, strange, seed) for size in sizes]
    return all(held)


def judge_size(
    size: int, taught: Mapping[str, Rows], unseen: Mapping[str, Rows], strange: Mapping[str, Rows], seed: int
) -> bool:
    """Print a line for each class and each kind of strangers; whether all claims hold."""
    results = [measure(draw(taught, size, [seed, size, number]), unseen, strange) for number in range(SIZES[size])]
    classes = [print_alarms(size, label, len(unseen[label]), results) for label in unseen]
    kinds = [print_strangers(size, name, results) for name in strange]
    return all(classes) and all(kinds)


def draw(taught: Mapping[str, Rows], size: int, seed: Sequence[int]) -> Iterator[tuple[str, Rows, Rows]]:
    """For each class its training and its validation photos."""
    dice, held_out = np.random.default_rng(seed), int(HELD_OUT * size + 0.5)
    for label, rows in taught.items():
        chosen = dice.permutation(len(rows))[:size]
        yield label, rows[chosen[held_out:]], rows[chosen[:held_out]]


def measure(drawn, unseen: Mapping[str, Rows], strange: Mapping[str, Rows]) -> dict[str, dict[str, float]]:
    from core.inference.familiar.distance_limits import compute_class_distances
    from core.inference.familiar.neighbours import NEAREST, build_neighbours

    parts = list(drawn)
    labels, held_labels = ([one[0] for one in parts for _row in one[number]] for number in (1, 2))
    rows, held_out = (np.concatenate([one[number] for one in parts]) for number in (1, 2))
    known = build_neighbours([""] * len(rows), labels, rows, held_labels, held_out)
    usual, far = known.limits.T

    def ratios(seen: Rows, limits: Rows) -> Rows:
        return (compute_class_distances(seen @ rows.T, known.groups, NEAREST) / limits).min(axis=1)

    before, threshold = partial(mean_distance, rows), find_threshold_before(rows, held_out)
    own = np.concatenate([ratios(seen, usual) for seen in unseen.values()])
    told = {
        label: {
            "alarms": int((ratios(seen, usual) > 1).sum()),
            "unlike": float((ratios(seen, far) > 1).mean()),
            "before": int((before(seen) > threshold).sum()),
        }
        for label, seen in unseen.items()
    }
    for name, seen in strange.items():
        said = ratios(seen, usual)
        truth = np.r_[np.zeros(len(own)), np.ones(len(said))]
        told[name] = {
            "area": float(roc_auc_score(truth, np.r_[own, said])),
            "unusual": float((said > 1).mean()),
            "unlike": float((ratios(seen, far) > 1).mean()),
            "before": float((before(seen) > threshold).mean()),
            "area before": float(
                roc_auc_score(truth, np.r_[np.concatenate([before(one) for one in unseen.values()]), before(seen)])
            ),
        }
    return told


def mean_distance(rows: Rows, seen: Rows) -> Rows:
    from core.inference.familiar.distance_limits import compute_mean_distances

    return compute_mean_distances(seen @ rows.T, BEFORE)


def find_threshold_before(rows: Rows, held_out: Rows) -> float:
    """One limit for all classes: the 95 % quantile of validation and, each left out in its turn, training photos."""
    from core.inference.familiar.distance_limits import compute_mean_distances

    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -2)
    left_out = compute_mean_distances(np.partition(cosines, 0, axis=1)[:, 1:], BEFORE)
    distances = np.sort(np.r_[mean_distance(rows, held_out), left_out])
    return float(distances[min(int(np.ceil((len(distances) + 1) * 0.95)) - 1, len(distances) - 1)])


def print_alarms(size: int, label: str, n: int, results) -> bool:
    from core.intervals import compute_wilson_interval

    alarms, before = (np.array([one[label][name] for one in results]) for name in ("alarms", "before"))
    unlike = np.mean([one[label]["unlike"] for one in results])
    low, high = compute_wilson_interval(int(alarms.max()), n)
    print(
        f"{size:>5} a class  {label:<10} false alarms {alarms.mean() / n:6.1%}, worst of {len(results)} "
        f"{alarms.max() / n:.1%} ({low:.1%} to {high:.1%} of {n}); unlike {unlike:.1%}; "
        f"before {before.mean() / n:.1%}, worst {before.max() / n:.1%}"
    )
    return bool(alarms.mean() / n <= MOST_FALSE_ALARMS)


def print_strangers(size: int, name: str, results) -> bool:
    area, unusual, unlike, before, area_before = (
        np.array([one[name][key] for one in results]) for key in ("area", "unusual", "unlike", "before", "area before")
    )
    print(
        f"{size:>5} a class  {name:<10} area under ROC {area.mean():.4f}, worst {area.min():.4f}; told as unusual or "
        f"unlike {unusual.mean():.1%}, worst {unusual.min():.1%}; unlike {unlike.mean():.1%}; "
        f"before {area_before.mean():.4f}, told {before.mean():.1%}"
    )
    return bool(area.mean() >= AT_LEAST)


def read_classes(folder: Path) -> dict[str, Rows]:
    return {one.name: features_of([*map(Path.read_bytes, sorted(one.iterdir()))]) for one in sorted(folder.iterdir())}


def make_strangers() -> dict[str, Rows]:
    from core.data import datasets
    from core.data.intake import adding

    digits = datasets.load("digits") if "digits" in datasets.list_names() else adding.add("digits", "digits")
    written = [(digits.root / record.path).read_bytes() for record in digits.list_pictures(split="test")]
    return {"digits": features_of(written), "noise": features_of([draw_noise(number) for number in range(200)])}


def draw_noise(number: int) -> bytes:
    """A PNG of independent pixels, 1 to 16 screen pixels wide."""
    side, data = 224 >> number % 5, io.BytesIO()
    pixels = np.random.default_rng(number).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(pixels).resize((224, 224), Image.Resampling.NEAREST).save(data, "PNG")
    return data.getvalue()


def features_of(pictures: Sequence[bytes]) -> Rows:
    from core.backbone.features import compute_features, take_picture_from_bytes
    from core.backbone.quick_head import normalize_rows
    from core.data.pixels.view import View
    from core.networks.backbones import BACKBONES

    taken = [take_picture_from_bytes("photo", data) for data in pictures]
    rows = compute_features(taken, BACKBONES[args.backbone], View(args.view))
    return normalize_rows(rows).astype(np.float16).astype(np.float32)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", type=Path)
    parser.add_argument("others", type=Path)
    parser.add_argument("--backbone", default="efficientnet_lite0")
    parser.add_argument("--view", default="stretch")
    parser.add_argument("--home", help="keeps the features of the photos, so that a second time is quick")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(args.home or home)
        sys.exit(0 if judge_all(args.photos, args.others, args.seed) else 1)
