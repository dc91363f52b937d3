"""Claim: on clothing10 the head is within one point of scikit-learn's logistic regression on the same features.

    python -m benchmarks.head_against_logistic [--photos ../shared/data/clothing10]

The head is that of a real run. The rival has the same features of the same training photos, standardised, and takes of
several strengths the one that is best on the same validation photos. Printed: accuracy with a Wilson interval, macro F1
with a bootstrap interval (2,000 draws of the test photos), and the difference of the two in points on the same draws.
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.fine_tuned import trained
from benchmarks.temporary import temporary_folder
from core.backbone.examples import compute_examples
from core.data import datasets
from core.data.intake import adding
from core.evaluation.evaluate import load
from core.intervals import compute_wilson_interval
from core.networks.backbones import EMBEDDED
from core.specs.named_values import spec_from

PHOTOS = Path("../shared/data/clothing10")
STRENGTHS = (1e-3, 1e-2, 1e-1, 1.0)  # C: the larger, the weaker the regularisation
DRAWS = 2000
AT_MOST = 1.0  # points below


def rival() -> np.ndarray:
    """What scikit-learn says of the test photos: numbers of classes (n,)."""
    dataset = datasets.load("photos")
    learned, chosen_by, asked = (
        compute_examples(dataset, dataset.list_pictures(split=split)) for split in ("train", "val", "test")
    )
    models = [make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=2000)) for c in STRENGTHS]
    fitted = [model.fit(learned.rows, learned.labels) for model in models]
    best = max(fitted, key=lambda model: model.score(chosen_by.rows, chosen_by.labels))
    said: np.ndarray = best.predict(asked.rows)
    return said


def bootstrapped(labels: np.ndarray, ours: np.ndarray, theirs: np.ndarray) -> dict[str, np.ndarray]:
    """Of many draws of the test photos: macro F1 of both, and how much more accurate ours is."""
    dice = np.random.default_rng(0)
    rows: dict[str, list[float]] = {"ours": [], "theirs": [], "accuracy": [], "f1": []}
    for _draw in range(DRAWS):
        drawn = dice.integers(0, len(labels), len(labels))
        mine, yours = (f1_score(labels[drawn], said[drawn], average="macro") for said in (ours, theirs))
        rows["ours"].append(mine)
        rows["theirs"].append(yours)
        rows["f1"].append(mine - yours)
        rows["accuracy"].append(float((ours[drawn] == labels[drawn]).mean() - (theirs[drawn] == labels[drawn]).mean()))
    return {name: np.array(values) for name, values in rows.items()}


def tell(name: str, labels: np.ndarray, said: np.ndarray, draws: np.ndarray) -> None:
    n, right = len(labels), int((said == labels).sum())
    low, high = compute_wilson_interval(right, n)
    bottom, top = np.quantile(draws, [0.025, 0.975])
    f1 = f1_score(labels, said, average="macro")
    print(
        f"{name}: accuracy {right / n:.2%} ({low:.2%} to {high:.2%}, n = {n}), "
        f"macro F1 {f1:.4f} ({bottom:.4f} to {top:.4f})"
    )


def main(photos: Path) -> None:
    adding.add(photos, "photos")
    run, _seconds = trained(spec_from({"dataset": "photos", "architecture": EMBEDDED.name}))
    found = load(run.evaluation, "photos", "test")
    if found is None:
        sys.exit("There are no test photos.")
    ours, theirs = found.probabilities.argmax(axis=1), rival()
    draws = bootstrapped(found.labels, ours, theirs)
    tell("head of the run", found.labels, ours, draws["ours"])
    tell("scikit-learn", found.labels, theirs, draws["theirs"])
    for name in ("accuracy", "f1"):
        low, high = 100 * np.quantile(draws[name], [0.025, 0.975])
        mean = 100 * draws[name].mean()
        print(f"difference of {name}: {mean:+.2f} points ({low:+.2f} to {high:+.2f}); claimed: at least {-AT_MOST}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    args = parser.parse_args()
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        main(args.photos.resolve())
