"""One of everything that an owner may have beside a dataset and a run; what is theirs has their mark in it."""

from dataclasses import dataclass
from io import BytesIO

from core import workspace
from core.data.intake import drafts
from core.export.formats import find_format
from core.files import write_json
from core.hosting import classes, predictions, shares
from core.inference.decision import read_decision
from core.inference.models import find_model
from core.inference.predict import Question, answer
from core.inference.verdicts import judge_answers
from core.jobs.folder import JobFolder
from core.networks.design.starts import STARTS
from core.search.trials import SearchState, Trial, find_state_file
from core.specs.designs.store import save_design
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Dimension, Space
from core.specs.training_spec import TrainingSpec
from core.tasks.models import export
from core.tasks.networks.search import SEARCH
from tests.core.data.pictures import noise
from tests.hand_made import hand_made_import
from tests.waiting import until

IMPORTED = "theirs"  # the name of the imported model of both


@dataclass(frozen=True)
class Belongings:
    """The ids by which addresses name them."""

    draft: str
    design: str
    search: str
    export: str
    code: str
    links: dict[str, str]  # by what they show


def furnish(owner, dataset, run):
    """Make them in the current workspace, which is the owner's."""
    hand_made_import(IMPORTED, owner.classes)
    design = f"net-of-{owner.mark[:3]}"  # an id, which has no mark
    save_design(STARTS["compact"].build().model_copy(update={"name": design}))
    shown = {"dataset": dataset, "run": run, "model": run, "prediction": keep_prediction(run)}
    return Belongings(
        draft=_collect(owner.mark), design=design, search=_search(owner.mark, dataset, run), export=_export(run),
        code=classes.begin(f"{owner.mark} class", owner.mark, dataset, days=1).code,
        links={what: shares.give(what, name, days=1).token for what, name in shown.items()},
    )  # fmt: skip


def _encode(picture):
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _collect(mark):
    draft = drafts.create([f"{mark}-red", f"{mark}-blue"])
    for number, label in enumerate(draft.classes):
        draft.add(label, _encode(noise(number)), f"{mark}.png")
    return draft.draft_id


def keep_prediction(run):
    model = find_model(run)
    (said,) = answer(model, [Question("a.png", _encode(noise(5)))])
    (verdict,) = judge_answers(model, read_decision(model), [said])
    return predictions.keep(model, said, verdict)


def _search(mark, dataset, run):
    """A search that has ended; one of its settings could be the mark alone."""
    spec = SearchSpec(base=TrainingSpec(dataset=dataset), space=Space({"schedule": Dimension(choices=(mark,))}))
    job = JobFolder.create(workspace.current().jobs, SEARCH, spec, "search")
    state = job.read_state()
    job.write_state(state.model_copy(update={"state": "finished", "ended": state.created + 1}))
    trial = Trial(number=0, run=run, values={"schedule": mark}, state="finished", val_accuracy=0.5)
    write_json(find_state_file(job), SearchState(trials=(trial,)))
    return job.job_id


def _export(run):
    """A file that is ready to be downloaded."""
    job = export.start_download(find_model(run), find_format("onnx"))
    until(lambda: job.read_state().state == "finished", what="the export")
    return job.job_id
