"""What a spare worker loads before a head is trained: the network that this head is for."""

import pytest

from core.jobs import entry_points
from core.networks.backbones import LITE0, LITE2
from core.runs.kind import TRAIN, choose_kind
from core.specs.named_values import spec_from
from core.training.head import loading


@pytest.mark.parametrize(
    ("architecture", "loaded"),
    [("efficientnet_lite0", LITE0), ("efficientnet_lite2", LITE2), ("mobilenet_v3_large", LITE0)],
)
def test_a_spare_worker_loads_the_built_in_network_that_the_head_is_for(architecture, loaded, monkeypatch):
    asked = []
    monkeypatch.setattr(loading, "start_preparing", lambda *what: asked.append(what))
    entry_points.load(choose_kind(spec_from({"architecture": architecture})).warm_up)()
    assert asked == [("auto", loaded)]


@pytest.mark.parametrize(
    "values", [{"trainable": "top"}, {"device": "cpu"}, {"architecture": "compact"}], ids=lambda values: str(values)
)
def test_nothing_is_loaded_for_what_chooses_its_own_device(values):
    assert choose_kind(spec_from({"architecture": "efficientnet_lite2"} | values)) is TRAIN
