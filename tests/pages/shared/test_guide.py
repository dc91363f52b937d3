"""The path for newcomers: every task begins open, is done by doing, and is remembered."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.concepts.gan.game import Game
from core.concepts.gan.targets import TARGETS
from core.concepts.reinforcement.planning import iterate
from core.concepts.reinforcement.world import read_world
from core.data.intake import adding
from core.i18n import LANGUAGES
from core.runs import folder as runs
from core.runs.result import Metrics, Result, Seconds
from core.specs.training_spec import TrainingSpec
from pages.navigation import list_screens
from pages.shared.guide.checks import doubts, is_trained, is_used, is_wrong
from pages.shared.guide.facts import Answered, Facts
from pages.shared.guide.further_checks import finds_groups, takes_the_near
from pages.shared.guide.memory import AT, DONE
from pages.shared.guide.task import PARAMETER
from pages.shared.guide.tasks import BY_NAME, FURTHER, QUICKEST, TASKS, TRAIN
from tests import jobs
from tests.hand_made import hand_made_run
from tests.pages.app import drawings, open_page

CONCEPTS = [task for task in BY_NAME.values() if task.page.startswith("pages/concepts/")]
# What a newcomer does on a screen, as its address then says it.
DEEDS = {
    "neuron": {"weights": "2,1.5,0.5"},
    "activation": {"z": "-1"},
    "forward": {"inputs": "0.2,1"},
    "loss": {"z": "-5"},
    "optimizer": {"rate": "0.21"},
    "convolution": {"kernel": "0,-1,0,-1,4,-1,0,-1,0"},
    "transfer": {"count": "10"},
    "recurrent": {"gain": "1", "cell": "lstm", "forget": "3", "frame": "60"},
    "attention": {"positions": "0"},
    "reinforcement": {"discount": "0.3"},
}


def open_task(task, language="en", **more):
    return open_page(task.page, language=language, **{**task.link, **more})


def done(app):
    assert not app.exception
    return app.session_state[DONE]


def test_every_task_is_on_a_screen_of_the_navigation_and_has_a_name_of_its_own():
    assert {task.page for task in BY_NAME.values()} <= set(list_screens())
    assert len(BY_NAME) == len(TASKS) + len(FURTHER)


@pytest.mark.parametrize("task", CONCEPTS, ids=lambda task: task.name)
def test_a_task_begins_open_and_says_what_to_do(task):
    app = open_task(task)
    assert done(app) == {}
    assert not app.warning
    assert any(task.question in text.value for text in app.markdown)


@pytest.mark.parametrize("name", DEEDS)
def test_a_task_is_done_by_doing_and_tells_what_was_found(name):
    task = BY_NAME[name]
    app = open_task(task, **DEEDS[name])
    assert set(done(app)) == {name}
    told = app.success[0].value
    assert "{" not in told
    for value in done(app)[name].values():
        assert value.replace(".", "") in told.replace("\\", "").replace(".", "")


def test_what_to_do_stands_there_before_the_screen_is_drawn():
    def page():
        import streamlit as st

        from pages.shared.guide import guide

        st.query_params["path"] = "loss"
        guide.make_room("losses")
        st.stop()

    app = AppTest.from_function(page).run()
    assert BY_NAME["loss"].question in shown(app)


def test_updates_that_halve_the_loss_do_the_task_of_backward():
    app = open_task(BY_NAME["backward"])
    app.button(key="backprop.often").click().run()
    assert set(done(app)) == {"backward"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_leads_to_the_first_task_that_is_open(language):
    app = open_page(language=language)
    links = [link.proto for link in app.get("page_link")]
    assert any(f"{PARAMETER}={TASKS[0].name}" in str(link) for link in links)
    app.session_state[DONE] = {TASKS[0].name: {}}
    app.run()
    assert any(f"{len(TASKS)}" in text.value and "2" in text.value for text in app.markdown)


def shown(app):
    return " ".join(text.value for text in app.markdown)


def test_home_says_walked_only_when_every_step_is_done_and_else_which_was_passed_over():
    app = open_page()
    app.session_state[AT] = len(TASKS) - 1
    app.session_state[DONE] = {task.name: {} for task in TASKS if task.name != "loss"}
    app.run()
    assert "You have walked" not in shown(app)
    assert f"{len(TASKS) - 1} of {len(TASKS)} steps" in shown(app)
    assert any(link.proto.label == "Go back to it" and "path=loss" in str(link.proto) for link in app.get("page_link"))
    app.session_state[DONE] = {task.name: {} for task in TASKS}
    app.run()
    assert "You have walked the whole path" in shown(app)
    assert FURTHER[0].question in shown(app)


@pytest.mark.parametrize("name", [task.name for task in TASKS if task.needs_own])
def test_a_step_about_a_network_of_ones_own_leads_to_the_quickest_one(name, home):
    app = open_task(BY_NAME[name])
    assert "network of your own" in app.info[0].value
    links = [link.proto for link in app.get("page_link") if link.proto.page == "train"]
    assert any(all(f"{key}={value}" in str(link) for key, value in QUICKEST.items()) for link in links)


def test_a_step_about_a_network_of_ones_own_opens_it(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    run = hand_made_run("pets")
    app = open_task(BY_NAME["transfer"])
    assert any(f"run={run.run_id}" in str(link.proto) for link in app.get("page_link"))
    assert not any("network of your own" in info.value for info in open_task(BY_NAME["use"]).info)


def ended(accuracy):
    return Result(
        metrics=Metrics(accuracy=accuracy, precision=None, recall=None, f1=None, loss=1, n=20), best_epoch=1,
        best_val_accuracy=accuracy, epochs=1, parameters=1, seconds=Seconds(total=1, decode=0, train=1, evaluate=0),
        images_per_second=1, device="CPU", precision_policy="float32",
    )  # fmt: skip


def test_a_step_says_that_a_network_is_being_trained_and_its_end_does_the_step_of_training(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    run = runs.create(TrainingSpec(dataset="pets", architecture="article"))
    jobs.take_slot(run)
    jobs.go_on(run, phase="loading", done=0, total=0)
    for name, said in (("wrong", "Your network"), ("use", "Your network"), (TRAIN, "A network")):
        app = open_task(BY_NAME[name])
        (info,) = app.info
        assert info.value.startswith(f"{said} is being trained just now (Loading Keras")
        assert any(f"run={run.run_id}" in str(link) for link in links_to(app, "train"))
    app = open_task(BY_NAME["wrong"])
    jobs.end(run)
    run.write_result(ended(accuracy=0.75))
    app.run()
    assert done(app)[TRAIN]["accuracy"].startswith("75.0%")
    assert not any("being trained" in info.value for info in app.info)


def test_what_was_trained_before_the_step_was_opened_counts_only_if_the_reader_says_so(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    hand_made_run("pets").write_result(ended(accuracy=0.75))
    app = open_task(BY_NAME[TRAIN])
    assert TRAIN not in done(app)
    assert any("You have trained one before" in caption.value and "75.0%" in caption.value for caption in app.caption)
    app.button(key="guide.earlier").click().run()
    assert done(app)[TRAIN]["accuracy"].startswith("75.0%")
    assert not [button for button in app.button if button.key == "guide.earlier"]


def test_a_run_that_ends_after_the_step_was_opened_does_it_and_an_earlier_one_does_not(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    hand_made_run("pets").write_result(ended(accuracy=0.95))
    app = open_task(BY_NAME[TRAIN])
    run = runs.create(TrainingSpec(dataset="pets", architecture="article"))
    jobs.take_slot(run)
    app.query_params["run"] = run.run_id
    app.run()
    assert TRAIN not in done(app)
    jobs.end(run)
    run.write_result(ended(accuracy=0.75))
    app.run()
    assert done(app)[TRAIN]["accuracy"].startswith("75.0%")


def test_a_newer_network_that_is_being_trained_is_told_beside_an_earlier_one(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    hand_made_run("pets")
    newer = runs.create(TrainingSpec(dataset="pets", architecture="article"))
    jobs.take_slot(newer)
    (info,) = open_task(BY_NAME["wrong"]).info
    assert info.value.startswith("A newer network of yours is being trained just now")


def test_a_step_about_a_network_of_ones_own_leads_to_it_from_another_one(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    run = hand_made_run("pets")
    app = open_task(BY_NAME["wrong"], run="imagenet")
    (info,) = app.info
    assert "the screen shows another one" in info.value
    assert any(f"run={run.run_id}" in str(link) and "path=wrong" in str(link) for link in links_to(app, "explain"))
    assert not open_task(BY_NAME["wrong"], run=run.run_id).info


def test_leaving_takes_the_bar_away():
    app = open_task(BY_NAME["loss"])
    app.button(key="guide.leave").click().run()
    assert PARAMETER not in app.query_params
    assert not any(BY_NAME["loss"].question in text.value for text in app.markdown)


def links_to(app, page):
    return [link.proto for link in app.get("page_link") if link.proto.page == page]


def test_elsewhere_the_bar_leads_back_and_whoever_comes_back_is_still_at_it():
    task = BY_NAME["loss"]
    app = open_task(task)
    app.switch_page("pages/concepts/activations/page.py")
    app.query_params.clear()
    app.run()
    assert task.title in shown(app)
    assert task.question not in shown(app)
    assert any(link.label == "Back to it" and "path=loss" in str(link) for link in links_to(app, "losses"))
    app.switch_page(task.page)
    app.query_params.clear()
    app.query_params["z"] = "-5"
    app.run()
    assert set(done(app)) == {"loss"}


def test_a_link_to_the_screen_of_the_step_says_so_in_its_address():
    def page():
        import streamlit as st

        from pages.shared.guide import guide

        st.session_state[guide.WALKING] = "wrong"
        st.session_state["links"] = [
            guide.read_walk(f"pages/inference/{name}/page.py") for name in ("explain", "predict")
        ]

    app = AppTest.from_function(page).run()
    assert app.session_state["links"] == [{PARAMETER: "wrong"}, {}]


def test_who_has_left_the_path_is_led_back_nowhere():
    app = open_task(BY_NAME["loss"])
    app.button(key="guide.leave").click().run()
    app.switch_page("pages/concepts/activations/page.py")
    app.run()
    assert BY_NAME["loss"].title not in shown(app)


def test_where_a_mistake_is_hard_to_find_the_bar_says_where_all_are(home):
    adding.add("sketches", "pets", options={"count": 20, "size": 32})
    run = hand_made_run("pets")
    app = open_task(BY_NAME["wrong"], run=run.run_id)
    assert any(f"run={run.run_id}" in str(link) for link in links_to(app, "evaluate"))
    assert any(BY_NAME["wrong"].aside.sentence in caption.value for caption in app.caption)


def test_what_is_done_is_sent_to_the_browser():
    app = open_task(BY_NAME["loss"], z="-5")
    (memory,) = [json.loads(one.proto.json) for one in drawings(app) if "memory" in one.proto.component_name]
    assert memory["remember"]["at"] == "loss"
    assert set(memory["remember"]["done"]) == {"loss"}


def merge(kept):
    """What the session holds after the browser has told what it kept."""

    def page():
        import streamlit as st

        from pages.shared.guide import memory

        memory.go_to(2)
        memory.mark_done("loss", {"loss": "4"})
        st.session_state[memory.KEPT] = {"kept": st.session_state["told"]}
        memory._merge_kept()

    app = AppTest.from_function(page)
    app.session_state["told"] = kept
    app.run()
    assert not app.exception
    return app.session_state[AT], app.session_state[DONE]


def test_what_the_browser_kept_is_merged_with_this_visit():
    at, found = merge({"at": "optimizer", "done": {"loss": {"loss": "9"}, "neuron": {"a": 0.95}, "nothing": {}}})
    assert TASKS[at].name == "optimizer"
    assert found == {"loss": {"loss": "4"}, "neuron": {"a": "0.95"}}


@pytest.mark.parametrize("kept", [None, 3, [], {"at": 7, "done": []}, {"done": {"loss": 1}}])
def test_what_the_browser_kept_may_be_damaged(kept):
    assert merge(kept) == (2, {"loss": {"loss": "4"}})


def test_groups_are_found_when_points_lie_on_six_of_them():
    game, centres = Game(target="ring"), TARGETS["ring"].centres
    near = [SimpleNamespace(fake=np.repeat(centres[:count], 8, axis=0)) for count in (5, 6)]
    assert finds_groups(Facts(game=game, played=near[0])) is None
    assert finds_groups(Facts(game=game, played=near[1], rounds=700)) == {"found": "6", "all": "8", "rounds": "700"}


def test_a_prize_is_the_near_one_only_where_there_is_a_far_one():
    worlds = {text: read_world(text) for text in ("oS..+", "oS...", "#S..+")}
    plans = {
        text: Facts(world=world, plan=iterate(world, discount=0.1), discount=0.1) for text, world in worlds.items()
    }
    assert takes_the_near(plans["oS..+"]) == {"discount": "0.1", "steps": "3", "worth": "0.01"}
    assert takes_the_near(plans["oS..."]) is None
    assert takes_the_near(plans["#S..+"]) is None


def test_answers_runs_and_mistakes_are_judged_by_what_they_are():
    sure, unsure = Answered("cat", 0.9, own=True, true="cat"), Answered("dog", 0.2, own=False, true="cat")
    assert doubts(Facts(answers=[sure])) is None
    assert doubts(Facts(answers=[sure, unsure]))["label"] == "dog"
    assert is_wrong(Facts(answers=[sure])) is None
    assert is_wrong(Facts(answers=[unsure])) is None, "a network that was not trained here knows other classes"
    assert is_wrong(Facts(answers=[replace(unsure, own=True)]))["true"] == "cat"
    assert is_used(Facts(answers=[unsure])) is None
    assert is_used(Facts(answers=[sure]))["label"] == "cat"
    assert is_trained(Facts()) is None
    tested = [Metrics(accuracy=share, precision=None, recall=None, f1=None, loss=1, n=20) for share in (0.5, 0.9)]
    assert is_trained(Facts(tested=tested))["accuracy"] == "90.0% (69.9% – 97.2%)"
