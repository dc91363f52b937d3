"""Reading the curves: what a training's numbers mean, each finding by one small rule with its evidence.

A rule takes `Curves` and returns a `Finding` or None. The thresholds are ours, and each says why it is where it is.
"""

from collections.abc import Callable

from core.evaluation.curves import Curves
from core.evaluation.findings import generalisation, optimisation
from core.evaluation.findings.finding import LITTLE_LEARNED, SETTLED, Finding, Severity, measure_progress

ORDER: tuple[Severity, ...] = ("error", "warning", "info", "good")
RULES: tuple[Callable[[Curves], Finding | None], ...] = (
    optimisation.find_one_class,
    optimisation.find_rate_too_high,
    optimisation.find_rate_too_low,
    optimisation.find_dead_units,
    generalisation.find_overfitting,
    generalisation.find_underfitting,
    generalisation.find_normalisation_lag,
    generalisation.find_validation_ahead,
    generalisation.find_too_few_pictures,
)


def find_findings(curves: Curves) -> list[Finding]:
    """All that the rules find, the gravest first; nothing where it is too early to say."""
    if broken := optimisation.find_not_finite(curves):
        return [broken]
    found = [finding for rule in RULES if (finding := rule(curves))]
    blamed = any(finding.severity in ("error", "warning") for finding in found)
    if curves.epochs >= SETTLED and measure_progress(curves) >= LITTLE_LEARNED and not blamed:
        found.append(generalisation.find_nothing_wrong(curves))
    return sorted(found, key=lambda finding: ORDER.index(finding.severity))
