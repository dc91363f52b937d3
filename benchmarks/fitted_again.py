"""Claim: a head that learns the validation pictures too, once they have chosen its strength, is better than one that
does not, and the temperature that was fitted before suits it.

    python -m benchmarks.fitted_again [--photos ../shared/data/cats-vs-dogs] [--view crop] [--draws 10] [--test]

Judged on training photos alone, so that nothing is chosen by the test photos: these fall into five folds; of four of
them so many photos are drawn as a maker might have, 15 % of them become validation photos as in the product, the
product's head is fitted and fitted again, and both are asked about the fifth. Printed are mistakes and log loss, each
without and with the temperature that the validation photos gave the first of the two, and in how many of all fits the
second has the lower loss. With `--test` the test photos are asked as well, by heads of all the others, to explain a
result and not to choose by.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.on_features import run
from core.backbone.examples import Examples, compute_examples
from core.backbone.head import Head
from core.backbone.quick_head import draw_stratified_folds
from core.cancel import NEVER
from core.data.index import DRAWN_PERCENT
from core.data.intake import adding
from core.data.pixels.view import View
from core.evaluation.report.metrics import compute_report
from core.inference.decision import DecisionRule
from core.networks.backbones import BACKBONES
from core.training.head.fit import fit, fit_again

SIZES = (40, 100, 400, 1600)  # photos that a head and its validation have together
FOLDS = 5
TINY = 1e-12
Places = np.ndarray


@dataclass
class Score:
    """Of one way to fit: mistakes, and the mean log loss of each fit, without and with the temperature."""

    wrong: int = 0
    losses: list[float] = field(default_factory=list)
    calibrated: list[float] = field(default_factory=list)

    def add(self, head: Head, temperature: float, asked: Examples) -> None:
        probabilities = head.compute_probabilities(asked.rows).astype(float)
        self.wrong += int((probabilities.argmax(axis=1) != asked.labels).sum())
        self.losses.append(compute_loss(probabilities, asked.labels))
        warmed = DecisionRule(temperature=temperature).calibrate(probabilities)
        self.calibrated.append(compute_loss(warmed, asked.labels))

    def __str__(self) -> str:
        loss, calibrated = np.mean(self.losses), np.mean(self.calibrated)
        return f"{self.wrong:4} wrong, loss {loss:.4f}, with the temperature {calibrated:.4f}"


def compute_loss(probabilities: np.ndarray, labels: np.ndarray) -> float:
    return float(-np.log(np.maximum(probabilities[np.arange(len(labels)), labels], TINY)).mean())


def fit_both(known: Examples, learned: Places, held: Places, classes: Sequence[str]) -> tuple[Head, Head, float]:
    """The head of the learned pictures, that of all, and the temperature by what the first says of those held back."""
    training, validation = take(known, learned), take(known, held)
    first = fit(training, validation, len(classes), NEVER)
    again = fit_again(training.join(validation), first.strength, len(classes), NEVER)
    report = compute_report(
        classes, validation.labels.astype(np.intp), first.head.compute_probabilities(validation.rows)
    )
    return first.head, again, report.usable_temperature or 1.0


def take(examples: Examples, places: Places) -> Examples:
    paths = tuple(examples.paths[place] for place in places)
    return Examples(paths, examples.rows[places], examples.labels[places])


def draw_parts(known: Examples, classes: int, size: int, draws: int) -> Iterator[tuple[Places, Places, Places]]:
    """The places of learned, held back and asked photos of each fit."""
    for draw in range(draws):
        dice = np.random.default_rng(draw)
        folds = draw_stratified_folds(known.labels.astype(np.intp), FOLDS, draw)
        for fold in range(FOLDS):
            mine = [np.flatnonzero((folds != fold) & (known.labels == label)) for label in range(classes)]
            drawn = [dice.choice(one, min(size // classes, len(one)), replace=False) for one in mine]
            few = [max(1, round(len(one) * DRAWN_PERCENT / 100)) for one in drawn]
            held = np.concatenate([one[:count] for one, count in zip(drawn, few, strict=True)])
            learned = np.concatenate([one[count:] for one, count in zip(drawn, few, strict=True)])
            yield learned, held, np.flatnonzero(folds == fold)


def judge(known: Examples, classes: Sequence[str], size: int, draws: int) -> None:
    once, again, asked = Score(), Score(), 0
    for learned, held, others in draw_parts(known, len(classes), size, draws):
        first, last, temperature = fit_both(known, learned, held, classes)
        for score, head in ((once, first), (again, last)):
            score.add(head, temperature, take(known, others))
        asked += len(others)
    print(f"  {size} photos, {asked:,} answers\n    once   {once}\n    again  {again}")
    better = sum(later < earlier for earlier, later in zip(once.losses, again.losses, strict=True))
    print(f"    lower loss in {better} of {len(once.losses)} fits", flush=True)


def main(args: argparse.Namespace) -> None:
    dataset = adding.add(args.photos.resolve(), "photos")
    records = [record for record in dataset.list_pictures() if record.split != "test"]
    held = np.array([record.split == "val" for record in records])
    for backbone in (one for one in BACKBONES.values() if one.packaged):
        known = compute_examples(dataset, records, backbone, View(args.view))
        print(backbone.title, args.view)
        for size in (one for one in SIZES if one < len(known)):
            judge(known, dataset.classes, size, 1 if size == SIZES[-1] else args.draws)
        if args.test:
            new = compute_examples(dataset, dataset.list_pictures(split="test"), backbone, View(args.view))
            first, last, temperature = fit_both(known, np.flatnonzero(~held), np.flatnonzero(held), dataset.classes)
            for name, head in (("once", first), ("again", last)):
                score = Score()
                score.add(head, temperature, new)
                print(f"  of {len(new):,} test photos, fitted {name}: {score} of {temperature:.2f}", flush=True)


if __name__ == "__main__":
    run(main, draws=10)
