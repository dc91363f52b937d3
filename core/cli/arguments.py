"""What commands describe their arguments with: a parser whose errors are sentences, verbs, files to write, settings."""

import argparse
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from core.errors import InputError
from core.i18n import N_, _

Action = Callable[[argparse.Namespace], int | None]  # does what is asked for; the exit status, 0 if None


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, like every other error of input."""

    _describe: Callable[[], str] | None = None

    def error(self, message: str) -> NoReturn:
        raise InputError(N_("{message}. See: {program} --help"), message=message, program=self.prog)

    def describe_later(self, describe: Callable[[], str]) -> None:
        """Have its help begin with what `describe` returns, which is called only when help is asked for."""
        self._describe = describe

    def format_help(self) -> str:
        if self._describe:
            self.description = self._describe()
        return super().format_help()

    def set_action(self, action: Action) -> None:
        """Have this command do `action`, which prints a table for people or, with `--json`, one object."""
        self.add_argument("--json", action="store_true", help=_("print one JSON object and nothing else"))
        self.set_defaults(action=action)


class Verbs:
    """The verbs of a command: `runs list`, `runs show RUN`."""

    def __init__(self, parser: Parser) -> None:
        self._verbs = parser.add_subparsers(required=True, metavar="VERB", parser_class=Parser)

    def add(self, name: str, action: Action, text: str, *arguments: str) -> Parser:
        """A verb with its positional arguments, and the parser for those that it has besides."""
        parser: Parser = self._verbs.add_parser(name, help=_(text), description=_(text))
        for argument in arguments:
            parser.add_argument(argument)
        parser.set_action(action)
        return parser


def file_to_write(text: str) -> Path:
    """A file that the command is going to write: looked at before the work, not after it.

    Raises:
        InputError: it is a folder, or its own folder is not there or may not be written.

    """
    path = Path(text)
    if path.is_dir():
        raise InputError(N_("{path} is a folder. Name a file in it."), path=text)
    if not path.parent.is_dir():
        raise InputError(N_("There is no folder {folder}. Make it, or name a file elsewhere."), folder=str(path.parent))
    if not os.access(path.parent, os.W_OK):
        raise InputError(N_("{path} cannot be written. Name a file elsewhere."), path=text)
    return path


def parse_whole_number(text: str) -> int:
    """The type of an argument that is one."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{value} is not a whole number").format(value=repr(text))) from None


def parse_number(text: str) -> float:
    """The type of an argument that is one."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{value} is not a number").format(value=repr(text))) from None


def parse_settings(pairs: Iterable[str]) -> dict[str, str]:
    """`["key=value", ...]` as a mapping.

    Raises:
        InputError: one of them is no such pair.

    """
    settings = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not (name and separator):
            raise InputError(N_("--set {pair} is not KEY=VALUE. Write for example --set schedule=cosine."), pair=pair)
        settings[name.replace("-", "_")] = value
    return settings
