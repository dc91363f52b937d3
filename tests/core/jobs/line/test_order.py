"""Owners take turns, whoever came first, and a crash between any two steps forgets no turn."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from core import quota, workspace
from core.errors import InputError
from core.files import write_json
from core.jobs import queue
from core.jobs.line.order import choose_turn, sort_fairly
from core.jobs.line.tickets import Ticket
from core.quota import Account, Limits, Quota
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from core.workspace import Workspace


class Line:
    """The queue of one lane as files would hold it: nothing is known but the tickets."""

    def __init__(self, slots=1):
        self.slots = slots
        self.waiting, self.working = [], []
        self.clock = count()

    def put(self, owner):
        arrived = next(self.clock)
        ticket = Ticket(
            folder=f"/{owner}/{arrived}", root=f"/{owner}", owner=owner, lane="training", arrived=arrived,
            turn=choose_turn(owner, "training", self.waiting, self.working),
        )  # fmt: skip
        self.waiting.append(ticket)
        self.fill()

    def fill(self):
        while len(self.working) < self.slots and self.waiting:
            first = sort_fairly(self.waiting, self.working)[0]
            self.waiting.remove(first)
            self.working.append(first)

    def end(self):
        """The job that started first ends; returns whose it was."""
        ended = self.working.pop(0)
        self.fill()
        return ended.owner


def run(line):
    order = []
    while line.working:
        order.append(line.end())
    return "".join(order)


def test_of_one_owner_whoever_came_first():
    line = Line()
    for _ in range(4):
        line.put("a")
    assert [ticket.arrived for ticket in sort_fairly(line.waiting, line.working)] == [1, 2, 3]


def test_ten_jobs_of_one_do_not_hold_up_the_first_of_another():
    line = Line()
    for owner in "aaaaa" + "b" + "cc":
        line.put(owner)
    assert run(line) == "abcacaaa"


def test_who_comes_late_is_next_and_saves_up_no_turns():
    line = Line()
    for _ in range(6):
        line.put("a")
    assert [line.end(), line.end(), line.end()] == ["a", "a", "a"]
    for _ in range(3):
        line.put("b")
    assert run(line) == "abababa"[:6]


def test_thirty_who_press_at_once_start_in_the_order_of_their_presses():
    line = Line(slots=2)
    pressed = [chr(ord("A") + number) for number in range(30)]
    for owner in pressed:
        line.put(owner)
    assert run(line) == "".join(pressed)


@given(st.lists(st.sampled_from(["a", "b", "c", "end"]), max_size=40), st.integers(1, 3))
def test_nobody_who_waits_is_passed_twice_by_one_other(steps, slots):
    """While a job waits and is its owner's next, any other owner starts at most two jobs."""
    line = Line(slots)
    passed = {}
    for step in steps:
        before = {ticket.folder for ticket in line.working}
        if step == "end":
            if line.working:
                line.end()
        else:
            line.put(step)
        for started in (ticket for ticket in line.working if ticket.folder not in before):
            for owner in {ticket.owner for ticket in line.waiting} - {started.owner}:
                passed[owner, started.owner] = passed.get((owner, started.owner), 0) + 1
            passed = {pair: times for pair, times in passed.items() if pair[0] != started.owner}
        assert all(times <= 2 for times in passed.values())


def test_of_thirty_who_press_in_one_second_none_is_lost_and_each_sees_their_place(tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "count_slots", lambda lane: 0)

    def press(number):
        here = Workspace(tmp_path / f"{number}", tmp_path / "site", f"owner{number}")
        with workspace.using(here):
            runs = [folder.create(TrainingSpec(epochs=number + 1)) for _ in range(2)]
            for run in runs:
                queue.submit(run)
        return here, runs

    with ThreadPoolExecutor(30) as pool:
        pressed = list(pool.map(press, range(30)))
    places = []
    for here, runs in pressed:
        with workspace.using(here):
            places.append([queue.find_place(run) for run in runs])
    assert sorted(first for first, _second in places) == list(range(30))
    assert sorted(second for _first, second in places) == list(range(30, 60))


def test_an_owner_has_no_more_jobs_than_allowed_however_fast_they_press(tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "count_slots", lambda lane: 0)
    here = Workspace(tmp_path / "me", tmp_path / "site", "me")
    limits = Limits(jobs=3)
    here.root.mkdir()
    write_json(here.root / quota.FILE, Quota(hosted=True, accounts=(Account(name="me", limits=limits),)))

    def press(_number):
        with workspace.using(here):
            run = folder.create(TrainingSpec())
            try:
                queue.submit(run)
            except InputError as error:
                return str(error)
            return "accepted"

    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(press, range(12)))
    assert said.count("accepted") == 3
    assert all("You have 3 jobs" in one for one in said if one != "accepted")
    with workspace.using(here):
        assert len(list(folder.list_runs())) == 3
