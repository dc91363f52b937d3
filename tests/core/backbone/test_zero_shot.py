"""Classes that are sums of ImageNet's, by their names."""

import numpy as np

from core.backbone.zero_shot import find_groups, zero_shot
from core.networks.backbones import EMBEDDED


def test_which_classes_are_sums_of_imagenets():
    assert find_groups(["Cats", "dog"]) == [list(range(281, 286)), list(range(151, 269))]
    assert find_groups(["猫", "狗"]) == find_groups(["cat", "dog"])
    assert find_groups(["banana", "lemon"]) == [[954], [951]]
    assert find_groups(["cat", "my sister"]) is None
    shares = zero_shot(np.ones((3, EMBEDDED.width), np.float32), [[1, 2], [3]])
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-5)
