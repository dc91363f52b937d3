"""What is known of a dataset's pictures after its last decision: read where it was kept since, computed otherwise."""

from core.curation import data_state
from core.curation.data_state import DataState
from core.data.datasets import Dataset

COPIES = "alike.json"  # as `core.data.alike.groups` writes it


def load_state(dataset: Dataset) -> DataState:
    """The state of a dataset; computed, and kept, where it was not since the last decision."""
    kept = data_state.read(dataset.folder)
    compared = (dataset.folder / COPIES).exists()
    if kept and kept.revision == dataset.manifest.revision and kept.compared == compared:
        return kept
    # Imported here: a list of runs needs neither NumPy nor Pillow where all is known.
    from core.curation.leaks import compute_state

    state = compute_state(dataset)
    data_state.write(dataset.folder, state)
    return state
