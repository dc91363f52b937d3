"""Compute an explanation: the attribution of a class, and the checks that go with it."""

import zlib
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from core.data.pixels.decode import Pixels
from core.errors import InputError
from core.explain.explanation import Explanation
from core.explain.gradients.network import Network, load_network
from core.explain.inside.strongest import Responses
from core.explain.inside.trace import Tracer
from core.explain.method import Method, Values
from core.explain.similarity import compute_similarity
from core.files import DamagedFileError
from core.i18n import N_
from core.inference.model import Model

NO_FILE = N_("The model {model} has no ONNX file to be explained.")
HELD = 2  # networks


@dataclass(frozen=True)
class Pair:
    """A model's network, and the same one with shuffled weights."""

    trained: Network
    random: Network
    _unlearned: dict[Hashable, Values] = field(default_factory=dict)

    def explain_unlearned(self, picture: Values, method: Method, target: int) -> Values:
        """What the rough method makes of the shuffled twin; held for the finer explanation that follows a rough one."""
        key = (method.name, target, zlib.crc32(picture.tobytes()))
        if key not in self._unlearned:
            self._unlearned.clear()
            self._unlearned[key] = method.make_rough().compute(self.random, picture, target).values
        return self._unlearned[key]

    @cached_property
    def tracer(self) -> Tracer:
        """Follows pictures through the trained network."""
        return Tracer(self.trained)

    @cached_property
    def responses(self) -> Responses:
        """Of the trained network to its training pictures, as far as they were asked for."""
        return Responses(self.tracer)


class Networks:
    """The networks that were asked last, kept for the next question; one thread at a time."""

    def __init__(self, most: int = HELD) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Pair] = OrderedDict()
        self._unprepared: list[Network] = []

    def load(self, model: Model) -> Pair:
        """The model's network and its randomised twin.

        Raises:
            InputError: the model has no file, or a damaged one.

        """
        key = model.version
        if key not in self._held:
            trained = _load(model)
            self._held[key] = Pair(trained, trained.randomise())
            self._unprepared = [trained, self._held[key].random]
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return self._held[key]

    def prepare_next(self) -> bool:
        """Open the sessions of a network that was loaded, so that no other method waits for them; False if all are."""
        if not self._unprepared:
            return False
        with suppress(InputError):  # it has a layer without a gradient, which is told to whoever asks for one
            self._unprepared.pop(0).prepare()
        return True


def _load(model: Model) -> Network:
    try:
        return load_network(find_file(model))
    except DamagedFileError:
        model.load()  # which says what is wrong as it does to whoever asks for a prediction
        raise


def find_file(model: Model) -> Path:
    """The model's ONNX file.

    Raises:
        InputError: it has none.

    """
    if "onnx" not in model.files:
        model.load()  # the same
        raise InputError(NO_FILE, model=model.id)
    return model.files["onnx"]


def explain(pair: Pair, pixels: Pixels, method: Method, target: int | None = None) -> Explanation:
    """Explain the class `target`, or the most probable one, for decoded pixels (size, size, 3).

    Raises:
        InputError: the network has a layer that the method cannot go through.

    """
    picture = pixels.astype(np.float32)
    logits = pair.trained.compute_logits(picture[None])[0]
    chosen = int(logits.argmax()) if target is None else target
    found = method.compute(pair.trained, picture, chosen)
    unlearned = pair.explain_unlearned(picture, method, chosen) if found.values.any() else None
    return Explanation(
        target=chosen,
        probabilities=pair.trained.compute_probabilities(logits),
        logit=float(logits[chosen]),
        values=found.values,
        signed=method.signed,
        completeness=found.completeness,
        randomised_similarity=None if unlearned is None else compute_similarity(found.values, unlearned),
    )
