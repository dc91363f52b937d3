"""Which process is whose, and what the system says about those it killed."""

from core.jobs.launchers.process import count_memory_kills


def test_the_count_of_the_killed_is_read_from_the_system(tmp_path):
    counter = tmp_path / "vmstat"
    assert count_memory_kills(counter) is None
    counter.write_text("pgfault 7\noom_kill 3\nunused 0\n")
    assert count_memory_kills(counter) == 3
    counter.write_text("pgfault 7\n")
    assert count_memory_kills(counter) is None
