"""What the last change of the decisions about a dataset did to its health."""

from dataclasses import dataclass

from core.curation.deciding import journal
from core.curation.health import Health, judge
from core.curation.known import find_known
from core.data import decisions
from core.data.datasets import Dataset


@dataclass(frozen=True)
class HealthChange:
    """The health before the last change and after it, both by what is known now."""

    before: Health
    after: Health

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """{kind: problems before and after} of the kinds that have more or fewer."""
        both = {**self.before.counts, **self.after.counts}
        pairs = {kind: (self.before.counts.get(kind, 0), self.after.counts.get(kind, 0)) for kind in both}
        return {kind: pair for kind, pair in pairs.items() if pair[0] != pair[1]}


def measure_last_change(dataset: Dataset, after: Health) -> HealthChange | None:
    """Judge the dataset as it was before the last change; None where nothing is left to undo.

    Raises:
        DamagedFileError: the journal cannot be read.

    """
    changes = journal.load(dataset.folder)
    if not changes:
        return None
    earlier = dataset.with_decisions(decisions.change(dataset.decisions, changes[-1].before))
    return HealthChange(judge(earlier, find_known(earlier)), after)
