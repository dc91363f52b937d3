"""What a walk is made of: steps, each with its lines, and the step of training that they are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.concepts.gradient_check import TOLERANCE, LayerProof, Proof
from core.concepts.network import Trace
from core.i18n import _
from pages.shared.concept_screen.html_math import MINUS, fmt, symbol


@dataclass(frozen=True)
class Badge:
    """The proof of one number: backpropagation's beside finite differences'; all in words and digits."""

    verdict: str
    text: str
    analytic: str
    numeric: str
    error: str


@dataclass(frozen=True)
class WalkRow:
    """One line: the law in symbols and with numbers (HTML), the result, its proof, and what the article prints."""

    symbols: str
    numbers: str
    result: str
    badge: Badge | None = None
    printed: str = ""
    why: str = ""


@dataclass(frozen=True)
class WalkStep:
    """One page of the walk: what it says, what it lights in the diagram, and which values it reveals there."""

    phase: str
    title: str
    rows: list[WalkRow]
    lit: list[str] = field(default_factory=list)
    reveals: list[str] = field(default_factory=list)


At = tuple[str, int, int, str]
"""Where a line stands: phase, layer, unit, and which line of the step."""


@dataclass(frozen=True)
class ProvenStep:
    """One step of training: its trace with the proofs, the example in view, and what the article prints of it.

    `printed` maps the place of a line to the printed number and why it differs; it is empty for other networks.
    """

    traced: Trace
    proofs: tuple[LayerProof, ...]
    example: int
    printed: Mapping[At, tuple[str, str]] = field(default_factory=dict)

    def row(self, at: At, symbols: str, numbers: str, value: float, proof: Badge | None = None) -> WalkRow:
        printed, why = self.printed.get(at, ("", ""))
        return WalkRow(symbols, numbers, fmt(value), proof, printed, why)


def badge(proof: Proof, at: tuple[int, ...]) -> Badge:
    """The proof of one number of an array, in words and digits."""
    verdict = _verdict(proof, at)
    text = {
        "agrees": _("proven"),
        "rounding": _("the same but for rounding"),
        "kink": _("at a kink"),
        "differs": _("differs"),
    }[verdict]
    analytic, numeric = (_digits(float(values[at])) for values in (proof.analytic, proof.numeric.slope))
    return Badge(verdict, text, analytic, numeric, f"{float(proof.apart[at]):.0e}".replace("0e+00", "0"))


def _verdict(proof: Proof, at: tuple[int, ...]) -> str:
    if proof.apart[at] < TOLERANCE:
        return "agrees"
    if proof.agrees[at]:
        return "rounding"
    return "kink" if proof.numeric.kink[at] else "differs"


def _digits(value: float) -> str:
    return f"{value + 0.0:.8g}".replace("-", MINUS)


def incoming(index: int, source: int | str) -> str:
    """The symbol of what comes into layer `index`: an input, or an activation of the layer before."""
    return symbol("x", None, source) if index == 0 else symbol("a", index, source)
