"""Labels as the losses of training take them; without Keras."""

import numpy as np
import numpy.typing as npt

Targets = npt.NDArray[np.float32]


def encode_targets(labels: np.ndarray, classes: int) -> Targets:
    """Labels (n,) as float32: (n, 1) for two classes, else one-hot (n, classes)."""
    if classes == 2:
        return labels[:, None].astype(np.float32)
    one_hot: Targets = np.eye(classes, dtype=np.float32)[labels]
    return one_hot
