"""A run says beside its figures what was known of its dataset as it began."""

import shutil

from core.cards.run_card import NO_EPOCH, read_run_card
from core.curation.deciding.decide import decide
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding
from core.evaluation.data_notes import SEEN, explain_accuracy, explain_answers, explain_moved
from core.evaluation.data_notes import explain_data as explain_evaluation
from core.evaluation.evaluate import evaluate
from core.evaluation.evidence.data_facts import read_facts
from core.inference.run_model import RunModel
from core.runs import data_notes
from core.runs.report import describe
from core.runs.summary import summarize_newest
from core.runs.trained_head import TrainedHead
from tests.core.data.pictures import fill
from tests.core.runs.test_summary import RESULT
from tests.hand_made import hand_made_run


def test_a_leak_is_told_wherever_the_run_shows_a_figure_and_stays_told_after_it_was_mended(tmp_path, monkeypatch):
    root = tmp_path / "photos"
    for number, split in enumerate(("train", "val", "test")):
        for place, label in enumerate(("cat", "dog")):
            fill(root / split / label, 4, first=1000 * number + 100 * place)
    shutil.copy(root / "train/cat/000.png", root / "test/cat/z.png")
    dataset = adding.add(root, "pets")
    run = hand_made_run("pets")
    data_notes.keep_data_state(run, dataset)
    decide("pets", "train/cat/000.png", Decision(kind="leave_out"))
    described = describe(run)
    assert described["dataset_version"] == dataset.version != datasets.load("pets").version
    (note,) = described["notes"]
    assert note.startswith("1 of the validation and test pictures")
    assert read_facts(run, "pets").leaks == 1
    assert [str(one) for one in explain_evaluation(RunModel(run), "pets", "test")] == [note]
    assert all([str(one) for one in summary.notes] == [note] for summary in summarize_newest(1) if summary.metrics)
    assert explain_accuracy(RunModel(run)) == []  # it shows none
    monkeypatch.setattr(RunModel, "accuracy", 0.9)
    assert [str(one) for one in explain_accuracy(RunModel(run))] == [note]


def list_paths(*splits):
    return [record.path for record in datasets.load("drawings").list_pictures() if record.split in splits]


def test_predictions_of_validation_pictures_that_were_learned_since_say_so(transferred):
    def explain(*splits, name="drawings"):
        return [str(one) for one in explain_answers(RunModel(transferred), name, list_paths(*splits))]

    validated = len(list_paths("val"))
    (said,) = explain("val")
    assert said.startswith(f"{validated} of these pictures validated the model, which has learned them since.")
    assert explain("train", "val", "test") == [said]
    assert explain("train", "test") == explain("val", name="gone") == []
    assert sum(read_run_card(transferred).counts.values()) == len(list_paths("train", "val"))
    TrainedHead(TrainedHead.load(transferred.head).last).save(transferred.head)  # as an earlier version did
    assert explain("val") == []
    assert sum(read_run_card(transferred).counts.values()) == len(list_paths("train"))


def test_in_another_dataset_they_are_known_by_their_files(transferred, tmp_path):
    for record in datasets.load("drawings").list_pictures():
        target = tmp_path / "again" / record.label / record.path.replace("/", "-")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(datasets.load("drawings").find_path(record).read_bytes())
    again = adding.add(tmp_path / "again", "again")
    paths = [record.path for record in again.list_pictures()]
    (said,) = explain_answers(RunModel(transferred), "again", paths)
    assert said.values["pictures"] == str(len(list_paths("val")))


def test_learned_pictures_that_were_moved_to_a_split_that_judges_are_counted(transferred):
    moved, model = list_paths("train")[:2], RunModel(transferred)
    for path in moved:
        decide("drawings", path, Decision(kind="move", split="test"))
    (said,) = explain_moved(model, "drawings", "test", list_paths("test"))
    assert str(said) == SEEN.format(pictures=2)
    assert explain_moved(model, "drawings", "val", list_paths("val")) == []
    assert explain_moved(model, "drawings", "train", list_paths("train")) == []
    assert explain_moved(model, "others", "test", list_paths("test")) == []


def test_a_run_that_was_stopped_in_its_first_epoch_has_no_test_accuracy_and_says_why(home):
    dataset = adding.add("sketches", "pets", options={"count": 20, "size": 32})
    run = hand_made_run("pets")
    run.write_state(run.read_state().model_copy(update={"state": "stopped"}))
    (run.path / "result.json").write_text(RESULT.replace('"epochs": 1', '"epochs": 0'))
    evaluate(RunModel(run), dataset, "test")  # as an earlier version did by itself
    described = describe(run)
    assert (described["epochs"], described["metrics"]) == (0, None)
    assert described["notes"] == [data_notes.NO_EPOCH]
    assert [str(one) for one in explain_evaluation(RunModel(run), "pets", "test")] == [data_notes.NO_EPOCH]
    assert summarize_newest(1)[0].metrics is None
    assert read_run_card(run).cautions == [NO_EPOCH]
