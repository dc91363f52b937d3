"""The newest runs in short: their results once they are final, without those that cannot be read."""

from core.data.intake import adding
from core.intervals import compute_share_interval
from core.runs.folder import RunFolder
from core.runs.summary import summarize_newest
from tests.hand_made import hand_made_run

RESULT = """{"metrics": {"accuracy": 0.9, "precision": 1, "recall": 1, "f1": 1, "loss": 1}, "best_epoch": 1,
"best_val_accuracy": 1, "epochs": 1, "parameters": 1, "images_per_second": 1, "precision_policy": "", "device": "",
"seconds": {"total": 1, "decode": 0, "train": 1, "evaluate": 0}}"""


def put_state(run: RunFolder, state: str) -> None:
    run.write_state(run.read_state().model_copy(update={"state": state}))


def test_the_accuracy_is_that_of_a_run_that_has_ended(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    ended, resumed, damaged = (hand_made_run("pets") for _ in range(3))
    for run in (ended, resumed):
        (run.path / "result.json").write_text(RESULT)
    put_state(resumed, "paused")
    (damaged.path / "spec.json").write_text("{")
    found = {one.run_id: one for one in summarize_newest(9)}
    assert set(found) == {ended.run_id, resumed.run_id}
    assert (found[ended.run_id].metrics.accuracy, found[ended.run_id].dataset) == (0.9, "pets")
    assert (found[resumed.run_id].metrics, found[resumed.run_id].state) == (None, "paused")
    assert len(summarize_newest(1)) == 1
    assert found[ended.run_id].has_model


def test_a_result_of_an_earlier_version_is_told_with_the_number_of_its_test_pictures(home):
    dataset, run = adding.add("sketches", "pets", options={"count": 20, "size": 32}), hand_made_run("pets")
    (run.path / "result.json").write_text(RESULT)
    metrics = run.read_training_result().metrics
    n = dataset.manifest.splits["test"]
    assert (metrics.n, metrics.interval) == (n, compute_share_interval(0.9, n))
    (run.path / "index.jsonl").unlink()
    metrics = run.read_training_result().metrics
    assert (metrics.n, metrics.interval) == (None, None)
