"""What a person asks of a search."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.specs.search.space import Space
from core.specs.training_spec import TrainingSpec

Second = Literal["none", "parameters", "seconds"]


class SearchSpec(BaseModel):
    """The whole of one request.

    Attributes:
        base: what all trials share, and the first of them.
        space: what varies.
        minutes: after which no trial begins, and those at work are stopped.
        trials: the most that are begun; None for as many as there is time for.
        parallel: how many are at work at once, as far as there are slots.
        second: what shall be small beside a high accuracy; then no trial is stopped early.
        sampler: `tpe` learns from the trials so far, `random` does not.
        stops_early: whether trials that lag are stopped (Hyperband).
        seed: of the sampler.

    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: TrainingSpec
    space: Space
    minutes: Annotated[float, Field(gt=0, le=10080)] = 25.0
    trials: Annotated[int, Field(ge=1, le=10_000)] | None = None
    parallel: Annotated[int, Field(ge=1, le=64)] = 1
    second: Second = "none"
    sampler: Literal["tpe", "random"] = "tpe"
    stops_early: bool = True
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
