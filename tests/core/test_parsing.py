import ast
import gc
import subprocess
import sys

import pytest

from core.parsing import ATTEMPTS, retry_parsing

HEADER = "{'descr': '|u1', 'fortran_order': False, 'shape': (1079,), }"


def test_what_another_thread_has_spoiled_is_read_again():
    calls = []

    @retry_parsing
    def read(text):
        calls.append(text)
        if len(calls) < ATTEMPTS:
            raise SystemError("AST constructor recursion depth mismatch (before=78, after=76)")
        return text.upper()

    assert read("a") == "A"
    assert calls == ["a"] * ATTEMPTS


def test_what_fails_each_time_is_told():
    @retry_parsing
    def read():
        raise SystemError("something else")

    with pytest.raises(SystemError, match="something else"):
        read()


def read_headers_in_threads():
    """Eight threads parse at different depths, and a callback of the garbage collector lets them change places."""
    from threading import Thread

    def go_down(depth):
        if depth:
            go_down(depth - 1)
            return
        for _parse in range(1500):
            circle = []
            circle.append(circle)
            retry_parsing(ast.parse)(HEADER, mode="eval")

    sys.setswitchinterval(1e-6)
    gc.set_threshold(5)
    gc.callbacks.append(lambda *_args: sum(range(200)))
    threads = [Thread(target=go_down, args=(5 * number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_threads_read_at_once():
    script = "from tests.core.test_parsing import read_headers_in_threads\nread_headers_in_threads()"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stderr == ""  # where a thread would tell its error
