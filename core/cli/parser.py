"""The commands by name. To add one: a line here, and a module of its name with `add_arguments(parser)`.

A command's module is imported only when that command is asked for, so that no list waits for what another needs.
"""

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module

import core
from core.cli.argparse_words import translate_argparse
from core.cli.arguments import Parser
from core.cli.completion import complete_if_asked, list_typed_words
from core.i18n import N_, _

COMMANDS: Mapping[str, str] = {
    "datasets": N_("add, list, check and remove datasets"),
    "train": N_("train a classifier"),
    "search": N_("look for better settings within a budget of minutes"),
    "budget": N_("tell what a network costs: parameters, operations, memory, time"),
    "rate": N_("suggest a learning rate, by a test that takes seconds"),
    "runs": N_("list, pause, resume, stop and remove trainings"),
    "jobs": N_("list and cancel all work that takes a while, trainings included"),
    "evaluate": N_("measure a model on labelled pictures; the model is that of a run, or imagenet"),
    "predict": N_("predict the class of pictures; the model is that of a run, or imagenet"),
    "explain": N_("show which parts of a picture speak for a class, as a picture"),
    "export": N_("write a model as a file for other programs"),
    "models": N_("list models, import and remove those of others"),
    "serve": N_("open the app in a browser; hosted, for many"),
    "admin": N_("for who hosts a server: owners, quotas, what is kept"),
}
INTERNAL: Mapping[str, str] = {  # in no usage, and beside this file
    "worker": "Do the work of a job; started by the app, not by hand.",
}


def parse(arguments: Sequence[str] | None) -> Namespace:
    """The arguments of the one command that they name, with its `action`.

    Raises:
        InputError: there is no such command, or it does not take them.

    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    translate_argparse()
    parser = Parser(prog="python -m core", description=_("Train image classifiers and question them."))
    parser.set_defaults(logs=False)
    parser.add_argument(
        "--version", action="version", version=f"Glassbox {core.__version__}", help=_("print the version")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    for name, text in COMMANDS.items():
        commands.add_parser(name, help=_(text), description=_(text))
    command = next((word for word in list_typed_words() or words if not word.startswith("-")), "")
    if command in INTERNAL:
        commands.add_parser(command, description=INTERNAL[command])
    if command in commands.choices:
        room = "core.cli" if command in INTERNAL else "core.cli.commands"
        import_module(f"{room}.{command.replace('-', '_')}").add_arguments(commands.choices[command])
    complete_if_asked(parser)
    return parser.parse_args(words)
