"""Claim: the first suspects of real photos are worth a look, and planted mistakes come first.

    python -m benchmarks.suspect_labels PHOTOS [--first 20] [--planted 40]

PHOTOS is a folder with `train/<class>`, such as cats-vs-dogs. Prints the most suspect photos to be looked at by eye.
Then labels of randomly chosen photos are changed, and it is counted how many of as many first suspects are those.
"""

import argparse
import os
import time
from pathlib import Path

import numpy as np

from benchmarks.temporary import temporary_folder

AT_LEAST = 0.8  # of the planted mistakes among as many first suspects


def judge(photos: Path, first: int, planted: int) -> None:
    from core.backbone.features import compute_features, take_picture_of_record
    from core.backbone.quick_head import draw_stratified_folds, predict_out_of_fold
    from core.curation.labels.label_check import FOLDS, SEED, check_labels
    from core.curation.labels.suspects import rank_suspects
    from core.data.intake import adding

    dataset = adding.add(photos, "suspect-labels")
    began = time.monotonic()
    check = check_labels(dataset)
    found = check.find_suspects()
    print(f"{len(check.records)} photos in {time.monotonic() - began:.1f} s, features included: {len(found)} suspects")
    for record, suspect in found[:first]:
        says = f"{dataset.classes[suspect.likely]} {suspect.probability:.3f}"
        print(f"  {record.path}: label {record.label}, the others say {says}{', sure' if suspect.sure else ''}")
    dice, labels = np.random.default_rng(0), check.labels.copy()
    wrong = dice.choice(len(labels), planted, replace=False)
    labels[wrong] = (labels[wrong] + dice.integers(1, len(dataset.classes), planted)) % len(dataset.classes)
    rows = compute_features([take_picture_of_record(dataset, record) for record in check.records])
    said = predict_out_of_fold(rows, labels, len(dataset.classes), draw_stratified_folds(labels, FOLDS, SEED))
    caught = len({one.place for one in rank_suspects(labels, said)[:planted]} & set(wrong.tolist()))
    print(f"{caught} of {planted} planted mistakes are among the first {planted} suspects; claimed: {AT_LEAST:.0%}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", type=Path)
    parser.add_argument("--first", type=int, default=20)
    parser.add_argument("--planted", type=int, default=40)
    args = parser.parse_args()
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        judge(args.photos, args.first, args.planted)
