"""What a program must know beside the network stands in the ONNX file, and the file knows its checksum still."""

import json

import onnx
import onnxruntime
import pytest

from core.backbone import onnx_seal
from core.data.intake.adding import add
from core.data.pixels.view import View
from core.errors import InputError
from core.export.formats import find_format
from core.export.formats.onnx import FACTS
from core.inference.decision import DecisionRule, save_decision
from core.inference.imported.bundle_file import BundleFacts
from core.inference.models import find_model
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


def test_the_file_says_what_has_been_decided(trained, tmp_path):
    model = find_model(trained.run_id)
    rule = DecisionRule(temperature=1.7, reject_below=0.4)
    save_decision(model, rule)
    path = find_format("onnx").export(model, tmp_path).path
    told = onnxruntime.InferenceSession(path).get_modelmeta().custom_metadata_map
    facts = BundleFacts.model_validate(json.loads(told[FACTS]))
    assert (facts.classes, facts.view, facts.rule) == (model.classes, model.view, rule)
    onnx_seal.check(path)
    keys = [one.key for one in onnx.load(path).metadata_props]
    assert keys.count(onnx_seal.KEY.decode()) == 1


def test_a_class_whose_name_turns_the_line_does_not_leave(tmp_path):
    add(two_classes(tmp_path / "pets"), "pets")
    run = hand_made_run("pets")
    run.write_classes(["cat", "\u202egod"], View.STRETCH)
    with pytest.raises(InputError, match="cannot leave with these names: classes"):
        find_format("onnx").export(find_model(run.run_id), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
