"""`runs show` for people: what a head is called, which has no best epoch."""

from core.cli import main
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from tests.core.runs.test_summary import RESULT


def show(architecture, capsys):
    run = folder.create(TrainingSpec(architecture=architecture))
    run.write_state(run.read_state().model_copy(update={"state": "finished"}))
    (run.path / "result.json").write_text(RESULT)
    main(["runs", "show", run.run_id])
    told = [line.partition("  ") for line in capsys.readouterr().out.splitlines()]
    return {name: value.strip() for name, _space, value in told}


def test_a_network_has_a_best_epoch_and_a_head_its_last(home, capsys):
    network, head = show("article", capsys), show("efficientnet_lite0", capsys)
    assert (network["Best epoch"], network["Best validation accuracy"]) == ("1", "100.0%")
    assert head["Validation accuracy"] == "100.0%"
    assert not {"Best epoch", "Best validation accuracy"} & set(head)


def test_in_chinese_no_name_is_english(home, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    told = show("compact", capsys)
    assert {name for name in told if name.isascii()} <= {"F1"}
    assert told["状态"] == "已完成"
