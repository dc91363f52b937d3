"""`budget` tells what a network costs, of ours, of published ones and of a design in a file."""

import json
import re

import pytest

from core.cli import main


def test_a_published_network_has_its_own_size_and_classes(capsys):
    assert main(["budget", "alexnet", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["parameters"] == {"trainable": 60_965_224, "frozen": 0}
    assert told["image_size"] == 227
    assert told["layers"][-1]["output_shape"] == [1000]


def test_a_design_in_a_file_is_told_layer_by_layer(capsys, tmp_path):
    file = tmp_path / "mine.json"
    file.write_text('{"blocks": [{"kind": "conv", "filters": 4, "kernel": 5}, {"kind": "global_pool"}]}')
    assert main(["budget", str(file), "--image-size", "40"]) == 0
    assert re.search(r"conv_1 +Conv2D +40 × 40 × 4 +304 ", capsys.readouterr().out)
    assert main(["budget", str(file), "--image-size", "40", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["macs"] == 40 * 40 * 4 * 75 + 4


@pytest.mark.parametrize("name", ["compact", "article"])
def test_a_network_is_written_as_code_and_drawn(name, capsys, tmp_path):
    code, drawing = tmp_path / "net.py", tmp_path / "net.svg"
    assert main(["budget", name, "--code", str(code), "--drawing", str(drawing), "--json"]) == 0
    compile(code.read_text(), "net.py", "exec")
    assert drawing.read_text().startswith("<svg")
    assert json.loads(capsys.readouterr().out)["time"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["resnet"], "no architecture called resnet"),
        (["article", "--image-size", "4"], "--image-size is 4. Choose a number from 8"),
        (["efficientnet_lite0", "--batch-size", "0"], "--batch-size is 0"),
        (["absent.json"], "absent.json cannot be read"),
    ],
)
def test_what_cannot_be_told_is_one_sentence(arguments, said, capsys):
    assert main(["budget", *arguments]) == 2
    assert said in capsys.readouterr().err
