"""A curve of more pictures is made of runs on shares of them, and kept with the run that it is about."""

import pytest

from core.data.intake import adding
from core.errors import InputError
from core.jobs.life import read_current_state
from core.jobs.state import ACTIVE
from core.runs import folder
from core.search.data_curve import SHARES, read_curve
from core.specs.training_spec import TrainingSpec
from core.tasks.networks import data_curve
from tests.waiting import until


def test_a_head_alone_has_no_curve():
    run = folder.create(TrainingSpec(architecture="efficientnet_lite0"))
    with pytest.raises(InputError, match="A head alone is trained on all pictures"):
        data_curve.start(run)
    assert read_curve(run) is None


@pytest.mark.slow
def test_a_real_curve_has_a_run_for_each_share(tmp_path):
    adding.add("sketches", "tiny", options={"count": 120, "size": 32})
    run = folder.create(TrainingSpec(dataset="tiny", image_size=32, epochs=1, precision="float32"))
    job = data_curve.start(run)
    until(lambda: read_current_state(job).state not in ACTIVE, within=400)
    curve = read_curve(run)
    assert [point.pictures for point in curve.points] == [round(share * 84) for share in SHARES]
    specs = [folder.find(point.run).read_training_spec() for point in curve.points]
    assert [spec.share for spec in specs] == list(SHARES)
    assert all(folder.find(point.run).read_training_result().metrics is None for point in curve.points)
