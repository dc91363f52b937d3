"""No log of a hosted server has the name of a picture in it."""

import logging

import pytest

from core.hosting import logs


@pytest.fixture
def quiet():
    before = logging.getLogRecordFactory()
    logs.hide_picture_names()
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("/home/x/pictures/cat/my holiday.jpg is damaged", "/home/x/pictures/cat/….jpg is damaged"),
        ("GET /datasets?sample=cat/Anna.PNG&x=1 200", "GET /datasets?sample=cat/….PNG&x=1 200"),
        ("'家.jpeg' and \"b c.zip\"", "'….jpeg' and \"….zip\""),
        ("events.jsonl of 3 jobs", "events.jsonl of 3 jobs"),
    ],
)
def test_names_are_cut_back_to_their_endings(said, left):
    assert logs.remove_names(said) == left


def test_arguments_and_traces_are_cut_too(quiet, caplog):
    log = logging.getLogger("glassbox.test")
    try:
        raise ValueError("secret party.png is truncated")
    except ValueError:
        log.exception("%s cannot be read", "/a/secret party.png")
    (record,) = caplog.records
    assert record.getMessage() == "/a/….png cannot be read"
    shown = logging.Formatter().format(record)
    assert "secret" not in shown
    assert "ValueError: ….png is truncated" in shown
