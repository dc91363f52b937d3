"""What varies in a search: names that reach a spec and a design, ends that are tried, files that are refused."""

import json

import pytest

from core.errors import InputError
from core.networks.architecture import summarize
from core.networks.design.blocks import Conv, Residual
from core.networks.design.lowering import lower
from core.networks.design.starts import STARTS
from core.specs.network import describe_network
from core.specs.search.space import (
    Dimension,
    Space,
    apply_values,
    build_spec,
    check_space,
    find_base_values,
    find_tried_values,
    read_space,
    suggest_space,
)
from core.specs.training_spec import TrainingSpec

COMPACT = TrainingSpec(architecture="compact", image_size=32)


def test_the_suggested_space_suits_the_network():
    space = suggest_space(COMPACT)
    assert {"learning_rate", "dropout", "design.width", "design.depth"} <= set(space.root)
    check_space(COMPACT, space)
    tuned = TrainingSpec(architecture="efficientnet_lite0", trainable="top")
    assert not any(name.startswith("design") for name in suggest_space(tuned).root)
    check_space(tuned, suggest_space(tuned))


def test_the_first_trial_has_what_the_spec_has_as_far_as_the_space_allows():
    own = find_base_values(COMPACT, suggest_space(COMPACT))
    assert own["design.width"] == own["design.depth"] == 1
    assert own["learning_rate"] == COMPACT.learning_rate
    assert own["augmentation.crop"] == 0.5
    assert "weight_decay" not in own  # none at all is no value on a logarithmic scale


def test_what_usually_does_well_is_tried_as_far_as_the_space_allows_it():
    tried = find_tried_values(COMPACT, suggest_space(COMPACT))
    assert (tried["schedule"], tried["batch_size"], tried["augmentation.smaller"]) == ("cosine", 16, 0)
    assert tried["learning_rate"] == pytest.approx(2 * COMPACT.learning_rate)
    assert tried["augmentation.crop"] == 0.5
    narrow = Space({"learning_rate": Dimension(low=1e-4, high=1.5e-3, log=True)})
    assert find_tried_values(COMPACT, narrow) == {"learning_rate": COMPACT.learning_rate}
    tuned = TrainingSpec(architecture="efficientnet_lite0", trainable="top")
    assert find_tried_values(tuned, suggest_space(tuned))["learning_rate"] == tuned.learning_rate


def test_values_reach_the_spec_and_the_rest_of_the_recipe_stays():
    spec = apply_values(COMPACT, {"learning_rate": 0.01, "augmentation.crop": 0.1})
    assert spec.learning_rate == 0.01
    assert spec.augmentation.crop == 0.1
    assert spec.augmentation.flip
    assert spec.architecture == "compact"


def test_nothing_varied_leaves_the_network_as_it_was():
    spec = apply_values(COMPACT, {"design.width": 1.0, "design.depth": 1})
    assert spec.design == STARTS["compact"].build()
    rows = [[(row.kind, row.parameters) for row in summarize(describe_network(one, 2))] for one in (COMPACT, spec)]
    assert rows[0] == rows[1]


def test_width_depth_and_kernel_change_every_block():
    design = apply_values(COMPACT, {"design.width": 0.5, "design.depth": 2, "design.kernel": 5}).design
    convs = [block for block in design.blocks if isinstance(block, Conv)]
    residual = [block for block in design.blocks if isinstance(block, Residual)]
    assert [(one.filters, one.kernel) for one in convs] == [(12, 5)]
    assert len(residual) == 8
    assert [block.blocks[0].stride for block in residual] == [1, 1, 2, 1, 2, 1, 2, 1]
    shapes = [row.output_shape for row in summarize(lower(design, 32, 2).architecture) if row.kind == "Add"]
    assert shapes[-2:] == [(2, 2, 96), (2, 2, 96)]


def test_a_number_of_one_block_can_vary():
    design = apply_values(COMPACT, {"design.3.filters": 7, "design.7.1.filters": 9}).design
    assert design.blocks[2].filters == 7
    assert design.blocks[6].blocks[0].filters == 9


@pytest.mark.parametrize(
    ("name", "dimension", "said"),
    [
        ("speed", Dimension(low=0, high=1), "speed is not a setting"),
        ("epochs", Dimension(low=1, high=9, whole=True), "epochs cannot vary"),
        ("learning_rate", Dimension(low=0, high=1), "learning_rate cannot be 0"),
        ("design.99.filters", Dimension(low=1, high=9, whole=True), "no number design.99.filters"),
        ("design.3.filters", Dimension(low=0, high=9, whole=True), "design.3.filters cannot be 0. Let it vary"),
        ("design.width", Dimension(low=-3, high=2), "design.width cannot be -3"),
        ("design.width", Dimension(low=1, high=160000), "design.width cannot be 160000"),
        ("design.depth", Dimension(low=1, high=9999, whole=True), "design.depth cannot be 9999"),
        ("design.kernel", Dimension(low=3, high=99, whole=True), "design.kernel cannot be 99"),
        ("design.3.kind", Dimension(choices=("conv",)), "no number design.3.kind"),
    ],
)
def test_what_cannot_vary_is_named(name, dimension, said):
    with pytest.raises(InputError, match=said.replace(".", r"\.")):
        check_space(COMPACT, Space({name: dimension}))


def test_a_design_s_numbers_need_a_design():
    tuned = TrainingSpec(architecture="efficientnet_lite0", trainable="top")
    with pytest.raises(InputError, match="varies a design, and efficientnet_lite0 is none"):
        check_space(tuned, Space({"design.width": Dimension(low=1, high=2)}))
    with pytest.raises(InputError, match="Nothing varies"):
        check_space(COMPACT, Space({}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not JSON"),
        ("[]", "it must be a group of settings"),
        ('{"dropout": {"low": 1}}', "dropout: it needs low and high, or choices"),
        ('{"dropout": {"low": 2, "high": 1}}', "dropout: low must be at most high"),
        ('{"x": {"low": 0, "high": 1, "log": true}}', "x: low must be at most high, and above 0"),
        ('{"x": {"low": 8.5, "high": 8.6, "whole": true}}', "x: low and high must be whole numbers"),
        ('{"x": {"low": 0, "high": 1, "step": 1}}', "x.step: there is no such setting"),
    ],
)
def test_what_is_no_space_is_refused(text, said, tmp_path):
    file = tmp_path / "space.json"
    file.write_text(text)
    with pytest.raises(InputError) as refused:
        read_space(file)
    assert f"space.json does not say what varies: {said}" in str(refused.value)


def test_a_space_comes_back_from_its_file(tmp_path):
    space, file = suggest_space(COMPACT), tmp_path / "space.json"
    file.write_text(json.dumps(space.model_dump(mode="json")))
    assert read_space(file) == space


def test_a_network_that_has_no_room_does_not_fit():
    assert build_spec(COMPACT, {"design.depth": 2}, 2) == apply_values(COMPACT, {"design.depth": 2})
    assert build_spec(TrainingSpec(architecture="article", image_size=32), {"design.kernel": 31}, 2) is None
    assert build_spec(COMPACT, {"design.depth": 9999}, 2) is None


@pytest.mark.parametrize("rate", [1e-6, 1e-3, 0.5, 10])
def test_a_rate_of_any_size_can_be_searched_from(rate):
    spec = COMPACT.model_copy(update={"learning_rate": rate})
    space = suggest_space(spec)
    check_space(spec, space)
    assert find_base_values(spec, space)["learning_rate"] == rate
