"""Claim: the distance to the training pictures tells strangers with an area under ROC of 0.99 or more.

    python -m benchmarks.strangers PHOTOS OTHERS

PHOTOS and OTHERS are folders with `train/<class>` and `test/<class>`, such as cats-vs-dogs and clothing10. The test
photos of PHOTOS are told from those of OTHERS and from handwritten digits; beside it stand the share of false alarms
on the test photos, with what chance alone makes of the 5 % aimed at (95 %), and of strangers that are caught, at the
threshold that a run would use.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

AT_LEAST = 0.99


def judge(photos: Path, others: Path) -> bool:
    from core.backbone.features import compute_features, picture_of_record
    from core.data.intake import adding
    from core.inference import neighbours
    from core.inference.run_model import RunModel
    from core.runs import folder
    from core.specs.training_spec import TrainingSpec

    def test_distances(dataset) -> np.ndarray:
        rows = compute_features([picture_of_record(dataset, record) for record in dataset.list_pictures(split="test")])
        return np.array([known.measure(row).distance for row in rows])

    own = adding.add(photos, "photos")
    known = neighbours.find(RunModel(folder.create(TrainingSpec(dataset="photos"))).training)
    familiar, good = test_distances(own), True
    alarms = (familiar > known.threshold).mean()
    setters = min(neighbours.JUDGED, len(own.list_pictures(split="train")) + len(own.list_pictures(split="val")))
    chance = 1.96 * np.sqrt(0.05 * 0.95 * (1 / len(familiar) + 1 / setters))
    print(f"{photos.name}: {alarms:.1%} of {len(familiar)} test photos are false alarms; aimed at: 5 % ± {chance:.1%}")
    for source, name in ((others, others.name), ("digits", "digits")):
        strange = test_distances(adding.add(source, name))
        truth = np.r_[np.zeros(len(familiar)), np.ones(len(strange))]
        area = roc_auc_score(truth, np.r_[familiar, strange])
        caught = (strange > known.threshold).mean()
        print(
            f"{name}: area under ROC {area:.4f} (claimed: {AT_LEAST}), {caught:.1%} of {len(strange)} called strangers"
        )
        good = good and area >= AT_LEAST
    return good


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", type=Path)
    parser.add_argument("others", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["GLASSBOX_HOME"] = home
        sys.exit(0 if judge(args.photos, args.others) else 1)
