"""Every command, what it says in an undamaged home, and whether another answer is the truth."""

import contextlib
import io
import json
import math
from dataclasses import dataclass
from pathlib import Path

from core.cli import main
from tests.damage.kinds import BESIDE, DATASET, HEAD, JOB, OTHER, STOPPED, TARGET, WAITING, WORKING

READING = (
    ("datasets", "list"),
    ("datasets", "show", DATASET),
    ("datasets", "check", DATASET),
    ("runs", "list"),
    ("runs", "show", TARGET),
    ("runs", "show", STOPPED),
    ("runs", "show", WORKING),
    ("runs", "show", WAITING),
    ("runs", "show", BESIDE),
    ("jobs", "list"),
    ("jobs", "show", JOB),
    ("jobs", "show", TARGET),
    ("jobs", "show", WORKING),
    ("evaluate", TARGET),
    ("evaluate", BESIDE),
    ("predict", TARGET, "{picture}"),
    ("predict", TARGET, "{picture}", "--evidence"),
    ("export", TARGET, "--format", "onnx", "--out", "{out}"),
)
READING_HEAD = (
    ("runs", "show", HEAD),
    ("evaluate", HEAD),
    ("predict", HEAD, "{picture}"),
    ("predict", "imagenet", "{picture}"),
    ("evaluate", "imagenet", "--dataset", DATASET),
)
ACTING = (
    ("datasets", "add", "sketches", "--name", "more", "--set", "count=20", "--set", "size=32"),
    ("train", "--dataset", DATASET, "--architecture", "article", "--detach"),
    ("train", "--spec", "{home}/runs/" + TARGET + "/spec.json", "--detach"),
    ("rate", "--dataset", DATASET, "--architecture", "article"),
    ("runs", "pause", WORKING),
    ("runs", "resume", WORKING),
    ("runs", "pause", WAITING),
    ("runs", "resume", WAITING),
    ("runs", "resume", TARGET),
    ("runs", "resume", STOPPED),
    ("runs", "stop", STOPPED),
    ("jobs", "cancel", JOB),
    ("jobs", "cancel", WAITING),
    ("runs", "stop", WORKING),
    ("runs", "remove", TARGET),
    ("runs", "remove", STOPPED),
    ("jobs", "remove", JOB),
    ("datasets", "mend", DATASET),  # here, since what is trained on depends on what could be mended
    ("datasets", "mend", DATASET, "--undo"),
    ("datasets", "remove", DATASET),
)
BESIDE_STILL = (
    ("datasets", "list"),
    ("datasets", "show", OTHER),
    ("runs", "list"),
    ("runs", "show", BESIDE),
    ("jobs", "list"),
    ("evaluate", BESIDE),
    ("predict", BESIDE, "{picture}"),
)
NEW_EACH_TIME = {"heartbeat", "ended", "place", "seconds_left", "rate", "path", "checked"}
LISTS = {"datasets": "name", "runs": "run", "jobs": "job"}  # by what their members are known


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status; `answer` is the object on standard output, if there is one."""

    status: int
    answer: dict | None
    errors: tuple[str, ...]


def say(command, home: Path) -> Said:
    """Run the command in this process."""
    places = {"picture": home.parent / "picture.png", "out": home.parent / "out", "home": home}
    words = [word.format(**places) for word in command]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([*words, "--json"])
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode().replace(str(home), "HOME"))
    return Said(status, json.loads(texts[0]) if texts[0] else None, tuple(texts[1].splitlines()))


def find_faults(command, said: Said, truth: Said, names) -> list[str]:
    """What is wrong with what a command said in a damaged home; `names` are those that a sentence may call the file."""
    faults = [f"a trace: {said.errors[-1]}"] if said.status not in (0, 2) else []
    faults += [f"advises to remove the run: {line}" for line in said.errors if "emove this run" in line]
    if said.status == 2 and truth.status == 0:
        faults += [f"{len(said.errors)} lines on standard error"] if len(said.errors) != 1 else []
        faults += [f"names no file: {line}" for line in said.errors if not any(name in line for name in names)]
    if said.status == 0 and truth.status == 0:
        new = {"run"} if command[0] == "train" else set()
        faults += _untrue(_without(said.answer, new), truth.answer)
    if said.status == 0 and truth.status == 2:
        faults.append(f"does what it would refuse: {truth.errors}")
    return [f"{' '.join(command)}: {fault}" for fault in faults]


def find_trouble(command, said: Said, truth: Said) -> list[str]:
    """What is wrong with what a command said of what was not damaged."""
    if said.status != 0:
        return [f"{' '.join(command)}: {said.errors}"]
    return [f"{' '.join(command)}: {fault}" for fault in _untrue(_of_beside(said.answer), _of_beside(truth.answer))]


def _of_beside(answer):
    """Of a list of all, the members that were not damaged."""
    return {
        name: [one for one in value if one[LISTS[name]] in (BESIDE, OTHER)]
        if name in LISTS and isinstance(value, list) else value
        for name, value in answer.items()
    }  # fmt: skip


def _without(answer, names):
    return {name: value for name, value in answer.items() if name not in names}


def _untrue(told, truth, where="") -> list[str]:
    """Where an answer differs from the truth, but for what it tells as missing."""
    name = where.rpartition(".")[2]
    if name == "look" and isinstance(told, list) and all(one in truth for one in told):
        return []  # of what is known there may be fewer reasons
    if name in NEW_EACH_TIME or told is None or (isinstance(told, str) and truth is None):
        return []
    if isinstance(told, dict) and isinstance(truth, dict):
        if told.get("problem") and name == "datasets":
            return []  # of which nothing else is told
        if name == "progress" and not told["total"]:
            return []  # nor of how far it is
        parts = [(f"{where}.{key}", told[key], truth[key]) for key in told if key in truth]
        return [fault for path, one, other in parts for fault in _untrue(one, other, path)]
    if isinstance(told, list) and isinstance(truth, list):
        return _untrue_list(told, truth, where)
    if isinstance(told, float) and isinstance(truth, float):
        near = math.isclose(told, truth, rel_tol=1e-5, abs_tol=2.0 if name == "created" else 1e-6)
        return [] if near else [f"{where} is {told}, not {truth}"]
    return [] if told == truth else [f"{where} is {str(told)[:200]}, not {str(truth)[:200]}"]


def _untrue_list(told, truth, where) -> list[str]:
    if key := LISTS.get(where.rpartition(".")[2]):
        here = {one[key]: one for one in told if isinstance(one, dict)}
        there = {one[key]: one for one in truth if isinstance(one, dict)}
        if there or here:
            missing = [f"{where} lacks {one}" for one in there if one not in here]
            both = [(here[one], there[one]) for one in there if one in here]
            return missing + [fault for one, other in both for fault in _untrue(one, other, where)]
    if len(told) != len(truth):
        return [f"{where} is {str(told)[:200]}, not {str(truth)[:200]}"]
    return [fault for one, other in zip(told, truth, strict=True) for fault in _untrue(one, other, where)]
