"""The queue is looked at again and again, whatever goes wrong in one look."""

import asyncio

from core import workspace
from pages.server import queue_watch


def test_a_look_that_fails_is_followed_by_others(home, monkeypatch):
    looks = []

    def look():
        looks.append(workspace.current().queue)
        if len(looks) == 1:
            raise OSError("the disk is away")

    monkeypatch.setattr(queue_watch.queue, "try_start_next", look)
    monkeypatch.setattr(queue_watch, "SECONDS", 0.0)

    async def run():
        watching = asyncio.create_task(queue_watch.keep_looking())
        while len(looks) < 3:
            await asyncio.sleep(0.001)
        watching.cancel()

    asyncio.run(asyncio.wait_for(run(), 30))
    assert set(looks) == {home / "queue"}
