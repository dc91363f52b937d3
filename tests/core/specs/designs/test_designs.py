"""A design goes through a file, a link and the workspace unchanged; what is wrong with one is said of its block."""

import json

import pytest

from core.errors import InputError
from core.networks.design.blocks import Conv, Design, Flat
from core.networks.design.starts import STARTS
from core.specs.designs.design_file import format_design, parse_design, read_design
from core.specs.designs.link import decode_design, encode_design, fits_into_link
from core.specs.designs.store import list_designs, list_versions, load_design, save_design
from core.specs.named_values import list_values, spec_from
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from tests.designs import draw_design

MINE = Design(name="Meins 网络", blocks=(Conv(filters=4), Flat()))


@pytest.mark.parametrize("design", [draw_design(seed) for seed in range(12)] + [one.build() for one in STARTS.values()])
def test_a_design_comes_back_from_file_and_link(design):
    assert parse_design(format_design(design).encode(), name="x") == design
    assert decode_design(encode_design(design)) == design
    assert fits_into_link(design)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ({"kind": "conv", "filters": 0}, r"block 2, filters: it must be at least 1\. Correct the file"),
        ({"kind": "convolution"}, "block 2 has no known kind; the kinds are: rescale, augmentation"),
        ({"filters": 3}, "block 2 has no known kind"),
        ({"kind": "conv", "width": 3}, "block 2, width: there is no such setting"),
        ({"kind": "residual", "blocks": [{"kind": "pool", "size": "big"}]}, r"block 2\.1, size: it must be a whole"),
    ],
)
def test_what_is_wrong_is_said_of_its_block(block, text):
    with pytest.raises(InputError, match=text):
        parse_design(json.dumps({"blocks": [{"kind": "flatten"}, block]}).encode(), name="mine.json")


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"version": 9}', b"\xff", b"[" * 100_000])
def test_what_is_no_design_is_refused(text):
    with pytest.raises(InputError, match="is not a design"):
        parse_design(text, name="mine.json")


@pytest.mark.parametrize("word", ["", "x", "eJw", "!!!", encode_design(MINE)[:-9], "é"])
def test_a_cut_link_is_told(word):
    with pytest.raises(InputError, match="does not hold a whole design"):
        decode_design(word)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"absent\.json cannot be read"):
        read_design(tmp_path / "absent.json")


def test_versions_are_kept_and_the_same_is_not_kept_twice():
    assert save_design(MINE) == save_design(MINE) == 1
    other = MINE.model_copy(update={"blocks": (Flat(),)})
    assert save_design(other) == 2
    assert list_designs() == [MINE.name]
    assert list_versions(MINE.name) == [1, 2]
    assert (load_design(MINE.name), load_design(MINE.name, 1)) == (other, MINE)
    with pytest.raises(InputError, match="no design other"):
        load_design("other")


@pytest.mark.parametrize("name", ["../x", ".x", "a/b", ""])
def test_a_name_leads_nowhere_else(name):
    with pytest.raises((InputError, ValueError)):
        save_design(Design(name=name))


def test_a_spec_carries_its_design():
    spec = TrainingSpec(architecture="design", design=MINE)
    assert spec_from(list_values(spec)) == spec
    assert TrainingSpec.model_validate_json(spec.model_dump_json()) == spec
    assert describe_network(spec, 3).name == "design_meins"


@pytest.mark.parametrize("values", [{"architecture": "design"}, {"architecture": "compact", "design": MINE}])
def test_a_design_and_its_architecture_go_together(values):
    with pytest.raises(InputError, match=r"design cannot be .* goes with the architecture design"):
        spec_from(values)


def test_pictures_have_the_size_of_a_design_s_pretrained_network():
    spec = spec_from({"architecture": "design", "design": {"blocks": [{"kind": "backbone"}]}})
    assert spec.image_size == 224
    assert spec.weights_of
