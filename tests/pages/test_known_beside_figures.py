"""Every page, command and file that shows a figure of a dataset says beside it what is known of the dataset's pictures.

Whoever adds another one adds its line here.
"""

import json

import pytest

from core.cancel import NEVER
from core.cards.run_card import read_run_card
from core.cli import main
from core.data.intake import adding
from core.evaluation.evaluate import evaluate
from core.export.formats import find_format
from core.export.script.training_script import BY_ARGUMENT, build_cells
from core.files import write_json
from core.inference.run_model import RunModel
from core.jobs.events import EventWriter
from core.runs import data_notes
from core.runs.summary import summarize_newest
from core.search.trials import SearchState, Trial, find_state_file
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import suggest_space
from core.tasks.networks.search import SEARCH
from tests.core.data.pictures import spoiled_classes
from tests.core.runs.test_summary import RESULT
from tests.hand_made import hand_made_run
from tests.jobs import at_work, end
from tests.pages.app import as_read, open_page

KNOWN = ("in another split too", "under two labels", "There are no test pictures of owl")


@pytest.fixture
def spoiled(tmp_path, home):
    """Two finished runs on a dataset with a leak, a conflict and an untested class."""
    dataset, runs = adding.add(spoiled_classes(tmp_path / "photos", 4), "pets"), []
    for seed in range(2):
        run = hand_made_run("pets", seed=seed)
        data_notes.keep_data_state(run, dataset)
        evaluate(RunModel(run), dataset, "test")
        (run.path / "result.json").write_text(RESULT)
        with EventWriter(run.events) as events:
            values = {"loss": 0.6, "accuracy": 0.7, "val_loss": 0.65, "val_accuracy": 0.66}
            events.write("epoch", epoch=1, **values, seconds=1.0, images_per_second=1.0, best=True)
        runs.append(run)
    return runs


@pytest.fixture
def search(spoiled):
    base = spoiled[0].read_training_spec()
    space = suggest_space(base)
    job = at_work(SEARCH, SearchSpec(base=base, space=space), phase="searching", done=1, total=1)
    values = {name: one.choices[0] if one.choices else one.low for name, one in space.root.items()}
    best = Trial(number=0, run=spoiled[0].run_id, values=values, state="finished", val_accuracy=0.9, parameters=9)
    write_json(find_state_file(job), SearchState(trials=(best,), spent=60))
    end(job)
    return job


def check(told):
    for words in KNOWN:
        assert words in told


COMMANDS = {
    "runs list": ["runs", "list"], "runs show": ["runs", "show", "RUN"], "models list": ["models", "list"],
    "evaluate": ["evaluate", "RUN"], "evaluate against another": ["evaluate", "RUN", "--against", "OTHER"],
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", ["for people", "json"])
def test_commands(spoiled, capsys, name, form):
    names = {"RUN": spoiled[0].run_id, "OTHER": spoiled[1].run_id}
    asked = [names.get(word, word) for word in COMMANDS[name]]
    assert main([*asked, *(["--json"] if form == "json" else [])]) == 0
    told = capsys.readouterr().out
    check(" ".join(told.split()) if form == "for people" else json.dumps(json.loads(told), ensure_ascii=False))


def test_what_other_places_are_made_of(spoiled):
    """Home shows the summaries, and the card that is sent around its cautions."""
    (summary, _other) = summarize_newest(2)
    check(" ".join(map(str, summary.notes)))
    assert len(read_run_card(spoiled[0]).cautions) == len(KNOWN)


def test_files_that_leave(spoiled, tmp_path):
    model = RunModel(spoiled[0])
    check(" ".join((find_format("card").export(model, tmp_path, NEVER).path / "card.md").read_text().split()))
    script = "".join(cell.text for cell in build_cells(model, BY_ARGUMENT))
    check(script)
    assert all(line.startswith("# ") for line in script.splitlines() if any(words in line for words in KNOWN))


PAGES = {
    "home": ("pages/home/page.py", {}),
    "runs": ("pages/training/runs/page.py", {}),
    "a run": ("pages/training/train/page.py", {"run": "RUN"}),
    "comparison": ("pages/training/compare/page.py", {"runs": "RUN,OTHER"}),
    "evaluation": ("pages/inference/evaluate/page.py", {"run": "RUN", "show": "1"}),
    "prediction": ("pages/inference/predict/page.py", {"run": "RUN"}),
    "export": ("pages/inference/export/page.py", {"run": "RUN"}),
    "search": ("pages/training/search/page.py", {"search": "SEARCH"}),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(spoiled, search, name):
    path, asked = PAGES[name]
    names = {"RUN": spoiled[0].run_id, "OTHER": spoiled[1].run_id, "SEARCH": search.job_id}
    query = {key: ",".join(names.get(word, word) for word in value.split(",")) for key, value in asked.items()}
    app = open_page(path, **query)
    assert not app.exception
    elements = [*app.markdown, *app.caption, *app.warning, *app.info]
    check(" ".join([*map(as_read, elements), *(frame.value.to_csv() for frame in app.dataframe)]))
