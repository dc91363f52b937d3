"""Every kind of file that the product keeps under a home, and the ways in which one can be damaged."""

import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TARGET = "20260101-000001-article-drawings-0000001"  # a finished run of which everything was recorded
STOPPED = "20260101-000002-article-drawings-0000002"  # the same, as if it had been stopped before its last epoch
WORKING = "20260101-000003-article-drawings-0000003"  # the same again, at work
WAITING = "20260101-000004-article-drawings-0000004"  # waits behind that
HEAD = "20260101-000005-efficientnet_lite0-drawings-0000005"  # a finished run that has trained the last layer alone
JOB = "20260101-000006-check_dataset-drawings-0000006"  # a finished job
BESIDE = "20260101-000009-article-beside-0000009"  # a finished run that is never damaged, on a dataset of its own
DATASET, OTHER = "drawings", "beside"
DRAFT = "0123456789ab"

PARTS = {"runs": (TARGET, STOPPED), "jobs": (JOB,), "datasets": (DATASET,)}


@dataclass(frozen=True)
class Kind:
    """Files that are written and read in one way.

    Args:
        name: of the kind, in the test's name.
        pattern: of the paths under the home; the first `*` is a run, a job or a dataset.
        of: the runs, jobs or datasets whose file is damaged; by default those of `PARTS`.
        lines: whether a line is one entry.

    """

    name: str
    pattern: str
    of: tuple[str, ...] = ()
    lines: bool = False

    def find(self, home: Path) -> list[Path]:
        """The files to damage."""
        room = self.pattern.partition("/")[0]
        names = self.of or PARTS.get(room, ())
        patterns = [self.pattern.replace("*", name, 1) for name in names] or [self.pattern]
        return [path for pattern in patterns for path in sorted(home.glob(pattern)) if path.is_file()]


KINDS = (
    Kind("dataset", "datasets/*/dataset.json"),
    Kind("dataset index", "datasets/*/index.jsonl", lines=True),
    Kind("measures", "datasets/*/measures.npy"),
    Kind("figures", "datasets/*/figures.npy"),
    Kind("copies", "datasets/*/alike.json"),
    Kind("what was seen", "datasets/*/seen.npz"),
    Kind("data state", "datasets/*/data_state.json"),
    Kind("decisions", "datasets/*/decisions.json"),
    Kind("journal", "datasets/*/decision_journal.json"),
    Kind("label check", "datasets/*/label_check.npz"),
    Kind("label effect", "datasets/*/label_effect.json"),
    Kind("map", "datasets/*/picture_map.npz"),
    Kind("check results", "datasets/*/checks/*.json"),
    Kind("decoded pictures", "datasets/*/cache/*.npy"),
    Kind("pictures", "datasets/*/pictures/**/*.png"),
    Kind("draft", f"drafts/{DRAFT}/classes.json"),
    Kind("draft pictures", f"drafts/{DRAFT}/pictures/*/*"),
    Kind("features", "features/*.sqlite"),
    Kind("backbone", "backbones/*.onnx"),
    Kind("backbone verified", "backbones/*.verified.json"),
    Kind("backbone for keras", "backbones/*.keras"),
    Kind("precision", "precision.json"),
    Kind("paces", "paces.json"),
    Kind("opened last", "recent/*.json"),
    Kind("ticket at work", "queue/working/*", of=(f"{WORKING}-*",)),
    Kind("ticket waiting", "queue/waiting/*", of=(f"*-{WAITING}-*",)),
    Kind("job spec", "jobs/*/spec.json"),
    Kind("job facts", "jobs/*/job.json"),
    Kind("job state", "jobs/*/state.json"),
    Kind("job result", "jobs/*/result.json"),
    Kind("job events", "jobs/*/events.jsonl", lines=True),
    Kind("spec", "runs/*/spec.json"),
    Kind("facts", "runs/*/job.json"),
    Kind("state", "runs/*/state.json"),
    Kind("request", "runs/*/control.json", of=(STOPPED,)),
    Kind("result", "runs/*/result.json"),
    Kind("events", "runs/*/events.jsonl", lines=True),
    Kind("log", "runs/*/log.txt", lines=True),
    Kind("classes", "runs/*/classes.json"),
    Kind("promise", "runs/*/promise.json"),
    Kind("run index", "runs/*/index.jsonl", lines=True),
    Kind("decision rule", "runs/*/decision.json"),
    Kind("run data state", "runs/*/data_state.json"),
    Kind("onnx", "runs/*/model.onnx"),
    Kind("keras", "runs/*/model.keras"),
    Kind("head", "runs/*/head.npz", of=(HEAD,)),
    Kind("head onnx", "runs/*/model.onnx", of=(HEAD,)),
    Kind("evaluation", "runs/*/evaluation/*/*.npz"),
    Kind("neighbours", "runs/*/neighbours.npz"),
    Kind("inside header", "runs/*/inside/header.json"),
    Kind("inside epochs", "runs/*/inside/*.npz"),
    Kind("inside epoch", "runs/*/inside/0002.npz"),
    Kind("checkpoint", "runs/*/checkpoint/training.arrays"),
    Kind("best weights", "runs/*/checkpoint/best-*.arrays"),
    Kind("launched at work", "runs/*/launched.json", of=(WORKING,)),
    Kind("state at work", "runs/*/state.json", of=(WORKING,)),
    Kind("request at work", "runs/*/control.json", of=(WORKING,)),
    Kind("spec at work", "runs/*/spec.json", of=(WORKING,)),
    Kind("facts at work", "runs/*/job.json", of=(WORKING,)),
    Kind("events at work", "runs/*/events.jsonl", of=(WORKING,), lines=True),
    Kind("state waiting", "runs/*/state.json", of=(WAITING,)),
    Kind("spec waiting", "runs/*/spec.json", of=(WAITING,)),
    Kind("facts waiting", "runs/*/job.json", of=(WAITING,)),
)
MADE_AGAIN = ("backbones/**/*.npz",)  # what ImageNet's network said of a split; a damaged one is not there
MARKS = ("**/*.lock", "jobs/unseen-since", "jobs/*/seen", "runs/*/seen")  # say all by being there
DAMAGES = ("half", "line end", "empty", "garbled", "altered", "missing")


