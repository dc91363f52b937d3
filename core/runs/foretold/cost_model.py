"""The model of costs of this machine, where it was measured: kept with the site, read by pages and commands."""

from pathlib import Path

from core import workspace
from core.files import none_if_damaged, read_json, write_json
from core.networks.budget.time_model import CostModel


def load_cost_model() -> CostModel | None:
    """None where nothing was measured yet."""
    return _read(_find_path())


def save_cost_model(model: CostModel) -> None:
    path = _find_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, model)


def _find_path() -> Path:
    return workspace.current().site / "costs.json"


@none_if_damaged
def _read(path: Path) -> CostModel | None:
    return read_json(path, CostModel)
