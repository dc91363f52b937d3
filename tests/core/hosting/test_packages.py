"""Whoever starts a server for many without its packages is told which are missing, and how to get them."""

from importlib.util import find_spec

import pytest

from core.cli import main
from core.hosting import packages


@pytest.mark.parametrize("command", ["serve --hosted", "admin owners", "admin quota ann", "admin sweep"])
def test_a_package_that_is_missing_is_named(command, monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(packages, "find_spec", lambda name: None if name == "pydantic_settings" else find_spec(name))
    assert main(command.split()) == 2
    told = capsys.readouterr().err
    assert "not installed: pydantic_settings. Run: pip install -r requirements-host.txt" in told
    assert told.count("\n") == 1


def test_all_of_them_are_brought_by_the_requirements():
    packages.require_packages()
