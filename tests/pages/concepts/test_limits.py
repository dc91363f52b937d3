"""What is hard: groups and totals are those of the collection, and the guess follows the threshold."""

import pytest

from core.i18n import LANGUAGES
from core.inference.examples.snow import judge_collection
from tests.pages.app import open_page

PAGE = "pages/concepts/limits/page.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_groups_are_those_of_the_collection(language):
    app = open_page(PAGE, language=language, share="100")
    assert not app.exception
    judged = judge_collection(1.0, 60)
    shown = [metric.value for metric in app.metric]
    assert shown[:2] == ["100.0%", f"{judged.fair.accuracy:.1%}"]
    assert "0 / 40" in shown[2:6]


def test_a_threshold_of_everything_finds_all_and_alarms_always():
    app = open_page(PAGE, threshold="70", run="efficientnet_lite0")
    assert [metric.value for metric in app.metric][6:8] == ["100.0%", ">99.9%"]


def test_the_preset_of_a_snow_detector_is_marked_as_a_failure_and_told():
    app = open_page(PAGE)
    app.button(key="limits.preset2").click().run()
    assert "snow" in app.caption[0].value
    assert app.query_params["share"] == "100"
