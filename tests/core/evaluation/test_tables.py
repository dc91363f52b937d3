"""What leaves as CSV is what the screen shows: every figure with its interval, every picture with its answer."""

import numpy as np

from core.evaluation.evaluate import Predictions
from core.evaluation.tables import tabulate_figures, tabulate_predictions
from core.inference.decision import DecisionRule

SAID = np.array([[0.9, 0.1], [0.45, 0.55], [0.6, 0.4], [0.2, 0.8]], np.float32)


def predictions(probabilities, labels, rule=None):
    classes = tuple(f"class {number}" for number in range(probabilities.shape[1]))
    paths = tuple(f"{number}.png" for number in range(len(labels)))
    found = Predictions(classes, paths, np.array(labels), probabilities)
    return found if rule is None else found.apply(rule)


def test_every_figure_has_a_row_with_its_interval():
    report = predictions(SAID, [0, 0, 1, 1]).get_report()
    rows = {(row["of"], row["figure"]): row for row in tabulate_figures(report)}
    accuracy = rows["all", "accuracy"]
    assert (accuracy["value"], accuracy["interval"]) == (0.5, "wilson")
    assert accuracy["low"] < 0.5 < accuracy["high"]
    assert rows["class 1", "recall"]["value"] == 0.5
    assert rows["macro", "f1"]["classes"] == 2
    assert rows["weighted", "precision"]["value"] == report.weighted.precision.value


def test_every_picture_has_a_row_by_the_rule():
    rule = DecisionRule(threshold=0.35, positive="class 1", reject_below=0.55)
    found = predictions(SAID, [0, 0, 1, 1], rule)
    table = tabulate_predictions(found)
    assert list(table)[-2:] == ["p(class 0)", "p(class 1)"]
    assert table["answer"].tolist() == ["class 0", "class 1", "class 1", "class 1"]
    assert table["right"].tolist() == [True, False, True, True]
    assert table["sure"].tolist() == [certainty >= 0.55 for certainty in found.certainty]
    assert {len(column) for column in table.values()} == {4}


def test_of_many_classes_the_most_probable_ones_are_told():
    said = np.full((2, 30), 0.01, np.float32)
    said[0, 7], said[0, 3], said[1, 29] = 0.5, 0.2, 0.6
    table = tabulate_predictions(predictions(said, [7, 0]))
    assert table["label_1"].tolist() == ["class 7", "class 29"]
    assert table["label_2"][0] == "class 3"
    assert table["probability_2"][0] == np.float32(0.2)
    assert "label_6" not in table
