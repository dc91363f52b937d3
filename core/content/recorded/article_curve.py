"""The recorded run of the article's program, as it was printed: `article_curve.json`, when there is one."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

CURVE_FILE = Path(__file__).with_suffix(".json")


class ArticleCurve(BaseModel):
    """Accuracies by epoch as shares of one, what the best weights reached on photos never seen, and where it ran."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    epochs: list[int]
    accuracy: list[float]
    val_accuracy: list[float]
    test_accuracy: float = Field(ge=0, le=1)
    machine: str
    settings: dict[str, str | int | float | bool]

    @model_validator(mode="after")
    def _every_epoch_has_both(self) -> "ArticleCurve":
        if not len(self.epochs) == len(self.accuracy) == len(self.val_accuracy) > 0:
            raise ValueError("epochs, accuracy and val_accuracy must be of one length, at least 1")
        return self


def article_curve() -> ArticleCurve | None:
    """The recorded curve, or None where no run has been recorded: nothing is shown then, and nothing made up."""
    return ArticleCurve.model_validate_json(CURVE_FILE.read_text(encoding="utf-8")) if CURVE_FILE.is_file() else None
