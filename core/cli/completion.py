"""Completion in a shell, by the package argcomplete if it is installed.

`activate-global-python-argcomplete` sets it up once for all programs that have the mark `PYTHON_ARGCOMPLETE_OK`, as
core/__main__.py does. At the press of Tab the shell then starts the program with what has been typed in `COMP_LINE`.
"""

import os
import shlex
from argparse import ArgumentParser
from contextlib import suppress

ASKED = "_ARGCOMPLETE"  # the number of the word that names the program: 3 in `python -m core`


def list_typed_words() -> list[str]:
    """The words after the program's name on the line that a shell asks to complete; none if no shell does."""
    if ASKED not in os.environ:
        return []
    line, program = os.environ.get("COMP_LINE", ""), int(os.environ[ASKED])
    with suppress(ValueError):  # a quotation mark without its partner
        return shlex.split(line)[program:]
    return line.split()[program:]


def complete_if_asked(parser: ArgumentParser) -> None:
    """Answer a shell and end the process; return if none asks."""
    if ASKED in os.environ:
        with suppress(ImportError):
            from argcomplete import autocomplete

            autocomplete(parser)
