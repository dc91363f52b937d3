"""The file of a head: the one that answers, and the one before it that the validation pictures judged."""

import numpy as np
import pytest

from core.backbone.head import Head
from core.networks.backbones import EMBEDDED
from core.runs import folder
from core.runs.trained_head import TrainedHead, has_learned_validation
from core.specs.training_spec import TrainingSpec


def head(bias):
    return Head(np.ones((EMBEDDED.width, 1), np.float32), np.full(1, bias, np.float32))


@pytest.mark.parametrize("validated", [None, head(2)])
def test_it_comes_back_from_its_file(validated):
    run = folder.create(TrainingSpec(architecture="efficientnet_lite0"))
    TrainedHead(head(1), validated).save(run.head)
    found = TrainedHead.load(run.head)
    np.testing.assert_array_equal(found.last.kernel, head(1).kernel)
    assert found.last.bias == 1
    assert (found.validated and float(found.validated.bias[0])) == (validated and 2.0)
    assert has_learned_validation(run) == (validated is not None)


@pytest.mark.parametrize("content", [None, b"", b"half"])
def test_a_missing_or_damaged_file_is_none(content, tmp_path):
    if content is not None:
        (tmp_path / "head.npz").write_bytes(content)
    assert TrainedHead.load(tmp_path / "head.npz") is None
