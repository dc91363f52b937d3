"""The model card: every figure is that of the stored predictions, and what is not known is said to be so."""

import json
import re
from html.parser import HTMLParser

import pytest

from core.curation.deciding.decide import decide
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake.adding import add
from core.errors import InputError
from core.evaluation.evaluate import evaluate, load
from core.evaluation.report.figure_words import format_share_interval
from core.export.card.writing import make_markdown, make_page
from core.export.formats.card import CardFormat
from core.i18n import LANGUAGES, language
from core.inference.decision import DecisionRule, save_decision
from core.inference.imagenet_model import make_imagenet_model
from core.inference.models import find_model
from core.runs import folder
from core.runs.result import Result as RunResult
from core.specs.training_spec import TrainingSpec
from tests.core.data.pictures import two_classes
from tests.core.runs.test_summary import RESULT
from tests.hand_made import hand_made_run


@pytest.fixture
def model(tmp_path):
    add(two_classes(tmp_path / "private" / "pets", 30), "pets")
    return find_model(hand_made_run("pets").run_id)


def read_section(card, title):
    return re.search(rf"## {title}\n\n(.*?)(?=\n## |\Z)", card, re.DOTALL).group(1)


def test_without_an_evaluation_no_figure_is_made_up(model):
    card = make_markdown(model)
    for title in ("How good it is on test pictures", "Calibration", "Where it is worse than elsewhere"):
        said = read_section(card, title)
        assert said.startswith("Not known")
        assert "%" not in said
    assert "Not known" in read_section(card, "Intended use")


def test_the_figures_are_those_of_the_stored_predictions_as_the_rule_decides(model):
    dataset = datasets.load("pets")
    evaluate(model, dataset, "test")
    plain = load(model.evaluations, "pets", "test")
    report = plain.get_report()
    figures = read_section(make_markdown(model), "How good it is on test pictures")
    accuracy = report.figures["accuracy"]
    assert f"| Accuracy | {accuracy.value:.1%} | {format_share_interval(accuracy)} | Wilson |" in figures
    rule = DecisionRule(temperature=2.5, threshold=0.9, positive="cat", reject_below=0.6)
    save_decision(model, rule)
    changed = plain.apply(rule).get_report()
    card = make_markdown(model)
    assert f"| Accuracy | {changed.figures['accuracy'].value:.1%} |" in card
    assert "Temperature 2.5." in read_section(card, "Calibration")
    assert "may answer that it is not sure" in read_section(card, "Limits")


def test_the_data_are_told_with_version_and_leaks_and_without_the_path_of_a_person(model, tmp_path):
    said = read_section(make_markdown(model), "Data")
    dataset = datasets.load("pets")
    assert f"| Version | {dataset.version} |" in said
    counts = dataset.manifest.splits
    assert f"| Total | {counts['train']} | {counts['val']} | {counts['test']} |" in said
    assert "Leakage check" in said
    assert "folder: pets" in said
    assert str(tmp_path) not in make_markdown(model)
    decide("pets", dataset.list_pictures(split="train")[0].path, Decision(kind="leave_out"))
    assert "(the dataset has changed since)" in read_section(make_markdown(model), "Data")


def test_the_settings_in_the_card_are_a_spec_that_trains_the_same(model):
    said = read_section(make_markdown(model), "How to reproduce it")
    written = re.search(r"```\n(\{.*?\})\n```", said, re.DOTALL).group(1)
    run = folder.find(model.id)
    assert TrainingSpec.model_validate_json(written) == run.read_training_spec()
    run.write_result(RunResult.model_validate_json(RESULT).model_copy(update={"precision_policy": "float32"}))
    said = read_section(make_markdown(model), "How to reproduce it")
    written = re.search(r"```\n(\{.*?\})\n```", said, re.DOTALL).group(1)
    assert (run.read_training_spec().precision, json.loads(written)["precision"]) == ("auto", "float32")


def test_of_a_model_from_elsewhere_nothing_is_said_of_its_training():
    card = make_markdown(make_imagenet_model())
    assert "Not known: it was not trained on a dataset of this workspace." in card
    assert "python -m core train" not in card


class Tags(HTMLParser):
    """Opened tags that were not closed in their order, and the addresses that the page would fetch."""

    def __init__(self):
        super().__init__()
        self.open, self.fetched, self.wrong = [], [], []

    def handle_starttag(self, tag, attributes):
        self.fetched += [value for name, value in attributes if name in ("src", "href")]
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_page_has_every_language_and_fetches_nothing(model):
    evaluate(model, datasets.load("pets"), "test")
    page, tags = make_page(model), Tags()
    tags.feed(page)
    assert (tags.open, tags.wrong, tags.fetched) == ([], [], [])
    assert all(f'<article lang="{code}">' in page for code in LANGUAGES)
    assert "<script" not in page
    assert "url(" not in page
    chinese = page[page.index('<article lang="zh">') :]
    assert "准确率" in chinese
    assert not re.search(r"<p>[A-Za-z .,]{20,}</p>", chinese)
    assert language() == "en"


def test_names_are_no_markup_in_either_form(tmp_path):
    root = tmp_path / "odd"
    two_classes(root)
    (root / "cat").rename(root / "<b>a|b*")
    add(root, "odd")
    model = find_model(hand_made_run("odd").run_id)
    assert "<b>a|b*" not in make_markdown(model)
    assert "<b>" not in make_page(model)


def test_both_files_are_written_and_a_run_without_a_model_says_so(model, tmp_path):
    exported = CardFormat().export(model, tmp_path / "new")
    assert exported.path == tmp_path / "new" / f"{model.id}-card"
    assert {path.name for path in exported.path.iterdir()} == {"card.md", "card.html"}
    waiting = folder.create(TrainingSpec(dataset="pets"))
    with pytest.raises(InputError, match="has no model yet"):
        CardFormat().export(find_model(waiting.run_id), tmp_path)
