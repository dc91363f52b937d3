import platform
import socket
import subprocess
import sys

import pytest

from pages.server.server import send_at_once

HEAPS = """
import ctypes, threading
from pages.server.server import give_memory_back
give_memory_back()
together = threading.Barrier(9)
def work():
    kept = [bytearray(1000) for _ in range(1000)]
    together.wait()
for _ in range(8):
    threading.Thread(target=work).start()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
together.wait()
"""


def test_an_accepted_connection_sends_at_once():
    with socket.socket(socket.AF_INET) as listening:  # the protocol is not named, as Streamlit opens its own
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        send_at_once()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library of another system has no such heaps")
def test_threads_share_their_heaps():
    told = subprocess.run([sys.executable, "-c", HEAPS], capture_output=True, text=True, check=True).stdout
    assert 1 <= told.count("<heap nr=") <= 4, told  # two, and what imports had made before; one a thread would be 9
