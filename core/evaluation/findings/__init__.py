"""Reading the curves: what a training's numbers mean, each finding by one small rule with its evidence.

A rule takes `Curves` and returns a `Finding` or None. The thresholds are ours, and each says why it is where it is.
That nothing is wrong is a finding too, and rests on what was looked at: see `verdicts`.
"""

from collections.abc import Callable

from core.evaluation.evidence.curves import Curves
from core.evaluation.findings import classes, generalisation, hints, optimisation, pictures, verdicts
from core.evaluation.findings.finding import Finding, Severity

ORDER: tuple[Severity, ...] = ("error", "warning", "info", "good")
FAULTS: tuple[Callable[[Curves], Finding | None], ...] = (
    classes.find_one_class,
    optimisation.find_rate_too_high,
    optimisation.find_rate_too_low,
    optimisation.find_dead_units,
    pictures.find_mirroring,
    pictures.find_leaks,
    pictures.find_conflicts,
    generalisation.find_overfitting,
    generalisation.find_certainty,
    generalisation.find_fall,
    generalisation.find_underfitting,
    generalisation.find_held_back,
    generalisation.find_unsteady,
    classes.find_missed_class,
    classes.find_absent,
    generalisation.find_test_behind,
    pictures.find_suspects,
)
HINTS: tuple[Callable[[Curves], Finding | None], ...] = (
    hints.find_normalisation_lag,
    hints.find_validation_ahead,
    hints.find_too_few_pictures,
)


def find_findings(curves: Curves) -> list[Finding]:
    """All that the rules find, the gravest first, and a verdict where they find no fault."""
    if broken := optimisation.find_not_finite(curves):
        return [broken]
    faults = [finding for rule in FAULTS if (finding := rule(curves))]
    notes = [finding for rule in HINTS if (finding := rule(curves)) and not _contradicts(finding, faults)]
    verdict = [] if faults else [verdicts.find_verdict(curves)]
    return sorted([*faults, *verdict, *notes], key=lambda finding: ORDER.index(finding.severity))


def _contradicts(note: Finding, faults: list[Finding]) -> bool:
    """Whether the note says that there is nothing to mend where a fault says what is to be mended."""
    return note.kind == "validation_ahead" and bool(faults)
