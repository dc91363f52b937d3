"""`admin` on the command line: who is here, what they may take, and what is deleted."""

import json
import os

import pytest

from core.cli import main
from core.hosting import owners
from tests.core.hosting.hosts import SECRET, make_guest, make_host, make_person


@pytest.fixture
def host(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("GLASSBOX_HOST_ADDRESS", "http://localhost:8501")
    monkeypatch.setenv("GLASSBOX_HOST_COOKIE_SECRET", SECRET)
    owners.settle(make_person("ann"), make_host())
    owners.settle(make_guest("1"), make_host())


def call(capsys, *words):
    assert main(["admin", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_everybody_is_listed(host, capsys):
    listed = call(capsys, "owners")["owners"]
    assert {(one["kind"], one["email"], one["runs"]) for one in listed} == {
        ("person", "ann@example.org", 0),
        ("guest", "", 0),
    }
    assert main(["admin", "owners"]) == 0
    assert "ann@example.org" in capsys.readouterr().out


def test_a_quota_is_shown_given_and_taken_back(host, capsys):
    assert call(capsys, "quota", "ann@example.org")["epochs"] == 100
    given = call(capsys, "quota", "ann@example.org", "--set", "epochs=7", "--set", "stored-mb=1")
    assert (given["epochs"], given["stored_mb"], given["jobs"]) == (7, 1, 5)
    assert call(capsys, "quota", "ann@example.org", "--set", "jobs=9")["epochs"] == 7
    assert call(capsys, "quota", "ann@example.org", "--reset")["epochs"] == 100


@pytest.mark.parametrize("words", [["quota", "nobody"], ["quota", "ann@example.org", "--set", "epoch=7"]])
def test_what_is_not_there_is_named(host, capsys, words):
    assert main(["admin", *words]) == 2
    assert words[-1].partition("=")[0] in capsys.readouterr().err


def test_the_sweep_says_who_is_gone(host, capsys):
    guest = next(one for one in owners.list_owners() if one.startswith("g"))
    os.utime(owners.find_workspace(guest).root / owners.SEEN, (1, 1))
    assert call(capsys, "sweep")["erased"] == [guest]
