import threading

import pytest

from core.cancel import Cancelled, CancelWhen
from core.parallel import AHEAD, in_order, stage


def test_results_come_in_the_order_of_the_items():
    first_may_go = threading.Event()

    def work(item):
        if item == 0:
            first_may_go.wait(10)
        else:
            first_may_go.set()
        return item * item

    assert list(in_order(work, range(100))) == [item * item for item in range(100)]


def test_nothing_to_do():
    assert list(in_order(str, [])) == []


def test_it_does_not_run_far_ahead_of_its_reader():
    begun = []
    results = in_order(begun.append, range(10 * AHEAD))
    next(results)
    results.close()
    assert len(begun) <= AHEAD


def test_an_error_ends_the_work():
    def work(item):
        if item == 3:
            raise ValueError("three")
        return item

    with pytest.raises(ValueError, match="three"):
        list(in_order(work, range(1000)))


def test_stopping():
    told = []
    results = in_order(
        str, range(1000), lambda done, total: told.append(done), cancel=CancelWhen(lambda: len(told) == 7)
    )
    with pytest.raises(Cancelled):
        list(results)
    assert told == list(range(1, 8))


def test_progress_is_told_in_the_readers_thread():
    told = []
    list(in_order(str, range(3), lambda done, total: told.append((done, total, threading.current_thread()))))
    assert told == [(done, 3, threading.main_thread()) for done in (1, 2, 3)]


def test_stages_run_once_from_nothing_to_all():
    told = []
    for number in range(2):
        list(in_order(str, range(2 + number), stage(lambda done, total: told.append(done / total), number, 2)))
    assert told == sorted(told)
    assert told[-1] == 1
    assert stage(None, 0, 2) is None


def test_stages_over_the_same_things_count_each_once():
    told = []
    for number in range(2):
        list(in_order(str, range(6), stage(lambda done, total: told.append((done, total)), number, 2)))
    assert {total for _done, total in told} == {6}
    assert [done for done, _total in told] == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]
