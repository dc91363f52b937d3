"""A classifier as the methods ask it: logits, last feature maps and gradients, through ONNX Runtime.

    network = load_network(path)
    network.compute_logits(pictures)                   # (n, classes)
    network.compute_pixel_gradients(pictures, target)  # of the logit of class `target`

Sessions are opened when they are first needed, and kept. A thread computes one picture on one core, as many at a time
as there are cores: batches whose operators share the cores took more than twice as long on two of them.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

from core.backbone import onnx_seal
from core.backbone.features import Rows
from core.explain.gradients.differentiate import GRADIENT, LOGITS, SEED, TENSOR, differentiate
from core.explain.gradients.graph import expose, find_last_maps, find_logits, measure_shapes, open_session
from core.explain.gradients.tape import Shape
from core.files import damage_errors
from core.parallel import in_order

WEIGHTED = ("Conv", "Gemm", "MatMul")


@dataclass(frozen=True)
class Network:
    """An ONNX classifier; pictures are float32 (n, size, size, 3), RGB from 0 to 255."""

    model: onnx.ModelProto

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """Of every tensor, with a batch of one."""
        return measure_shapes(self.model)

    @property
    def image_size(self) -> int:
        return int(self.shapes[self.image][1])

    @property
    def image(self) -> str:
        """The name of the input."""
        return str(self.model.graph.input[0].name)

    @property
    def classes(self) -> int:
        return max(2, self._units)

    @cached_property
    def _units(self) -> int:
        """How many logits there are: one for two classes."""
        return self.shapes[find_logits(self.model)][-1]

    def compute_logits(self, pictures: Rows) -> Rows:
        """(n, classes). A network of two classes has one logit z, of the second: the first one's is -z."""
        session = self._forward_session
        each = in_order(lambda one: session.run(None, {self.image: one})[0], np.split(pictures, len(pictures)))
        return _expand(np.concatenate(list(each)))

    def compute_probabilities(self, logits: Rows) -> Rows:
        """(classes,) of the logits of one picture, as the model's own last layer makes them."""
        powers = np.exp(logits - logits.max()) if self._units > 1 else 1 / (1 + np.exp(-logits))
        shares: Rows = (powers / powers.sum()).astype(np.float32)
        return shares

    def prepare(self) -> None:
        """Open all sessions now.

        Raises:
            InputError: there is a layer whose gradient is not known.

        """
        _ = self._pixels_session, self._forward_session, self._maps_session

    def compute_maps(self, picture: Rows, target: int) -> tuple[Rows, Rows]:
        """The last feature maps of one picture and the gradient of a class's logit there, (channels, h, w) each."""
        maps, gradients = self._maps_session.run([TENSOR, GRADIENT], self._ask(picture[None], target))
        return maps[0], gradients[0]

    def compute_logits_and_gradients(self, pictures: Rows, target: int) -> tuple[Rows, Rows]:
        """What `compute_logits` and `compute_pixel_gradients` return, in one pass."""
        session = self._pixels_session
        asked = [self._ask(one, target) for one in np.split(pictures, len(pictures))]
        logits, gradients = zip(*in_order(lambda one: session.run([LOGITS, GRADIENT], one), asked), strict=True)
        return _expand(np.concatenate(logits)), np.concatenate(gradients)

    def compute_pixel_gradients(self, pictures: Rows, target: int) -> Rows:
        """The gradient of a class's logit with respect to every pixel, in the shape of the pictures."""
        return self.compute_logits_and_gradients(pictures, target)[1]

    def randomise(self, seed: int = 0) -> "Network":
        """The same network that has learned nothing: the weights of each layer are shuffled within the layer.

        Their distribution stays as it was, so that no layer falls silent or explodes.
        """
        dice, copy = np.random.default_rng(seed), onnx.ModelProto()
        copy.CopyFrom(self.model)
        weights = {node.input[1] for node in copy.graph.node if node.op_type in WEIGHTED}
        for one in copy.graph.initializer:
            if one.name in weights:
                array = numpy_helper.to_array(one)
                one.CopyFrom(numpy_helper.from_array(dice.permuted(array.ravel()).reshape(array.shape), one.name))
        network = Network(copy)
        network.__dict__["shapes"] = self.shapes
        return network

    def _ask(self, pictures: Rows, target: int) -> dict[str, Rows]:
        seed = np.zeros((len(pictures), self._units), np.float32)
        if self._units == 1:
            seed[:] = 1 if target == 1 else -1
        else:
            seed[:, target] = 1
        return {self.image: pictures, SEED: seed}

    @cached_property
    def _forward_session(self) -> onnxruntime.InferenceSession:
        return open_session(expose(self.model, [find_logits(self.model)]))

    @cached_property
    def _maps_session(self) -> onnxruntime.InferenceSession:
        return open_session(differentiate(self.model, self.shapes, find_last_maps(self.model, self.shapes)))

    @cached_property
    def _pixels_session(self) -> onnxruntime.InferenceSession:
        return open_session(differentiate(self.model, self.shapes, self.image))


def load_network(path: Path) -> Network:
    """Read a classifier's ONNX file.

    Raises:
        DamagedFileError: it is no model, or not the one that was written.

    """
    with damage_errors(path):
        onnx_seal.check(path)
        try:
            return Network(onnx.load(path))
        except OSError:
            raise
        except Exception as error:  # protobuf's errors have no class in common with others
            raise ValueError(str(error)) from error


def _expand(logits: Rows) -> Rows:
    return np.hstack([-logits, logits]) if logits.shape[1] == 1 else logits
