"""What is asked of the worker as a job."""

from pydantic import BaseModel, ConfigDict


class ServeRequest(BaseModel):
    """How a worker answers.

    Attributes:
        idle_seconds: after how long without a question it leaves.
        limited: whether it answers about imported models, and these alone: with limits on its memory and its files.
        question_seconds: how long a limited one may take for a question before it ends.

    """

    model_config = ConfigDict(frozen=True)

    idle_seconds: float = 240.0
    limited: bool = False
    question_seconds: float = 60.0
