"""Two lessons made of a text of the reader's own: to say the next character, and to remember the first one.

make_lessons("next", "the cat sat")      # one sequence: each character is asked for after those before it
make_lessons("recall", "the cat sat")    # four: a, b, c or d, then the text; asked once, at the end: which was it?
"""

from collections.abc import Mapping

import numpy as np

from core.concepts.activations import Array
from core.concepts.recurrent.unrolled import Lessons

FIRSTS = "abcd"
"""What has to be remembered in `recall`."""
LONGEST = 32
SHORTEST = 2

TASKS = ("next", "recall")


def list_characters(task: str, text: str) -> str:
    """The alphabet of the lessons, each character once, in its order."""
    return "".join(sorted(set(text) | (set(FIRSTS) if task == "recall" else set())))


def list_sequences(task: str, text: str) -> tuple[str, ...]:
    """What is read, one character a step."""
    return (text[:-1],) if task == "next" else tuple(first + text for first in FIRSTS)


def make_lessons(task: str, text: str) -> Lessons:
    alphabet, sequences = list_characters(task, text), list_sequences(task, text)
    x = np.stack([_encode(sequence, alphabet) for sequence in sequences], axis=1)
    if task == "next":
        return Lessons(x, _encode(text[1:], alphabet)[:, None])
    y = np.zeros_like(x)
    y[-1] = _encode(FIRSTS, alphabet)
    return Lessons(x, y)


def _encode(text: str, alphabet: str) -> Array:
    """One-hot (characters, alphabet)."""
    place: Mapping[str, int] = {sign: k for k, sign in enumerate(alphabet)}
    return np.eye(len(alphabet))[[place[sign] for sign in text]]
