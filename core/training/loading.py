"""Keras takes seconds to load, so it loads beside other work: in a thread, once a process."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from types import ModuleType


@cache
def keras_for_heads() -> "Future[ModuleType]":
    """`core.training.head_keras`, with its backbone built, as soon as it is there; the first call begins to load it."""
    with_one_thread = ThreadPoolExecutor(1, thread_name_prefix="loading")
    coming = with_one_thread.submit(_load)
    with_one_thread.shutdown(wait=False)
    return coming


def _load() -> ModuleType:
    from core.training import head_keras

    head_keras.warm_up()
    return head_keras
