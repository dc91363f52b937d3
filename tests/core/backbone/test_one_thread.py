"""The libraries of linear algebra keep to one thread while they are told to, and have all of theirs back afterwards."""

from threading import Thread

import scipy.optimize  # noqa: F401 - loads the libraries
from threadpoolctl import threadpool_info

from core.backbone.one_thread import one_thread


def threads():
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_one_thread_inside_and_all_again_afterwards_even_when_two_ask_at_once():
    before, seen = threads(), []

    def ask():
        for _time in range(50):
            with one_thread():
                seen.extend(threads())

    askers = [Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert set(seen) == {1}
    assert threads() == before
