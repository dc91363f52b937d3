"""The words of the command line."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from core.cli import datasets, evaluate, predict, rate, runs, train
from core.errors import InputError
from core.i18n import N_
from core.networks.catalogue import ARCHITECTURES


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, like every other error of input."""

    def error(self, message: str) -> NoReturn:
        raise InputError(N_("{message}. See: {program} --help"), message=message, program=self.prog)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _Parser(prog="python -m core", description="Train image classifiers and question them.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    _add_datasets(commands)
    _add_train(commands)
    _add_rate(commands)
    _add_runs(commands)
    _add_evaluate(commands)
    _add_predict(commands)
    worker = commands.add_parser("worker", description="Do the work of a run; started by the app, not by hand.")
    worker.add_argument("run", nargs="?")
    worker.set_defaults(command=runs.worker)
    tester = commands.add_parser("range-worker", description="Test learning rates; started by the app, not by hand.")
    tester.set_defaults(command=rate.worker)
    return parser.parse_args(arguments)


_Commands = argparse._SubParsersAction


def _add_datasets(commands: "_Commands[_Parser]") -> None:
    parser = commands.add_parser("datasets", help="where training pictures come from")
    verbs = parser.add_subparsers(required=True, metavar="VERB", parser_class=_Parser)
    _verb(verbs, "list", datasets.list_all, "all datasets")
    _verb(verbs, "show", datasets.show, "one dataset: its classes and splits, and what was refused", "name")
    _verb(verbs, "check", datasets.check, "doubles, the same picture in two splits or under two labels", "name")
    _verb(verbs, "remove", datasets.remove, "delete a dataset; pictures that were used in place stay", "name")
    add = _verb(verbs, "add", datasets.add, "add a folder, a zip, or a built-in: sketches, digits", "source")
    add.add_argument("--name", required=True)
    add.add_argument("--copy", action="store_true", help="copy the pictures instead of using them in place")
    add.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="an option of a built-in")


def _add_train(commands: "_Commands[_Parser]") -> None:
    parser = _verb(commands, "train", train.train, "train a classifier")
    _add_spec(parser)
    parser.add_argument("--detach", action="store_true", help="print the run at once and leave it at work")


def _add_rate(commands: "_Commands[_Parser]") -> None:
    parser = _verb(commands, "rate", rate.suggest, "find a learning rate to begin with, by a test of seconds")
    _add_spec(parser)


def _add_spec(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--spec", metavar="FILE", help="a training spec in JSON; other options change it")
    parser.add_argument("--dataset")
    parser.add_argument("--architecture", help=" or ".join(ARCHITECTURES))
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--image-size", type=int, metavar="PIXELS")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--seed", type=int)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="any other field of the spec, such as augmentation.flip=true",
    )


def _add_runs(commands: "_Commands[_Parser]") -> None:
    parser = commands.add_parser("runs", help="trainings, at work and ended")
    verbs = parser.add_subparsers(required=True, metavar="VERB", parser_class=_Parser)
    _verb(verbs, "list", runs.list_all, "all runs, the newest first")
    _verb(verbs, "show", runs.show, "one run; `last` is the newest", "run")
    _verb(verbs, "pause", runs.pause, "save a run after this batch and let the next one work", "run")
    _verb(verbs, "resume", runs.resume, "go on with a run that was paused, stopped or interrupted", "run")
    _verb(verbs, "stop", runs.stop, "end a run after this batch; the best weights are kept", "run")
    _verb(verbs, "remove", runs.remove, "delete a run and its files", "run")


def _add_evaluate(commands: "_Commands[_Parser]") -> None:
    parser = _verb(
        commands, "evaluate", evaluate.evaluate, "judge a model on labelled pictures: a run's, or imagenet", "run"
    )
    parser.add_argument("--dataset", metavar="NAME", help="another dataset with the same classes")
    parser.add_argument("--split", default="test", choices=("train", "val", "test"))


def _add_predict(commands: "_Commands[_Parser]") -> None:
    parser = _verb(
        commands, "predict", predict.predict, "tell the class of pictures, by a run's model or by imagenet", "run"
    )
    parser.add_argument("images", nargs="+", metavar="IMAGE")
    parser.add_argument("--top", type=int, default=5, help="how many classes to name, the most probable first")
    parser.add_argument(
        "--evidence",
        action="store_true",
        help="look at the training pictures if that was not done yet, and name those most like each picture",
    )


def _verb(
    commands: "_Commands[_Parser]", name: str, command: object, text: str, *arguments: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    for argument in arguments:
        parser.add_argument(argument)
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.set_defaults(command=command)
    return parser
