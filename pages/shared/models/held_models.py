"""Models in memory, of all readers together: as many as fit into a number of bytes, those that were used last.

One answers in milliseconds that takes a third of a second to load. A count alone would be too few for a class of
thirty whose models are small, or too many where they are large.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from core import workspace
from core.inference.model import Model

MOST_BYTES = 200 * 2**20  # of their files: two of the article's at 224 pixels, or some hundred small ones
MOST = 64

_held: OrderedDict[Hashable, tuple[Model, int]] = OrderedDict()  # the one that was used last is the last
_lock = threading.Lock()


def hold(model: Model) -> Model:
    """The model in memory, held for all sessions of its owner and read again when its files have changed.

    Raises:
        InputError: there is none yet, or it is damaged.

    """
    key = (workspace.current().root, model.version)
    with _lock:
        if key in _held:
            _held.move_to_end(key)
            return _held[key][0]
    model.load()
    with _lock:
        _held[key] = (model, _measure(model))
        _let_go()
    return model


def forget_all() -> None:
    """Hold none any more."""
    with _lock:
        _held.clear()


def _let_go() -> None:
    """Drop those that were used longest ago, and keep the last one whatever its size."""
    while len(_held) > 1 and (len(_held) > MOST or sum(size for _model, size in _held.values()) > MOST_BYTES):
        _held.popitem(last=False)


def _measure(model: Model) -> int:
    """Bytes of the file that is in memory; nothing for one that all owners share."""
    path = model.files.get("onnx")
    mine = path is not None and path.is_relative_to(workspace.current().root) and path.exists()
    return path.stat().st_size if path and mine else 0
