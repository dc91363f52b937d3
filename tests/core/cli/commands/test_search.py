"""`search` says what it cannot take, and `jobs show` what a search has found so far."""

import json

import pytest

from core.cli import main
from core.data.intake import adding
from core.files import write_json
from core.jobs import folder
from core.search.trials import Earlier, SearchState, Trial, find_state_file
from core.specs.search.search_spec import SearchSpec

WORDS = ["search", "--dataset", "tiny", "--image-size", "32", "--detach"]


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    """A dataset, and no worker that would begin."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    monkeypatch.setattr("core.jobs.queue.Line.start_next", lambda _line: None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--budget", "0"], "--budget is 0. Choose a number above 0, and at most 10000."),
        (["--budget", "-3"], "--budget is -3."),
        (["--budget", "nan"], "--budget"),
        (["--trials", "0"], "--trials is 0. Choose a number from 1 to 10000."),
        (["--parallel", "999"], "--parallel is 999. Choose a number from 1 to 64."),
        (["--search-seed", "-1"], "--search-seed is -1."),
        (["--architecture", "efficientnet_lite0", "--image-size", "224"], "--trainable top"),
    ],
)
def test_what_cannot_be_searched_ends_with_2_and_one_line(words, said, capsys):
    assert main([*WORDS, *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert said in err
    assert list(folder.list_jobs()) == []


def test_a_search_from_a_high_rate_begins(capsys):
    assert main([*WORDS, "--set", "learning_rate=9"]) == 0
    space = folder.find("last").read_spec(SearchSpec).space
    assert space.root["learning_rate"].high == 9


def test_a_detached_search_is_shown_with_its_trials(capsys):
    assert main([*WORDS, "--epochs", "4"]) == 0
    job = folder.find("last")
    values = {
        name: one.choices[0] if one.choices else one.low for name, one in job.read_spec(SearchSpec).space.root.items()
    }
    trial = Trial(
        number=0, run="first", values=values, state="finished", val_accuracy=0.75, curve=(0.5, 0.7, 0.75, 0.7)
    )
    earlier = Earlier(run="head", accuracy=1.0, won=0, lost=15)
    write_json(find_state_file(job), SearchState(trials=(trial,), earlier=earlier))
    capsys.readouterr()
    assert main(["jobs", "show", job.job_id]) == 0
    told = capsys.readouterr().out
    assert "75.0%" in told
    assert "keep that run" in told
    assert main(["jobs", "show", "last", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["job"] == job.job_id
    assert told["found"]["best"]["run"] == "first"
    assert told["found"]["earlier"]["lost"] == 15


def test_a_damaged_result_says_what_is_lost_and_what_is_not(capsys):
    assert main(WORDS) == 0
    find_state_file(folder.find("last")).write_text("{")
    capsys.readouterr()
    assert main(["jobs", "show", "last", "--json"]) == 2
    err = capsys.readouterr().err
    assert "what the search has found cannot be read" in err
    assert err.count("\n") == 1
