import platform
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="the C library of another system has no such heaps"
)

HEAPS = """
import ctypes, threading
from pages.server.heaps import limit_heaps
limit_heaps()
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

ARROW = """
from pages.server.heaps import limit_heaps
limit_heaps()
import pyarrow
print(pyarrow.default_memory_pool().backend_name)
"""

HOLES = """
import asyncio, psutil
from pages.server import heaps
heaps.SECONDS = 0.1
process = psutil.Process()
pieces = [bytearray(100_000) for _ in range(2_000)]  # 200 MB
del pieces[:-1]  # the last one lies above all the others
full = process.memory_info().rss
async def look():
    returning = asyncio.create_task(heaps.keep_returning())
    while process.memory_info().rss > full - 100_000_000:
        await asyncio.sleep(0.05)
    returning.cancel()
asyncio.run(asyncio.wait_for(look(), 20))
"""

CIRCLES = """
import asyncio, gc, psutil
from pages.server import heaps
heaps.SECONDS, heaps.GROWTH = 0.1, 2**40  # it never grows so much
gc.disable()  # as if Python saw no reason to look for circles
class Session:
    def __init__(self):
        self.myself, self.uploaded = self, bytearray(10_000)
process = psutil.Process()
async def look():
    returning = asyncio.create_task(heaps.keep_returning())
    sessions = [Session() for _ in range(10_000)]  # 100 MB
    del sessions
    full = process.memory_info().rss
    await asyncio.sleep(0.3)
    assert process.memory_info().rss > full - 10_000_000
    heaps.ask_return()
    while process.memory_info().rss > full - 80_000_000:
        await asyncio.sleep(0.05)
    returning.cancel()
asyncio.run(asyncio.wait_for(look(), 20))
"""


def run(script):
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_threads_share_their_heaps():
    told = run(HEAPS)
    assert 1 <= told.count("<heap nr=") <= 4, told  # two, and what imports had made before; one a thread would be 9


def test_free_memory_below_a_piece_in_use_is_given_back():
    run(HOLES)


def test_what_an_ended_session_held_in_circles_is_given_back_when_asked():
    run(CIRCLES)


def test_tables_take_no_heap_of_their_own():
    assert run(ARROW).strip() == "system"
