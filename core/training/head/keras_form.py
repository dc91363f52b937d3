"""The Keras file of a head's model, written without loading Keras, which takes longer than all the rest.

Once a machine Keras writes a model on the backbone, with a head of one unit (`head_keras.py`). The model of a run
differs from it in the head alone: in its weights, and in how the description calls its units and its activation.
"""

import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import h5py

from core import files, workspace
from core.backbone.head import Head
from core.backbone.onnx_form import PROBABILITY, compute_backbone_key
from core.networks.backbones import Backbone
from core.networks.layers import Dense

FACTS, DESCRIPTION, WEIGHTS = "metadata.json", "config.json", "model.weights.h5"  # as Keras names them in its zip
SAVED = "date_saved"


@dataclass(frozen=True)
class KerasForm:
    """A model on a backbone: what Keras says of its file, how it describes the model, and the file of the weights."""

    facts: dict[str, Any]
    description: dict[str, Any]
    weights: bytes

    def write(self, path: Path, head: Head, layer: Dense) -> None:
        """Replace the file by the model with this head; `layer` describes it."""
        facts = self.facts | {SAVED: datetime.now().strftime("%Y-%m-%d@%H:%M:%S")}
        entries: dict[str, str | bytes] = {
            FACTS: json.dumps(facts),
            DESCRIPTION: json.dumps(self._describe(layer)),
            WEIGHTS: self._put_weights(head),
        }
        with files.replacing(path) as file, zipfile.ZipFile(file, "w") as archive:
            for name, content in entries.items():
                archive.writestr(name, content)

    def _describe(self, layer: Dense) -> dict[str, Any]:
        description: dict[str, Any] = json.loads(json.dumps(self.description))
        (mine,) = (one["config"] for one in description["config"]["layers"] if one["name"] == PROBABILITY)
        mine |= {"units": layer.units, "activation": layer.activation}
        return description

    def _put_weights(self, head: Head) -> bytes:
        buffer = BytesIO(self.weights)
        with h5py.File(buffer, "r+") as file:
            variables = _find_variables(file)
            for name, array in (("0", head.kernel), ("1", head.bias)):
                del variables[name]
                variables[name] = array.astype("float32")
        return buffer.getvalue()


def read_keras_form(backbone: Backbone) -> KerasForm | None:
    """That of the backbone; None if this Keras has not written it on this machine yet, or the file is damaged."""
    return _read(find_keras_form(backbone))


def find_keras_form(backbone: Backbone) -> Path:
    """Where it is, or will be."""
    return workspace.current().backbones / f"{compute_backbone_key(backbone)}-keras-{version('keras')}.keras"


@files.none_if_damaged
def _read(path: Path) -> KerasForm | None:
    if not path.exists():
        return None
    with files.damage_errors(path), zipfile.ZipFile(path) as archive:
        return KerasForm(json.loads(archive.read(FACTS)), json.loads(archive.read(DESCRIPTION)), archive.read(WEIGHTS))


def _find_variables(file: h5py.File) -> h5py.Group:
    """The weights of the head among those of all layers, which the file numbers and whose names it tells beside."""
    groups = (layer["vars"] for layer in file["layers"].values() if "vars" in layer)
    (mine,) = (group for group in groups if group.attrs.get("name") == PROBABILITY)
    return mine
