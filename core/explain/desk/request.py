"""What is asked of the worker as a job."""

from pydantic import BaseModel, ConfigDict


class ServeRequest(BaseModel):
    """After how long without a question the worker leaves."""

    model_config = ConfigDict(frozen=True)

    idle_seconds: float = 240.0
