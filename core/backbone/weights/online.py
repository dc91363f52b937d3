"""Whether published weights could be downloaded now: asked in a thread, so that no page ever waits for the network."""

import http.client
import threading
import time
import urllib.request
from dataclasses import dataclass

from core.backbone.weights.published import read_origin
from core.networks.backbones import MOBILENET

PATIENCE = 1.5  # seconds
REMEMBERED = 120.0  # seconds; then it is asked again, while the old answer stands


@dataclass(frozen=True)
class _Answer:
    """`reached` is None until the first answer has come; `asked` is on the monotonic clock."""

    reached: bool | None
    asked: float


_lock = threading.Lock()
_answers: dict[str, _Answer] = {}


def is_online() -> bool | None:
    """What is known of it at this moment; None while nobody knows yet, for a second or two after the first question."""
    address, now = read_origin(), time.monotonic()
    with _lock:
        known = _answers.get(address, _Answer(None, float("-inf")))
        if now - known.asked > REMEMBERED:
            _answers[address] = _Answer(known.reached, now)
            threading.Thread(target=_ask, args=(address,), name="looking for the internet", daemon=True).start()
    return known.reached


def forget() -> None:
    """Whoever has just gone online need not wait until it is asked again by itself."""
    with _lock:
        _answers.clear()


def _ask(address: str) -> None:
    reached = _can_reach(address)
    with _lock:
        _answers[address] = _Answer(reached, time.monotonic())


def _can_reach(address: str) -> bool:
    """Whether the smallest file is there; the question goes the way of the download, proxies included."""
    assert MOBILENET.application is not None
    try:
        question = urllib.request.Request(f"{address}/{MOBILENET.application.path}", method="HEAD")
        with urllib.request.urlopen(question, timeout=PATIENCE):
            return True
    except (OSError, ValueError, http.client.HTTPException):
        return False
