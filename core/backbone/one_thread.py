"""Small linear algebra on one thread: to share it costs more than to do it, and on a busy machine many times more.

Usage:
    with one_thread():
        head = fit(subspace.coordinates, labels, classes)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

from threadpoolctl import ThreadpoolController

_ALONE = Lock()  # the limit is the process's; two at once would give back each other's


@contextmanager
def one_thread(*, with_scipy: bool = True) -> Iterator[None]:
    """The libraries of linear algebra keep to the calling thread meanwhile; whoever else asks for that waits.

    SciPy has one of its own, and takes half a second to import: where none of it is used, leave it out.
    """
    with _ALONE, _list_libraries(with_scipy).limit(limits=1, user_api="blas"):
        yield


@cache
def _list_libraries(with_scipy: bool) -> ThreadpoolController:
    if with_scipy:
        import scipy.optimize  # noqa: F401 - only what is loaded is found

    return ThreadpoolController()
