"""What a rule found, and how it says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.i18n import Message, sentences

Severity = Literal["error", "warning", "info", "good"]
Said = str | Message  # a sentence to be translated, with values or without


@dataclass(frozen=True)
class Finding:
    """What a rule found. `evidence` are the numbers it rests on, `remedies` say what to try, the first one first."""

    kind: str
    severity: Severity
    message: Message
    evidence: Mapping[str, float]
    remedies: Sequence[Message]

    @property
    def advice(self) -> str:
        """The remedies as one paragraph, in the reader's language."""
        return sentences(*map(str, self.remedies))

    def to_json(self) -> dict[str, Any]:
        """For JSON, in the reader's language."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "message": str(self.message),
            "evidence": dict(self.evidence),
            "advice": self.advice,
        }


def make_finding(
    kind: str, severity: Severity, text: str, remedies: Sequence[Said], evidence: Mapping[str, float], **values: Any
) -> Finding:
    numbers = {name: float(f"{value:.5g}") for name, value in evidence.items()}
    told = tuple(one if isinstance(one, Message) else Message(one) for one in remedies)
    return Finding(kind, severity, Message(text, values), numbers, told)
