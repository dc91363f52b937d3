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
    told = [line.partition(" ") for line in capsys.readouterr().out.splitlines()]
    return {name: value.strip() for name, _space, value in told}


def test_a_network_has_a_best_epoch_and_a_head_its_last(home, capsys):
    network, head = show("article", capsys), show("efficientnet_lite0", capsys)
    assert (network["best_epoch"], network["best_val_accuracy"]) == ("1", "100.0%")
    assert head["val_accuracy"] == "100.0%"
    assert not {"best_epoch", "best_val_accuracy"} & set(head)
