"""The judgement at a run's end takes as long as its pictures are many, so it can be paused like all work."""

import shutil
from dataclasses import replace

from core.data import datasets
from core.data.intake.adding import add
from core.data.pixels.cache import open_decoded
from core.evaluation.evaluate import load
from core.files import write_json
from core.jobs import launchers
from core.jobs.events import EventReader, EventWriter
from core.jobs.phases import Phases
from core.jobs.worker.heartbeat import Heartbeat
from core.jobs.worker.place import find_place
from core.jobs.worker.requests import Requests
from core.jobs.worker.turn import Turn
from core.runs.life import read_current_state
from core.training.judge import judge
from tests.core.data.pictures import two_classes
from tests.core.jobs.worker.test_turn import beside
from tests.core.training.watched import Undisturbed, Watched
from tests.hand_made import hand_made_run
from tests.waiting import until


class AskedToPause(Phases):
    """Someone presses Pause while the second picture is looked at."""

    def __init__(self, events, run):
        super().__init__(events)
        self.run = run

    def progress(self, done, total):
        super().progress(done, total)
        if done == 2:
            self.run.write_request("pause")


def test_a_head_is_judged_in_two_parts_when_a_pause_comes_between(transferred, home):
    shutil.rmtree(home / "features")
    judged = []
    before = len(EventReader(transferred.events).read())
    launchers.find("local").announce(transferred)
    with Heartbeat(transferred) as life, EventWriter(transferred.events) as events:
        phases = AskedToPause(events, transferred)
        turn = Turn(life, phases, Requests(transferred), find_place(transferred))
        turn.begin()
        work = beside(lambda: judged.append(judge(transferred, datasets.load("drawings"), phases, turn)))
        until(lambda: read_current_state(transferred).state == "paused")
        assert not judged
        transferred.write_request("run")
        work.join(60)
    assert judged == [transferred.read_training_result().metrics]
    told = EventReader(transferred.events).read()[before:]
    phases = [event["phase"] for event in told if event["kind"] == "phase"]
    assert phases == ["queued", "evaluating", "paused", "queued", "evaluating"]


def test_the_judgement_reads_the_test_split_and_nothing_else(tmp_path):
    dataset = add(two_classes(tmp_path / "pets"), "pets")
    decoded = open_decoded(dataset, 32)
    pictures = replace(decoded, images=Watched(decoded.images))
    run = hand_made_run("pets")
    with EventWriter(run.events) as events:
        metrics = judge(run, dataset, Phases(events), Undisturbed(), pictures)
    assert pictures.images.read == pictures.select("test").tolist()
    assert metrics == load(run.evaluation, "pets", "test").get_report().summary


def test_a_trial_of_a_search_reads_the_validation_split_and_tells_nothing_of_the_test(tmp_path):
    """Or the search would choose by what its winner is to be judged on."""
    dataset = add(two_classes(tmp_path / "pets"), "pets")
    decoded = open_decoded(dataset, 32)
    pictures = replace(decoded, images=Watched(decoded.images))
    run = hand_made_run("pets")
    write_json(run.path / "spec.json", run.read_training_spec().model_copy(update={"trial_of": "a-search"}))
    with EventWriter(run.events) as events:
        assert judge(run, dataset, Phases(events), Undisturbed(), pictures) is None
    assert pictures.images.read == pictures.select("val").tolist()
    assert load(run.evaluation, "pets", "test") is None
    assert load(run.evaluation, "pets", "val") is not None
