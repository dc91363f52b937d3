"""Model files that run code when they are loaded, or that say too little: refused by their first bytes, with a reason.

Keras's `safe_mode` does not make a stranger's file safe: CVE-2025-1550, -8747, -9905 and -9906 ran code in spite of it.
"""

import zipfile
from pathlib import Path

from core.errors import InputError
from core.i18n import N_

KERAS = N_(
    "{file} is a Keras file. Loading one that somebody else has made can run code on this machine, even in Keras's "
    "safe mode (CVE-2025-1550 and others), so it is not imported. Ask for the model as a bundle (an export format)."
)
PICKLE = N_(
    "{file} holds a Python pickle, as .pt, .pth and .pkl files do. Loading one can run any code on this machine, so it "
    "is not imported. Ask for the model as a bundle (an export format)."
)
BARE_ONNX = N_(
    "{file} is an ONNX file alone, which does not say what its classes are called and how pictures are brought to size."
    " Import the bundle (a zip) that it belongs to."
)
NO_BUNDLE = N_("{file} is no bundle of a model. Choose the zip that the export writes in the format bundle.")

_HDF5 = b"\x89HDF\r\n\x1a\n"
_PICKLES = (".pt", ".pth", ".pkl", ".pickle", ".joblib", ".ckpt", ".bin")
_KERAS = (".keras", ".h5", ".hdf5")


def refuse_unsafe(path: Path, shown: str) -> None:
    """Refuse everything that is no zip with a bundle's files, by what it is.

    Raises:
        InputError: always but for a bundle; the sentence says why, and what to ask for instead.

    """
    suffix = Path(shown).suffix.lower()
    with path.open("rb") as file:
        start = file.read(16)
    if suffix in _KERAS or start.startswith(_HDF5):
        raise InputError(KERAS, file=shown)
    if suffix in _PICKLES or (start[:1] == b"\x80" and start[1:2] in b"\x01\x02\x03\x04\x05"):
        raise InputError(PICKLE, file=shown)
    if suffix == ".onnx":
        raise InputError(BARE_ONNX, file=shown)
    if not zipfile.is_zipfile(path):
        raise InputError(NO_BUNDLE, file=shown)


def refuse_foreign_zip(names: list[str], shown: str) -> None:
    """Refuse the zips that Keras and PyTorch write, by the names inside.

    Raises:
        InputError: it is one of them.

    """
    inside = {name.rpartition("/")[2] for name in names}
    if "model.weights.h5" in inside:
        raise InputError(KERAS, file=shown)
    if "data.pkl" in inside:
        raise InputError(PICKLE, file=shown)
