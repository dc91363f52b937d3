"""No sentence that a visitor reads names a path of the host, or another owner."""

import pytest

from core import i18n
from core.errors import InputError
from core.files import DamagedFileError, DiskFullError
from core.hosting import owners
from core.hosting.hiding import CODE, build_hiding
from core.hosting.owners import name_person


@pytest.fixture
def hidden(monkeypatch):
    monkeypatch.setattr(i18n, "_hide", build_hiding())


def test_a_damaged_file_is_named_below_its_workspace(hidden):
    theirs = owners.find_workspace(name_person("i", "ann"))
    error = DamagedFileError(theirs.root / "datasets" / "pets" / "index.jsonl", "{path} is damaged.")
    assert str(error) == "datasets/pets/index.jsonl is damaged."


def test_the_site_is_not_named(hidden, home):
    owner = name_person("i", "ann")
    for path in (home / "queue" / "queue.lock", home / "owners" / owner, CODE / "core" / "files.py"):
        said = str(InputError("{path} is held by another.", path=str(path)))
        assert str(home) not in said
        assert str(CODE) not in said
        assert owner not in said
    assert str(home.parent) not in str(DiskFullError(home / "x"))


def test_a_sentence_without_a_path_stays_as_it_is(hidden):
    said = "a/b and owners/pets: 3 of 5"
    assert str(InputError("{said}", said=said)) == said
