"""What the model learned from: the dataset and its version, the split, and what the leakage check says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from core.data import index
from core.data.datasets import Dataset
from core.data.index import SPLITS, Record
from core.export.card.facts import find_dataset, find_run
from core.export.card.section import Paragraph, Part, Section, Table
from core.files import none_if_damaged
from core.i18n import N_, _
from core.inference.model import Model
from core.runs.data_notes import read_data_state
from core.runs.folder import RunFolder
from core.runs.trained_head import has_learned_validation
from core.units import sort_names

SPLIT_NAMES = {"train": N_("Training"), "val": N_("Validation"), "test": N_("Test")}

LEARNED_ALL = N_(
    "The validation pictures chose the strength of regularisation; then the last layer was fitted to training and "
    "validation pictures together. Every figure on validation pictures, and a temperature or threshold that was fitted "
    "on them, comes from the layer before that."
)


def describe_data(model: Model) -> Section:
    run, dataset = find_run(model), find_dataset(model)
    if run is None or model.training is None:
        return Section(_("Data"), [Paragraph(_("Not known: it was not trained on a dataset of this workspace."))])
    learned = none_if_damaged(index.load_copy)(run.path)
    records = [record for record in learned or (dataset.records if dataset else ()) if record.usable]
    rows = [[_("Dataset"), model.training.dataset], *_describe_source(dataset), *_describe_version(run, dataset)]
    parts: list[Part] = [Table([_("Fact"), _("Value")], rows)]
    if records:
        parts.append(_count_pictures(records))
    if has_learned_validation(run):
        parts.append(Paragraph(_(LEARNED_ALL)))
    parts += [Paragraph(text) for text in _explain_checks(run)]
    unknown = _("Not known: licence of the pictures, consent of people shown, and how the labels were made.")
    return Section(_("Data"), [*parts, Paragraph(unknown)])


def _describe_source(dataset: Dataset | None) -> Iterator[list[str]]:
    if dataset is None:
        yield [_("Source"), _("Not known: the dataset has been removed from this workspace.")]
        return
    source = dataset.manifest.source
    name = PurePath(source.location).name if source.location else ""  # a card is passed on, and a path names people
    yield [_("Source"), f"{source.kind}: {name}" if name else source.kind]
    yield [_("Added"), f"{dataset.manifest.created:%Y-%m-%d}"]
    if dataset.manifest.drawn:
        yield [_("Pictures"), _("drawn by a program, not photographed")]
    if dataset.decisions:
        yield [_("Decided by hand"), f"{len(dataset.decisions):,}"]


def _describe_version(run: RunFolder, dataset: Dataset | None) -> Iterator[list[str]]:
    state = read_data_state(run)
    if state is None:
        yield [_("Version"), _("Not known")]
        return
    changed = dataset is not None and dataset.version != state.version
    yield [_("Version"), f"{state.version}" + (" " + _("(the dataset has changed since)") if changed else "")]


def _count_pictures(records: Sequence[Record]) -> Table:
    counts = Counter((str(record.label), str(record.split)) for record in records)
    labels = sort_names({str(record.label) for record in records})
    rows = [[label, *(f"{counts[label, split]:,}" for split in SPLITS)] for label in labels]
    total = [_("Total"), *(f"{sum(counts[label, split] for label in labels):,}" for split in SPLITS)]
    return Table([_("Class"), *(_(SPLIT_NAMES[split]) for split in SPLITS)], [*rows, total])


def _explain_checks(run: RunFolder) -> list[str]:
    """What the leakage check found, and how far it looked."""
    state = read_data_state(run)
    if state is None:
        return [_("Leakage check: not known, the dataset and the run's copy of it cannot be read.")]
    how = (
        _("Leakage check: identical files and near duplicates were compared across the splits.")
        if state.compared
        else _("Leakage check: only identical files were compared across the splits, no near duplicates.")
    )
    found = [str(note) for note in state.explain()]
    return [how, *(found or [_("It found no picture in two splits, none under two labels, and no class untested.")])]
