"""What people see on a terminal while they wait."""

import io
import sys

import pytest

from core.cli import output
from core.cli.progress import format_progress
from core.jobs.progress import JobProgress


class Terminal(io.StringIO):
    encoding = "utf-8"

    def __init__(self, terminal=True):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


def test_progress_is_one_line_of_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("COLUMNS", "20")
    output.print_progress("图" * 30)
    assert sys.stderr.getvalue() == "\r\x1b[K" + "图" * 9  # nineteen columns hold no more


def test_no_progress_goes_into_a_file(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal(terminal=False))
    output.print_progress("half")
    assert sys.stderr.getvalue() == ""


def test_a_bar_tells_how_much_is_done_and_how_long_the_rest_takes(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    line = format_progress(JobProgress("judging", 5, 20, 1.0, 15.0), "running")
    assert line == "Decoding and predicting the pictures  " + "█" * 6 + "░" * 18 + "  25%  15 s left"
    assert format_progress(JobProgress("judging"), "running") == "Decoding and predicting the pictures …"
    assert format_progress(JobProgress("judging", 5, 20), "stopping") == "stopping …"


@pytest.mark.parametrize(("encoding", "bar"), [("ascii", "#" * 12 + "-" * 12), ("utf-8", "█" * 12 + "░" * 12)])
def test_the_bar_is_drawn_in_signs_that_the_terminal_has(encoding, bar, monkeypatch):
    monkeypatch.setattr(Terminal, "encoding", encoding)
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert output.format_bar(0.5) == bar
