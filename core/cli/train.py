"""`train`: start a run and follow it to its end, or leave it at work with `--detach`."""

import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from core.cli.output import one_line, progress_line
from core.cli.runs import print_run
from core.errors import InputError
from core.i18n import N_
from core.runs import control
from core.runs.folder import RunFolder
from core.runs.life import current_state
from core.runs.progress import LiveProgress, Progress
from core.runs.report import describe
from core.runs.state import ACTIVE
from core.specs.training_spec import TrainingSpec, read_spec, spec_from

FIELDS = ("dataset", "architecture", "epochs", "image_size", "batch_size", "learning_rate", "seed")
POLL_SECONDS = 0.2


def train(args: Namespace) -> int:
    spec = asked(args)
    run = control.start(spec)
    if args.detach:
        print_run(describe(run), as_json=args.json)
        return 0
    _follow(run)
    print_run(describe(run), as_json=args.json)
    return _status(run)


def _status(run: RunFolder) -> int:
    state = current_state(run)
    if state.state != "failed":
        return 0
    print(one_line(state.reason), file=sys.stderr)
    return 2 if state.by_input else 1


def asked(args: Namespace) -> TrainingSpec:
    """The spec that the options name: those of a file, changed by those that stand alone."""
    base = read_spec(Path(args.spec)).model_dump() if args.spec else {}
    if not args.spec and not (args.dataset and args.architecture):
        raise InputError(N_("Name what to train with --dataset NAME and --architecture ARCH, or with --spec FILE."))
    named = {name: getattr(args, name) for name in FIELDS if getattr(args, name) is not None}
    return spec_from(base | named | settings(args.set))


def settings(pairs: list[str]) -> dict[str, Any]:
    """`["key=value", ...]` as a mapping."""
    found = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not (name and separator):
            raise InputError(N_("--set {pair} is not KEY=VALUE. Write for example --set schedule=cosine."), pair=pair)
        found[name.replace("-", "_")] = value
    return found


def _follow(run: RunFolder) -> None:
    live = LiveProgress(run)
    try:
        while current_state(run).state in ACTIVE:
            progress_line(_line(live.update()))
            time.sleep(POLL_SECONDS)
    except KeyboardInterrupt:
        control.stop(run)
        while current_state(run).state in ACTIVE:
            time.sleep(POLL_SECONDS)
    progress_line("")


def _line(progress: Progress) -> str:
    if not progress.phase:
        return ""
    parts = [progress.phase.name]
    if progress.steps_total and progress.phase.name == "training":
        parts.append(f"{progress.steps_done}/{progress.steps_total}")
    if progress.batches["loss"]:
        parts.append(f"loss {progress.batches['loss'][-1]:.4f} accuracy {progress.batches['accuracy'][-1]:.1%}")
    return "  ".join(parts)
