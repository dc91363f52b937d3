"""A shell that asks what may come next is answered by argcomplete."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.data.intake.adding import add
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run

ROOT = Path(__file__).parents[3]

TO_THE_SHELL = 8  # the file descriptor that argcomplete answers on


def complete(line):
    """What may stand at the end of the line, as a shell asks."""
    reading, writing = os.pipe()
    asked = {
        "_ARGCOMPLETE": "3",
        "_ARGCOMPLETE_IFS": "\n",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_TYPE": "9",
    }
    program = f"import os, sys; os.dup2({writing}, {TO_THE_SHELL}); from core.cli import main; main([])"
    subprocess.run(
        [sys.executable, "-c", program], env=os.environ | asked | {"COMP_TYPE": "9"}, pass_fds=[writing], cwd=ROOT,
        check=True, capture_output=True,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        return [word.strip() for word in told.read().split("\n")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("python -m core da", ["datasets"]),
        ("python -m core w", [""]),
        ("python -m core datasets re", ["remove"]),
        ("python -m core export last --format o", ["onnx"]),
        ("python -m core export 'last --fo", [""]),
    ],
)
def test_what_may_come_next_is_told(line, words):
    assert complete(line) == words


def test_what_is_there_is_told_by_name(home, tmp_path):
    add(two_classes(tmp_path / "pets"), "pets")
    run = hand_made_run("pets").run_id
    assert complete("python -m core train --dataset p") == ["pets"]
    assert complete("python -m core datasets show p") == ["pets"]
    assert complete("python -m core models remove p") == [""]
    assert complete("python -m core runs show 2") == [run]
    assert complete("python -m core evaluate im") == ["imagenet"]
    assert complete("python -m core jobs show la") == ["last"]


def test_the_mark_by_which_shells_know_the_program_is_there():
    assert "PYTHON_ARGCOMPLETE_OK" in (ROOT / "core" / "__main__.py").read_text()[:1024]
