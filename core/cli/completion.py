"""Completion in a shell, by the package argcomplete if it is installed.

`activate-global-python-argcomplete` sets it up once for all programs that have the mark `PYTHON_ARGCOMPLETE_OK`, as
core/__main__.py does. At the press of Tab the shell then starts the program with what has been typed in `COMP_LINE`.
What an argument names is looked for in the workspace by the folders that are there, which is quick.
"""

import os
import shlex
from argparse import Action, ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from core import workspace
from core.errors import InputError

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

            for program, action in _list_actions(parser):
                if list_names := _find_names(program, action):
                    action.completer = _complete_by(list_names)  # type: ignore[attr-defined]  # argcomplete's own
            autocomplete(parser)


def _list_actions(parser: ArgumentParser) -> Iterator[tuple[str, Action]]:
    """Every argument of the command and of its verbs, each with its command."""
    for action in parser._actions:
        yield parser.prog, action
        for verb in action.choices.values() if isinstance(action.choices, Mapping) else ():
            yield from _list_actions(verb)


def _find_names(program: str, action: Action) -> Callable[[], list[str]] | None:
    """What there is to name by the argument; None if it names nothing that is there, as `--name` of a new dataset."""
    if action.dest == "name":
        known = _list_imported if " models " in program else _list_datasets
        return None if action.option_strings else known
    return NAMED.get(action.dest)


def _complete_by(list_names: Callable[[], list[str]]) -> Callable[..., list[str]]:
    def complete(prefix: str, **_asked: object) -> list[str]:
        with suppress(InputError):  # a home that cannot be read is told by the command itself
            return [name for name in list_names() if name.startswith(prefix)]
        return []

    return complete


def _list_folders(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("[!.]*") if path.is_dir())


def _list_datasets() -> list[str]:
    return _list_folders(workspace.current().datasets)


def _list_runs() -> list[str]:
    return ["last", *_list_folders(workspace.current().runs)]


def _list_jobs() -> list[str]:
    return [*_list_runs(), *_list_folders(workspace.current().jobs)]


def _list_models() -> list[str]:
    return [*_list_runs(), "imagenet", *_list_imported()]


def _list_imported() -> list[str]:
    return _list_folders(workspace.current().models)


NAMED: Mapping[str, Callable[[], list[str]]] = {
    "dataset": _list_datasets,
    "run": _list_runs,
    "job": _list_jobs,
    "model": _list_models,
    "against": _list_models,
}
