"""Families and size: costs and budgets are those of core, for published networks and for a design of one's own."""

import pytest

from core.concepts.families import compute_costs
from core.data.intake import adding
from core.i18n import LANGUAGES
from core.networks.budget.transformers import TRANSFORMERS
from core.networks.design.blocks import Design, Flat, FullyConnected
from core.runs.foretold.work import compute_run_budget, count_shown_pictures
from core.specs.designs.store import save_design
from tests.hand_made import hand_made_epochs, hand_made_run
from tests.pages.app import open_page

PAGE = "pages/concepts/families/page.py"


def read_metrics(app):
    assert not app.exception
    return [metric.value for metric in app.metric]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_costs_follow_the_sliders(language):
    app = open_page(PAGE, language=language, places="128", width="16", kernel="5")
    costs = compute_costs(128, 16, 5)
    shown = [f"{number:,}" for cost in costs.values() for number in (cost.parameters, cost.macs)]
    assert read_metrics(app)[: len(shown)] == shown


def test_alexnet_has_its_parameters_and_gpt_3_does_not_fit():
    assert "60,965,224" in read_metrics(open_page(PAGE))
    app = open_page(PAGE, network="gpt3")
    assert f"{TRANSFORMERS['gpt3'].count_parameters():,}" in read_metrics(app)
    assert "does not fit" in app.warning[0].value
    assert any(value.endswith("years") for value in read_metrics(app))


def test_a_design_of_ones_own_has_a_budget():
    save_design(Design(name="mine", blocks=(Flat(), FullyConnected(units=3))))
    app = open_page(PAGE, network="design:mine")
    assert f"{224 * 224 * 3 * 3 + 3 + 3 + 1:,}" in read_metrics(app)
    save_design(Design(name="mine", blocks=(Flat(), FullyConnected(units=5))))
    assert f"{224 * 224 * 3 * 5 + 5 + 5 + 1:,}" in read_metrics(app.run())


def test_a_run_has_a_budget_at_its_own_size_and_for_its_own_pictures():
    adding.add("sketches", "tiny", options={"count": 20, "size": 32})
    run = hand_made_run("tiny")
    app = open_page(PAGE, network=f"run:{run.run_id}")
    held, shown = compute_run_budget(run).parameters, count_shown_pictures(run)
    assert f"{held.trainable + held.frozen:,}" in read_metrics(app)
    assert app.text_input(key="families.examples.typed").value == f"{shown}"
    assert "examples" not in app.query_params


def test_a_run_whose_spec_is_damaged_gets_a_sentence():
    run = hand_made_epochs()
    (run.path / "spec.json").write_text("{")
    app = open_page(PAGE, network=f"run:{run.run_id}")
    assert not app.exception
    assert "damaged" in app.warning[0].value


def test_a_network_that_is_gone_gets_a_sentence():
    app = open_page(PAGE, network="design:gone")
    assert not app.exception
    assert "design:gone" in app.warning[0].value


def test_a_preset_is_the_one_that_is_shown_and_its_link_reopens_it():
    app = open_page(PAGE)
    app.button(key="families.preset2").click().run()
    lesson, shown = app.caption[0].value, read_metrics(app)
    again = open_page(PAGE, **app.query_params)
    assert (again.caption[0].value, read_metrics(again)) == (lesson, shown)
