"""The model of characters that ships: it continues a text, or fills a gap, in English and in Chinese.

    known = load()
    known.encode("训练")            # array([0, 412, 377]): the sign that ends a text begins one too
    known.model, known.signs

It has learned from the sentences of this product alone (`benchmarks/character_model.py`), 80 thousand characters; it
knows how these look and little else. One file of half-precision numbers holds it.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np

from core.concepts.attention.transformer import Model, Tokens, create
from core.concepts.descent.parameters import flatten, unflatten

FILE = Path(__file__).with_name("characters.npz")
LONGEST = 96
"""So many places, the one that begins the text included, are the most that it has seen at once."""
END, HIDDEN, RARE = "\n", "▢", "�"
"""The signs before all others: of the beginning and the end of a text, of a hidden one, of one that is too rare."""
SIZE, HEADS, BLOCKS = 64, 4, 3


class UnknownSignError(ValueError):
    """A text has characters that the model has not seen often enough: `signs`, each once."""

    def __init__(self, signs: str) -> None:
        super().__init__(f"not among the signs of the model: {signs}")
        self.signs = signs


@dataclass(frozen=True)
class Characters:
    """The model, and its signs by their number; the losses in nats a character on sentences that it never saw."""

    model: Model
    signs: str
    steps: int
    continue_loss: float
    fill_loss: float

    @property
    def count(self) -> int:
        """How many numbers it consists of."""
        return len(flatten(self.model))

    def encode(self, text: str) -> Tokens:
        """The numbers of the signs of a text, behind the one that begins it; raises `UnknownSignError`."""
        places = {sign: place for place, sign in enumerate(self.signs)}
        unknown = "".join(dict.fromkeys(sign for sign in text if sign not in places or sign in (END, RARE)))
        if unknown:
            raise UnknownSignError(unknown)
        return np.array([0, *(places[sign] for sign in text)])


@lru_cache(maxsize=1)
def load() -> Characters:
    return unpack(pack())


@lru_cache(maxsize=1)
def pack() -> str:
    """The file as text, in which form a notebook takes it along."""
    return b64encode(FILE.read_bytes()).decode()


def unpack(text: str) -> Characters:
    """The model of such a text."""
    with np.load(BytesIO(b64decode(text))) as stored:
        signs = str(stored["signs"])
        vector = stored["numbers"].astype(np.float64)
        record = stored["record"].tolist()
    like = create(signs=len(signs), size=SIZE, heads=HEADS, blocks=BLOCKS, seed=0)
    return Characters(unflatten(vector, like), signs, int(record[0]), record[1], record[2])


def save(path: Path, known: Characters) -> None:
    numbers = flatten(known.model).astype(np.float16)
    record = np.array([known.steps, known.continue_loss, known.fill_loss])
    np.savez_compressed(path, numbers=numbers, signs=np.array(known.signs), record=record)
