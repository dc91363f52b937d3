"""Claim: by cross-validation on training photos, no head on the same features is better than the product's by more
than chance; so none is chosen by its test photos.

    python -m benchmarks.heads [--photos ../shared/data/cats-vs-dogs] [--view crop] [--folds 5] [--test]

Two heads are fitted at several strengths: the product's (features brought to mean 0 and a spread near 1, L2 times the
sum of squares) and logistic regression on rows of length 1, with scikit-learn's C, as the instant classifier has it.
Both are solved to their optimum by L-BFGS, which Keras reaches as well (`tests/core/training/head/test_fit.py`).
Printed are mistakes and log loss out of fold on all training and validation photos. With `--test` the mistakes on the
test photos stand beside, of heads fitted to the training photos alone and to both, as the product's is in the end: to
explain a result, not to choose by.
"""

import argparse
from collections.abc import Mapping

import numpy as np

from benchmarks.on_features import run
from core.backbone.examples import Examples, compute_examples
from core.backbone.logistic import fit_logistic
from core.backbone.quick_head import draw_stratified_folds, normalize_rows
from core.data.intake import adding
from core.data.pixels.view import View
from core.networks.backbones import BACKBONES
from core.training.head.fit import SHRINKAGE

HEADS: Mapping[str, tuple[float, ...]] = {"product's": (0.01, 0.03, 0.1, 0.3, 1.0), "rows of length 1": (10, 100, 1000)}
STEPS = 600
Rows = np.ndarray


def compute_logits(head: str, strength: float, known: Rows, labels: Rows, asked: Rows) -> Rows:
    """The logits (n, classes) of other pictures by a head that was fitted to the known ones."""
    if head == "product's":
        variance = known.var(axis=0)
        spread = np.sqrt(variance + SHRINKAGE * variance.mean())
        near, far = ((rows - known.mean(axis=0)) / spread for rows in (known, asked))
        c = 1 / (2 * strength * len(known))
    else:
        near, far, c = normalize_rows(known), normalize_rows(asked), strength
    weights, biases = fit_logistic(near.astype(float), labels, c, STEPS)
    logits: Rows = far @ weights.T + biases
    return logits


def compute_losses(logits: Rows, labels: Rows) -> Rows:
    losses: Rows = (np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(labels)), labels]).astype(float)
    return losses


def judge(head: str, strength: float, known: Examples, folds: Rows) -> str:
    labels = known.labels.astype(np.intp)
    logits = np.zeros((len(labels), labels.max() + 1))
    for fold in np.unique(folds):
        out = folds == fold
        logits[out] = compute_logits(head, strength, known.rows[~out], labels[~out], known.rows[out])
    losses = compute_losses(logits, labels)
    wrong = int((logits.argmax(axis=1) != labels).sum())
    error = losses.std() / np.sqrt(len(losses))
    return f"{head:16} {strength:7g}: {wrong:3} of {len(labels)} wrong, loss {losses.mean():.4f} ± {error:.4f}"


def judge_on_test(head: str, strength: float, known: Examples, learned: Rows, new: Examples) -> str:
    labels = known.labels.astype(np.intp)
    wrong = [
        int((compute_logits(head, strength, known.rows[part], labels[part], new.rows).argmax(1) != new.labels).sum())
        for part in (learned, np.ones(len(labels), bool))
    ]
    return f"; of {len(new)} test photos {wrong[0]} wrong, with validation photos too {wrong[1]}"


def main(args: argparse.Namespace) -> None:
    dataset = adding.add(args.photos.resolve(), "photos")
    records = [record for record in dataset.list_pictures() if record.split != "test"]
    unseen = dataset.list_pictures(split="test")
    learned = np.array([record.split == "train" for record in records])
    for backbone in (one for one in BACKBONES.values() if one.packaged):
        known = compute_examples(dataset, records, backbone, View(args.view))
        new = compute_examples(dataset, unseen if args.test else [], backbone, View(args.view))
        folds = draw_stratified_folds(known.labels.astype(np.intp), args.folds, 1)
        print(backbone.title, args.view)
        for head, strengths in HEADS.items():
            for strength in strengths:
                tested = judge_on_test(head, strength, known, learned, new) if args.test else ""
                print(judge(head, strength, known, folds) + tested, flush=True)


if __name__ == "__main__":
    run(main, folds=5)