def is_known(name: str) -> bool:
    """Whether a file of that name, relative to the home, is of one of the kinds."""
    patterns = [*(kind.pattern for kind in KINDS), *MARKS, *MADE_AGAIN]
    return any(re.fullmatch(_expression(pattern), name) for pattern in patterns)


def _expression(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*")


def damages_of(kind: Kind) -> tuple[str, ...]:
    """What can happen to it."""
    return tuple(one for one in DAMAGES if one != "line end" or kind.lines)


def damage_kind(kind: Kind, how: str, home: Path) -> set[str]:
    """Damage every file of the kind; returns what a sentence may call them."""
    damaged = kind.find(home)
    for path in damaged:
        damage(path, how)
    return _collect_names(damaged, home)


def _collect_names(damaged: Iterable[Path], home: Path) -> set[str]:
    """What a sentence may call the damaged files: by their own names, or that of the run, job or dataset."""
    owners = {part for path in damaged for part in path.relative_to(home).parts[1:2]}
    return owners | {path.name for path in damaged}


def damage(path: Path, how: str) -> None:
    """Damage one file; it may be linked to that of another home, which stays as it is."""
    data = path.read_bytes()
    path.unlink()
    if how != "missing":
        path.write_bytes(_damaged(data, how))


def _damaged(data: bytes, how: str) -> bytes:
    match how:
        case "half":
            return data.rstrip()[: len(data.rstrip()) // 2]
        case "line end":
            lines = data.splitlines(keepends=True)
            return b"".join(lines[: max(1, len(lines) // 2)])
        case "empty":
            return b""
        case "garbled":
            return random.Random(len(data)).randbytes(len(data))
    return _altered(data)


def _altered(data: bytes) -> bytes:
    """The same form and another value, as far as that can be told; in what is no text a bit."""
    try:
        lines = [json.loads(line) for line in data.decode().splitlines()]
        return b"".join(json.dumps(_other(line), separators=(",", ":")).encode() + b"\n" for line in lines)
    except ValueError:
        pass
    try:
        return json.dumps(_other(json.loads(data)), indent=1).encode()
    except ValueError:
        place = len(data) // 2
        return data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :] if data else data


def _other(value: object) -> object:
    """With every number one more and the first two texts of every list changed places; a checksum stays."""
    if isinstance(value, dict):
        return {name: one if name in ("crc32", "t", "kind") else _other(one) for name, one in value.items()}
    if isinstance(value, list) and len(value) > 1 and all(isinstance(one, str) for one in value):
        return [value[1], value[0], *value[2:]]
    if isinstance(value, list):
        return [_other(one) for one in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return value + 1
