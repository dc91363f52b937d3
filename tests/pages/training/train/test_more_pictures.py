"""A run's page offers the curve of more pictures, and shows it once it is there."""

import pytest

from core.data.intake import adding
from core.files import write_json
from core.runs.foretold.promise import Promise, keep_promise
from core.runs.result import Result, Seconds
from core.search.more_pictures import DataCurve, DataPoint
from core.tasks.networks.data_curve import find_curve_file
from tests.hand_made import hand_made_run
from tests.pages.app import open_page

PAGE = "pages/training/train/page.py"


@pytest.fixture
def run():
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    return hand_made_run("tiny")


def test_the_curve_is_offered_and_then_shown_with_what_it_means(run):
    app = open_page(PAGE, run=run.run_id)
    assert not app.exception
    assert any(button.label == "Draw the curve" for button in app.button)
    points = [
        DataPoint(run="r", pictures=count, accuracy=accuracy, training_accuracy=0.99, n=500)
        for count, accuracy in ((10, 0.6), (20, 0.7), (40, 0.8))
    ]
    write_json(find_curve_file(run), DataCurve(points=tuple(points)))
    app = open_page(PAGE, language="zh", run=run.run_id)
    assert any("更多图片会有帮助" in one.value for one in app.markdown)


def test_what_was_foretold_stands_beside_what_came(run):
    seconds = Seconds(total=30, decode=1, train=20, evaluate=1)
    result = Result(
        metrics=None, best_epoch=1, best_val_accuracy=0.8, epochs=1, parameters=1, seconds=seconds,
        images_per_second=1, precision_policy="float32", device="CPU",
    )  # fmt: skip
    run.write_result(result)
    keep_promise(run, Promise(seconds=20, accuracy=(0.7, 0.9), like=3))
    app = open_page(PAGE, run=run.run_id)
    assert any("it took 30 s (+50%). Foretold 70.0% to 90.0%" in one.value for one in app.caption)
