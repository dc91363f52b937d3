"""The list of runs: empty, filled, and in both languages."""

import pytest

from core.data.intake import adding
from core.runs import control, folder
from core.runs.result import Metrics, Result, Seconds
from core.specs.training_spec import TrainingSpec
from tests.core.search.test_searches import make_search, make_trial
from tests.hand_made import hand_made_run
from tests.pages.app import as_read, open_page
from tests.queueing import line_up

PAGE = "pages/training/runs/page.py"


@pytest.fixture
def finished():
    run = folder.create(TrainingSpec(dataset="sketches", architecture="compact", epochs=4))
    run.write_state(run.read_state().model_copy(update={"state": "finished", "ended": run.read_state().created + 75}))
    run.write_result(
        Result(
            metrics=Metrics(accuracy=0.91, precision=0.9, recall=0.92, f1=0.91, loss=0.2, n=100),
            best_epoch=3,
            best_val_accuracy=0.93,
            epochs=4,
            parameters=1000,
            seconds=Seconds(total=75, decode=1, train=70, evaluate=1),
            images_per_second=120,
            precision_policy="float32",
            device="CPU",
        )
    )
    return run


@pytest.mark.parametrize(("language", "text"), [("en", "Nothing was trained yet"), ("zh", "还没有训练过")])
def test_an_empty_list_says_what_to_do(language, text):
    app = open_page(PAGE, language=language)
    assert text in app.info[0].value


@pytest.mark.parametrize(
    ("language", "state", "network"),
    [("en", "finished", "Small residual network"), ("zh", "已完成", "小型残差网络")],
)
def test_a_finished_run_is_listed_with_its_figures(finished, language, state, network):
    row = open_page(PAGE, language=language).dataframe[0].value.iloc[0].tolist()
    assert row[:6] == [state, "sketches", network, "4 / 4", 0.93, 0.91]
    assert row[6] == "83.8% – 95.2%"
    assert row[8] in ("1 min 15 s", "1 分 15 秒")


def test_the_first_run_leads_on_to_asking_it():
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    run = hand_made_run("pets")
    links = [link.proto for link in open_page(PAGE).get("page_link")]
    assert any(link.page == "predict" and f"run={run.run_id}" in str(link) for link in links)


def test_a_head_alone_has_no_number_of_epochs_to_reach(transferred):
    shown = open_page(PAGE).dataframe[0].value.iloc[0].tolist()[3]
    assert shown == str(transferred.read_training_result().epochs)


def test_a_damaged_run_stands_among_the_others_and_can_be_deleted(finished):
    broken = folder.create(TrainingSpec())
    broken.write_state(broken.read_state().model_copy(update={"state": "failed"}))
    (broken.path / "spec.json").write_text("{")
    app = open_page(PAGE)
    assert not app.exception
    assert len(app.dataframe[0].value) == 2
    assert any("spec.json" in as_read(one) for one in app.warning)
    app.button(key=f"damaged.delete_{broken.run_id}").click().run()
    assert not any("spec.json" in as_read(one) for one in app.warning)
    assert not broken.path.exists()
    assert not open_page().error


def test_a_run_whose_result_is_cut_is_repaired_and_not_deleted(trained):
    before = trained.read_training_result()
    (trained.path / "result.json").write_text("{")
    app = open_page(PAGE)
    assert not app.exception
    assert "Its model is as it was" in as_read(app.warning[0])
    assert not [button for button in app.button if button.key.startswith("damaged.delete_")]
    app.button(key=f"damaged.repair_{trained.run_id}").click().run()
    assert not app.exception
    assert not app.warning
    assert trained.read_training_result().metrics == before.metrics


def test_balanced_accuracy_stands_beside_accuracy_where_classes_are_uneven(finished):
    assert "Balanced accuracy" not in open_page(PAGE).dataframe[0].value
    result = finished.read_training_result()
    uneven = result.metrics.model_copy(update={"balanced_accuracy": 0.5})
    finished.write_result(result.model_copy(update={"metrics": uneven}))
    finished.change_state()
    assert open_page(PAGE).dataframe[0].value["Balanced accuracy"].tolist() == [0.5]


def test_a_choice_by_its_row_does_not_outlast_the_rows(finished):
    app = open_page(PAGE)
    before = app.dataframe[0].proto.id
    assert app.run().dataframe[0].proto.id == before
    folder.create(TrainingSpec())
    assert app.run().dataframe[0].proto.id != before


def test_a_run_in_the_queue_has_its_place():
    runs = [folder.create(TrainingSpec()) for _ in range(2)]
    line_up(*runs)
    states = open_page(PAGE).dataframe[0].value.iloc[:, 0].tolist()
    assert states == ["running", "waiting for its turn (2)", "waiting for its turn (1)"]
    control.pause(runs[0])
    states = open_page(PAGE).dataframe[0].value.iloc[:, 0].tolist()
    assert states == ["running", "waiting for its turn (1)", "paused"]


def test_of_a_search_the_best_trial_is_listed_until_all_are_asked_for(finished):
    trials = [folder.create(TrainingSpec(dataset="sketches", epochs=number + 1)) for number in range(3)]
    for run in trials:
        run.write_state(run.read_state().model_copy(update={"state": "stopped"}))
    made = [
        make_trial(number, "finished", share).model_copy(update={"run": run.run_id})
        for number, (run, share) in enumerate(zip(trials, (0.7, 0.9, 0.8), strict=True))
    ]
    make_search(*made)
    app = open_page(PAGE)
    assert len(app.dataframe[0].value) == 2
    app = open_page(PAGE, trials="all")
    assert len(app.dataframe[0].value) == 4
    assert not app.exception
