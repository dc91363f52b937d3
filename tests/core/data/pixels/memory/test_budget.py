import threading
from contextlib import ExitStack

import pytest

from core.data.pixels.memory.budget import Budget
from tests.waiting import until


class Worker(threading.Thread):
    """Takes so much, and holds it until it is told to leave."""

    def __init__(self, budget, amount):
        super().__init__(daemon=True)
        self.budget, self.amount = budget, amount
        self.inside, self.leave = threading.Event(), threading.Event()
        self.start()

    def run(self):
        with self.budget.take(self.amount):
            self.inside.set()
            self.leave.wait(20)

    def end(self):
        self.leave.set()
        self.join(20)


@pytest.fixture
def worker():
    with ExitStack() as stack:

        def begun(budget, amount):
            before = len(budget._queue)
            new = Worker(budget, amount)
            until(lambda: new.inside.is_set() or len(budget._queue) > before, within=10)
            stack.callback(new.end)
            return new

        yield begun


def test_as_many_work_as_there_is_room_for(worker):
    budget = Budget(100)
    first, second, third = worker(budget, 60), worker(budget, 40), worker(budget, 1)
    assert first.inside.is_set()
    assert second.inside.is_set()
    assert not third.inside.is_set()
    second.end()
    assert third.inside.wait(10)


def test_whoever_came_first_goes_first(worker):
    budget = Budget(100)
    first, large, small = worker(budget, 60), worker(budget, 90), worker(budget, 10)
    assert not small.inside.is_set()  # though there is room
    first.end()
    assert large.inside.wait(10)
    assert small.inside.wait(10)


def test_more_than_the_total_works_alone(worker):
    budget = Budget(100)
    small, huge, another = worker(budget, 10), worker(budget, 500), worker(budget, 10)
    assert not huge.inside.is_set()
    small.end()
    assert huge.inside.wait(10)
    assert not another.inside.is_set()
    huge.end()
    assert another.inside.wait(10)


def test_what_fails_gives_its_part_back(worker):
    budget = Budget(100)
    with pytest.raises(ZeroDivisionError), budget.take(100):
        raise ZeroDivisionError
    assert worker(budget, 100).inside.is_set()


def test_whoever_is_interrupted_while_waiting_stands_in_nobodys_way(worker, monkeypatch):
    budget = Budget(100)

    def interrupted(_room):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(budget._changed, "wait_for", interrupted)
        with pytest.raises(KeyboardInterrupt), budget.take(1):
            pass
    assert worker(budget, 100).inside.is_set()


def test_no_more_than_the_total_is_ever_taken():
    budget, most, lock = Budget(10), [0, 0], threading.Lock()

    def work(amount):
        for _ in range(200):
            with budget.take(amount):
                with lock:
                    most[0] += amount
                    most[1] = max(most)
                with lock:
                    most[0] -= amount

    threads = [threading.Thread(target=work, args=(amount,)) for amount in (1, 2, 3, 5, 7, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most[0] == 0
    assert most[1] <= 10
