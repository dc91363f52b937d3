"""The contract that every export format keeps: a real run is written, and the file answers as the run does."""

import pytest

from core.errors import InputError
from core.export import comparison
from core.export.checked_format import measure_bytes
from core.export.formats import FORMATS, find_format
from core.export.formats.litert import count_allowed
from core.inference.models import find_model
from core.runs import folder
from core.specs.training_spec import TrainingSpec

MODELS = [one for one in FORMATS if one.name != "card"]  # which answers about no picture
SLOW = ("keras", "saved_model", "litert", "litert_int8", "script", "notebook")  # TensorFlow takes half a minute


@pytest.fixture(
    params=[pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name in SLOW)) for one in MODELS]
)
def chosen(request):
    return request.param


def test_every_format_is_found_by_its_name():
    assert len({one.name for one in FORMATS}) == len(FORMATS)
    assert all(find_format(one.name) is one for one in FORMATS)
    assert len({one.title for one in FORMATS}) == len({one.purpose for one in FORMATS}) == len(FORMATS)


def test_the_file_answers_as_the_run_does_on_its_own_pictures(chosen, trained, tmp_path):
    out = tmp_path / "new" / "folder"
    exported = chosen.export(find_model(trained.run_id), out)
    assert (exported.model, exported.format) == (trained.run_id, chosen.name)
    assert list(out.iterdir()) == [exported.path]
    assert exported.path.name.startswith(trained.run_id)
    assert exported.bytes == measure_bytes(exported.path) > 0
    assert comparison.PICTURES <= exported.checked.pictures <= chosen.most_pictures
    assert exported.checked.largest_difference <= chosen.tolerance
    assert exported.checked.changed_decisions <= (count_allowed(64) if chosen.name == "litert_int8" else 0)


def test_a_run_without_a_model_says_so(chosen, tmp_path):
    waiting = folder.create(TrainingSpec(dataset="digits"))
    with pytest.raises(InputError, match=f"{waiting.run_id} has no model yet"):
        chosen.export(find_model(waiting.run_id), tmp_path)
