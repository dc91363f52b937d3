"""The training pictures to which a map responds most."""

import pytest
from PIL import Image

from core.data.intake.adding import add
from core.errors import InputError
from core.explain.inside.strongest import Responses
from core.explain.inside.trace import Tracer
from core.inference.models import find_model
from tests.core.explain.networks import as_network, build_spot_detector
from tests.hand_made import hand_made_import, hand_made_run

SIZE = 32  # the smallest that a run may have


@pytest.fixture
def reds(tmp_path, home):
    """A run on pictures that are the redder the higher the number in their names."""
    for label, green in (("dark", 0), ("bright", 90)):
        for number in range(10):
            path = tmp_path / "reds" / label / f"{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (SIZE, SIZE), (100 + 15 * number, green, 3 * number)).save(path)
    add(tmp_path / "reds", "reds")
    return hand_made_run("reds", SIZE)


def test_the_reddest_pictures_come_first(reds, monkeypatch):
    tracer = Tracer(as_network(build_spot_detector(SIZE)))
    (conv,) = [layer for layer in tracer.layers if layer.operator == "Conv"]
    responses, model = Responses(tracer), find_model(reds.run_id)
    ranked = responses.rank(model, conv, 0, most=4)
    means = [one.mean for one in ranked]
    assert means == sorted(means, reverse=True)
    assert means[0] > means[-1]
    numbers = [int(one.path.split("/")[-1].removesuffix(".png")) for one in ranked]
    assert numbers == sorted(numbers, reverse=True)

    monkeypatch.setattr("core.explain.inside.strongest._read_pictures", lambda _model: pytest.fail("read again"))
    assert responses.rank(model, conv, 1), "the other maps of the layer are known by then"


def test_without_training_pictures_it_says_so(home):
    hand_made_import("theirs", ["cat", "dog"])
    tracer = Tracer(as_network(build_spot_detector()))
    with pytest.raises(InputError, match="not trained on a dataset of this workspace"):
        Responses(tracer).rank(find_model("theirs"), tracer.layers[-1], 0)
