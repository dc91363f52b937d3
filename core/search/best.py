"""The best settings of a search, trained once more with all epochs, and judged once on the test pictures."""

from pydantic import BaseModel, ConfigDict

from core.errors import InputError
from core.files import read_json, write_json
from core.i18n import N_
from core.jobs.folder import JobFolder
from core.runs import folder
from core.runs.folder import RunFolder
from core.search.trials import find_best, read_state
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import apply_values
from core.tasks import train

TRAINED = "trained.json"
NOTHING_YET = N_("No trial of this search has finished, so there is no best one to train.")


class Trained(BaseModel):
    """What `trained.json` in a search's folder says: the run of its best settings."""

    model_config = ConfigDict(frozen=True)

    run: str


def train_best(search: JobFolder) -> RunFolder:
    """Start a run with the settings of the best trial, which need not be there any more; no trial has seen what it is
    judged on.

    Raises:
        InputError: no trial has finished, or the dataset is gone.

    """
    best = find_best(read_state(search).trials)
    if best is None:
        raise InputError(NOTHING_YET)
    run = train.start(apply_values(search.read_spec(SearchSpec).base, best.values))
    write_json(search.path / TRAINED, Trained(run=run.run_id))
    return run


def find_trained(search: JobFolder) -> RunFolder | None:
    """The run that `train_best` has started; None before, and once it was removed."""
    try:
        known = read_json(search.path / TRAINED, Trained)
        return folder.find(known.run) if known else None
    except InputError:
        return None
