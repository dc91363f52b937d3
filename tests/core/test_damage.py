"""Files that are there and cannot be read: every kind of them, however it is damaged, against every command.

What a command says is the truth, or it says in a sentence what it cannot tell; and what lies beside is as it was.
"""

import pytest

from tests.damage.commands import ACTING, BESIDE_STILL, READING, READING_HEAD, find_faults, find_trouble, say
from tests.damage.home import open_home
from tests.damage.kinds import KINDS, damage_kind, damages_of, is_known

OF_HEADS = {"head", "head onnx", "backbone", "features", "dataset", "dataset index", "pictures", "decisions"}
COSTLY = {("datasets", "check"), ("datasets", "add")}
DELETED_ON_PURPOSE = {("decisions", "missing"), ("decision rule", "missing")}  # as the sentences about them say


def _cases():
    """All of them; the screens, which read the same files, are asked in haste too (tests/pages/test_damage.py)."""
    for kind in KINDS:
        for how in damages_of(kind):
            if (kind.name, how) not in DELETED_ON_PURPOSE:
                yield pytest.param(kind, how, marks=pytest.mark.slow, id=f"{kind.name} {how}")


def _concerns(kind, command):
    """Whether it is worth the time: what takes long is asked where its own files are damaged."""
    if command in READING_HEAD:
        return kind.name in OF_HEADS
    return command[:2] not in COSTLY or not kind.pattern.startswith(("runs/", "jobs/", "queue/"))


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")


@pytest.fixture(scope="module")
def truth(whole_home, tmp_path_factory):
    """What every command says in an undamaged home."""
    with open_home(whole_home, tmp_path_factory.mktemp("truth") / "home") as home:
        commands = [*READING, *READING_HEAD, *ACTING, *BESIDE_STILL]
        return [(command, say(command, home)) for command in commands]


@pytest.mark.slow
def test_every_file_that_is_kept_is_of_a_kind(damaged_home):
    for command in (*READING, *READING_HEAD, *(one for one in ACTING if "remove" not in one)):
        say(command, damaged_home)
    files = [str(path.relative_to(damaged_home)) for path in damaged_home.rglob("*") if path.is_file()]
    assert [name for name in files if not is_known(name)] == []


@pytest.mark.slow
def test_every_kind_is_there(damaged_home):
    assert [kind.name for kind in KINDS if not kind.find(damaged_home)] == []


@pytest.mark.parametrize(("kind", "how"), list(_cases()))
def test_every_command_tells_the_truth_or_what_is_wrong(damaged_home, truth, kind, how):
    names = damage_kind(kind, how, damaged_home)
    asked = [(command, told) for command, told in truth if _concerns(kind, command)]
    reading, beside = asked[: -len(BESIDE_STILL)], asked[-len(BESIDE_STILL) :]
    faults = [
        fault for command, told in reading for fault in find_faults(command, say(command, damaged_home), told, names)
    ]
    faults += [fault for command, told in beside for fault in find_trouble(command, say(command, damaged_home), told)]
    assert not faults, "\n".join(faults)
