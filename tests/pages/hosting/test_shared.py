"""What a link shows, to whom, and that nothing of it can be changed."""

import pytest

from core import workspace
from core.curation import data_state
from core.curation.data_state import DataState
from core.hosting import predictions, shares
from core.inference.decision import DecisionRule, read_decision, save_decision
from core.inference.models import load_model
from core.inference.predict import Question, answer
from core.inference.verdicts import judge_answers
from core.runs import folder
from tests.core.data.pictures import noise
from tests.core.hosting.hosts import make_guest, make_host
from tests.core.runs.test_summary import RESULT
from tests.pages.app import as_read, open_page

PAGE = "pages/hosting/shared/page.py"


@pytest.fixture
def give(ann, stage):
    """A link to a thing of ann's, at which a guest looks from now on."""

    def give(what, name):
        with workspace.using(ann.workspace):
            token = shares.give(what, name, days=1).token
        stage.visitor = make_guest("another")
        return token

    return give


def written(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("what", ["run", "model", "dataset"])
def test_a_guest_sees_the_thing_and_writes_nothing(ann, give, what):
    token = give(what, "pets" if what == "dataset" else ann.run)
    before = written(ann.workspace.root)
    app = open_page(PAGE, link=token)
    assert not app.exception
    assert not app.error
    assert written(ann.workspace.root) == before
    shown = " ".join(element.value for element in (*app.title, *app.markdown))
    assert {"run": "finished", "model": ann.classes[0], "dataset": "pets"}[what] in shown.replace("\\", "")
    assert [button.label for button in app.main.button] == []


def test_a_run_says_beside_its_figures_what_is_known_of_its_pictures(ann, give):
    with workspace.using(ann.workspace):
        run = folder.find(ann.run)
        (run.path / "result.json").write_text(RESULT)
        data_state.write(run.path, DataState(version="1", leaks=3, conflicts=0, absent=()))
    app = open_page(PAGE, link=give("run", ann.run))
    assert "3 of the validation and test pictures are in another split too" in app.warning[0].value


def test_a_prediction_is_shown_without_its_file(ann, give, tmp_path):
    noise(5).save(tmp_path / "secret name.png")
    with workspace.using(ann.workspace):
        model = load_model(ann.run)
        (said,) = answer(model, [Question("secret name.png", tmp_path / "secret name.png")])
        (verdict,) = judge_answers(model, read_decision(model), [said])
        name = predictions.keep(model, said, verdict)
    app = open_page(PAGE, link=give("prediction", name))
    assert not app.exception
    assert "secret name" not in str(app)
    assert ann.mark in app.get("html")[0].proto.body


def test_a_prediction_is_the_answer_of_the_kept_rule(ann, give, tmp_path):
    noise(5).save(tmp_path / "a.png")
    with workspace.using(ann.workspace):
        model = load_model(ann.run)
        (said,) = answer(model, [Question("a.png", tmp_path / "a.png")])
        likeliest = int(said.probabilities.argmax())
        other, least = model.classes[1 - likeliest], float(said.probabilities.min())
        save_decision(model, DecisionRule(threshold=least / 2, positive=other))
        (verdict,) = judge_answers(model, read_decision(model), [said])
        name = predictions.keep(model, said, verdict)
    shared, link = open_page(PAGE, link=give("prediction", name)), give("model", ann.run)
    assert as_read(shared.title[0]) == other
    app = open_page(PAGE, link=link)
    app.session_state["shared.way"] = "upload"
    app.run()
    app.file_uploader[0].set_value(("a.png", (tmp_path / "a.png").read_bytes(), "image/png")).run()
    assert as_read(app.subheader[0]).startswith(f"{other} · ")


@pytest.mark.parametrize("link", ["", "x", "../shares"])
def test_a_guess_shows_nothing(ann, stage, link):
    stage.visitor = make_guest("another")
    app = open_page(PAGE, link=link)
    assert "has ended" in app.error[0].value
    assert ann.mark not in str(app)


@pytest.mark.parametrize(("links", "said"), [("off", "no links"), ("people", "Sign in")])
def test_the_host_says_who_opens_links(ann, give, stage, links, said):
    token = give("run", ann.run)
    stage.host = make_host(links=links)
    app = open_page(PAGE, link=token)
    assert said in app.info[0].value
    assert len(app.main.title) == 0
