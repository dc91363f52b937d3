"""Workers give way to whoever waits for a page; those that answer a page do not."""

import psutil
import pytest

from core.errors import InputError
from core.jobs import control
from core.jobs.lanes import ANSWERS
from core.jobs.launchers import process
from core.jobs.launchers.priority import DEFAULT, VARIABLE, read_niceness
from tests.core.jobs.tiny import FOR_EVER, ended, in_state, start

pytestmark = pytest.mark.skipif(not hasattr(psutil, "LINUX") or psutil.WINDOWS, reason="Windows has no niceness")


@pytest.mark.parametrize(("lane", "niceness"), [("training", 7), (ANSWERS, 0)])
def test_a_worker_gives_way_unless_a_page_waits_for_it(monkeypatch, lane, niceness):
    monkeypatch.setenv(VARIABLE, "7")
    job = start(FOR_EVER, lane=lane)
    in_state(job, "running")
    own = psutil.Process().nice()
    assert psutil.Process(process.read_process(job).pid).nice() == max(own, niceness)
    control.cancel(job)
    ended(job)


def test_the_setting_is_a_number_of_the_systems(monkeypatch):
    monkeypatch.delenv(VARIABLE)
    assert read_niceness() == DEFAULT
    for wrong in ("-1", "20", "high", ""):
        monkeypatch.setenv(VARIABLE, wrong)
        with pytest.raises(InputError, match="from 0 to 19"):
            read_niceness()
