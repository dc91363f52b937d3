"""Claim: the model of characters that ships says half the characters of unseen sentences, after minutes on one core.

    OMP_NUM_THREADS=1 python -m benchmarks.character_model                    # measures the one that ships
    OMP_NUM_THREADS=1 python -m benchmarks.character_model --train STATE.npz [--steps 8000] [--minutes 4]

Trains the Transformer of `core/concepts/attention` with its own backward pass on the sentences of `core/locale`, in
English and Chinese, both ways in turn: to continue, and to fill in. It stops after the minutes and goes on from STATE
at the next call; after the last step it writes the model that ships. Sentences whose checksum says so are held out.
Printed: how often the likeliest character is the right one, and the loss in nats, on what it never saw, beside what the
frequency of each character alone gives.
"""

import argparse
import re
import time
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from core.concepts.attention.characters import (
    BLOCKS,
    END,
    FILE,
    HEADS,
    HIDDEN,
    LONGEST,
    RARE,
    SIZE,
    Characters,
    load,
    save,
)
from core.concepts.attention.learning import Learner, Task, learn, to_continue, to_fill_in
from core.concepts.attention.transformer import create, cross_entropy, forward
from core.concepts.descent.optimizers import Step
from core.concepts.descent.parameters import flatten, unflatten
from core.i18n import LOCALE_DIR
from core.locale.po_files import read_entries

SHORTEST = 6  # characters; labels of one word teach little
SEEN = 3  # a character that occurs less often counts as rare
HELD_OUT = 20  # one sentence of so many
BATCH, PLACES = 32, (32, 64, LONGEST)
PEAK = 4e-3
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
MARKUP = re.compile(r"\*\*|`")


def read_sentences() -> list[str]:
    """The sentences of the product in both languages, each once, without markup; those with placeholders are left."""
    texts: list[str] = []
    for path in sorted(LOCALE_DIR.rglob("*.po")):
        for entry in read_entries(path):
            texts += [entry.text, *entry.translations.values()]
    sentences = (part.strip() for text in texts for part in SENTENCE_END.split(text))
    cleaned = (MARKUP.sub("", sentence) for sentence in sentences if "{" not in sentence)
    return list(dict.fromkeys(sentence for sentence in cleaned if len(sentence) >= SHORTEST))


def is_held_out(sentence: str) -> bool:
    return zlib.crc32(sentence.encode()) % HELD_OUT == 0


def choose_signs(sentences: list[str]) -> str:
    counted = Counter("".join(sentences))
    return END + HIDDEN + RARE + "".join(sorted(sign for sign, times in counted.items() if times >= SEEN))


def to_stream(sentences: list[str], signs: str) -> np.ndarray:
    """All sentences in a row, each behind the sign that begins it."""
    places = {sign: place for place, sign in enumerate(signs)}
    return np.array([places.get(sign, 2) for sentence in sentences for sign in END + sentence] + [0])


def draw_windows(stream: np.ndarray, places: int, rng: np.random.Generator, count: int = BATCH) -> np.ndarray:
    """(count, places + 1) signs of running text; two of three windows begin where a sentence does."""
    begins = np.flatnonzero(stream[: -places - 1] == 0)
    at_begins, anywhere = rng.choice(begins, count), rng.integers(0, len(stream) - places - 1, count)
    starts = np.where(rng.random(count) < 2 / 3, at_begins, anywhere)
    return stream[starts[:, None] + np.arange(places + 1)]


def draw_task(stream: np.ndarray, step: int, rng: np.random.Generator) -> Task:
    windows = draw_windows(stream, int(rng.choice(PLACES)), rng)
    return to_continue(windows) if step % 2 == 0 else to_fill_in(windows, rng)


def train(stream: np.ndarray, signs: str, state: Path, *, steps: int, minutes: float) -> Learner:
    """Go on from `state` for so many minutes, or to the last step."""
    learner = resume(state, create(signs=len(signs), size=SIZE, heads=HEADS, blocks=BLOCKS, seed=0), steps)
    until, losses = time.monotonic() + 60 * minutes, []
    while learner.taken < steps and time.monotonic() < until:
        step = learner.taken
        learner, loss = learn(learner, draw_task(stream, step, np.random.default_rng(step)))
        losses.append(loss)
        if learner.taken % 50 == 0:
            ways = [float(np.mean(losses[way::2][-25:])) for way in (0, 1)]
            print(f"{time.strftime('%H:%M:%S')} step {learner.taken} of {steps}   last losses {ways}", flush=True)
    last = learner.last
    if last is not None and last.m is not None and last.v is not None:
        np.savez(state, weights=flatten(learner.model), m=last.m, v=last.v, t=learner.taken)
    return learner


def resume(state: Path, model, steps: int) -> Learner:
    """Where the training of `state` stood, or the beginning; in float32, which is twice as fast."""
    vector: np.ndarray = flatten(model).astype(np.float32)
    last = None
    if state.exists():
        with np.load(state) as stored:
            vector, nothing = stored["weights"], np.zeros(0)
            last = Step(int(stored["t"]), nothing, nothing, nothing, m=stored["m"], v=stored["v"])
    return Learner(unflatten(vector, model), last, PEAK, steps)


def score(model, task: Task) -> tuple[float, float]:
    """Which share of the places that count the likeliest sign gets right, and the loss there in nats."""
    logits = forward(model, task.tokens, allowed=task.allowed).logits
    right = (logits.argmax(axis=-1) == task.targets)[task.counts > 0].mean()
    return float(right), cross_entropy(logits, task.targets, task.counts)[0]


def report(model, stream: np.ndarray, held_out: np.ndarray) -> tuple[float, float]:
    rng = np.random.default_rng(0)
    windows = draw_windows(held_out, 64, rng, count=64)
    shares = np.bincount(stream, minlength=model.embedding.shape[0]) + 1.0
    guess = -np.log(shares / shares.sum())[windows[:, 1:]].mean()
    print(f"frequency alone: right {np.mean(windows[:, 1:] == shares.argmax()):.0%}, {guess:.2f} nats")
    losses = []
    for name, task in (("to continue", to_continue(windows)), ("to fill in", to_fill_in(windows, rng))):
        right, loss = score(model, task)
        print(f"{name}: right {right:.0%}, {loss:.2f} nats   ratio to frequency alone: {loss / guess:.2f}")
        losses.append(loss)
    return losses[0], losses[1]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", type=Path, metavar="STATE")
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--minutes", type=float, default=4.0)
    asked = parser.parse_args()
    sentences = read_sentences()
    signs = choose_signs(sentences) if asked.train else load().signs
    seen, held_out = ([s for s in sentences if is_held_out(s) == out] for out in (False, True))
    stream, unseen = to_stream(seen, signs), to_stream(held_out, signs)
    print(f"{len(seen)} sentences, {len(stream)} characters, {len(signs)} signs; {len(held_out)} held out")
    if not asked.train:
        report(load().model, stream, unseen)
        return
    learner = train(stream, signs, asked.train, steps=asked.steps, minutes=asked.minutes)
    losses = report(learner.model, stream, unseen)
    if learner.taken >= asked.steps:
        save(FILE, Characters(learner.model, signs, learner.taken, *losses))
        print(f"written: {FILE.name}, {FILE.stat().st_size / 1024:.0f} KB, {len(flatten(learner.model))} numbers")


if __name__ == "__main__":
    main()
