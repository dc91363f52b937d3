"""What a rule found, and how it says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.evaluation.curves import Curves
from core.i18n import Message
from core.intervals import compute_wilson_interval

Severity = Literal["error", "warning", "info", "good"]
LITTLE_LEARNED = 0.5  # of the way from guessing to perfect
SETTLED = 3  # epochs before which curves say nothing about how a training goes


@dataclass(frozen=True)
class Finding:
    """What a rule found. `evidence` are the numbers it rests on, `advice` is what to try."""

    kind: str
    severity: Severity
    message: Message
    evidence: Mapping[str, float]
    advice: Message

    def to_json(self) -> dict[str, Any]:
        """For JSON, in the reader's language."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "message": str(self.message),
            "evidence": dict(self.evidence),
            "advice": str(self.advice),
        }


def make_finding(
    kind: str, severity: Severity, text: str, advice: str, evidence: Mapping[str, float], **values: Any
) -> Finding:
    numbers = {name: float(f"{value:.5g}") for name, value in evidence.items()}
    return Finding(kind, severity, Message(text, values), numbers, Message(advice))


def measure_progress(curves: Curves) -> float:
    """How much of the way from guessing to perfect it has come, on the pictures where it has come further."""
    guessing = 1 / curves.classes
    return (max(curves.accuracy[-1], curves.val_accuracy[-1]) - guessing) / (1 - guessing)


def compute_half_width(curves: Curves) -> float:
    """Half of the 95 % interval of the best validation accuracy; 0 where the number of pictures is not known."""
    if not curves.validation_pictures:
        return 0.0
    low, high = compute_wilson_interval(
        round(max(curves.val_accuracy) * curves.validation_pictures), curves.validation_pictures
    )
    return (high - low) / 2


def format_per_cent(share: float) -> str:
    return f"{share:.1%}"
