"""What a tree of folders can be taken for: one reading where what lies in it is plain, several where it is not.

Usage:
    readings = Reader(root).read(Folder(root))
    reading = choose(readings, None, "photos")             # raises AmbiguousLayoutError if there are several
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.data.index import Record, Split
from core.data.intake.layout import problems as tell
from core.data.intake.layout import split_names as names
from core.data.intake.layout.found import Found
from core.data.intake.layout.label_table import LabelTable
from core.data.intake.layout.tree import Folder
from core.errors import InputError
from core.i18n import N_, Message, _, sentences
from core.units import join_names, sort_names

if TYPE_CHECKING:
    from core.data.pixels.decode import Pixels

AS_SPLITS = N_("{names} are splits, and the folders in them are the classes.")
AS_BOTH = N_("The names of the folders say class and split. The classes are: {names}.")
AS_CLASSES = N_("{names} are the classes.")
AS_SUBFOLDERS = N_("The folders inside are the classes: {names}.")
AS_JOINED = N_("{folders} are joined, and the folders in them are the classes: {names}.")
FOLDS = N_("{file} and the other folds are joined. Glassbox draws the splits anew; keep folds apart as datasets.")
ONLY_TEST = N_(
    "{file} is the only split. The dataset is there to evaluate models on; to train on it, rename the folder."
)
NO_TRAIN = N_("{folder} has {found} but no train folder. Put the classes to learn from into a folder train.")
AS_TEST = N_("{file} has the same class folders as the other splits and is used as the test split.")
NAMES = ("splits", "classes", "subfolders", "joined", "labels", "names")
SEVERAL = N_("{folder} can be read in {n} ways. Choose one with --reading NAME. {readings}")
NAMED = N_("{name}: {sentence}")  # for the command line, where a reading is chosen by its name, or a table by its own
NAMED_TABLE = N_("{name} (--labels {file}): {sentence}")


class Sample(NamedTuple):
    """A picture, uint8 (side, side, 3), and the class that it would have."""

    label: str
    pixels: "Pixels"


@dataclass(frozen=True)
class ClassFolder:
    """A folder whose pictures, at any depth, are of one class."""

    folder: Folder
    label: str
    split: Split | None


@dataclass(frozen=True)
class Reading:
    """One way to take a tree: its name for the command line, what it means, and what it finds.

    Attributes:
        name: `splits`, `classes`, `subfolders`, `joined`, `labels` or `names`.
        sentence: what it means.
        classes: the class folders.
        files: single files with their labels, where no folder says them.
        parts: the folders that hold class folders.
        notes: what is said besides: folders that are not used, folds that are joined.
        table: the table that says the labels.

    """

    name: str
    sentence: Message
    classes: Sequence[ClassFolder] = ()
    files: Sequence[Found] = ()
    parts: Sequence[Folder] = ()
    notes: Sequence[Record] = field(default=())
    table: LabelTable | None = None

    def choose_samples(self, root: Path, count: int) -> list[tuple[str, Path]]:
        """Up to `count` pictures of different classes, each with its label."""
        first: dict[str, Path] = {file.label: root / file.path for file in reversed(self.files)}
        for each in self.classes:
            if each.label not in first and (path := _find_first_picture(each.folder)):
                first[each.label] = path
        return list(first.items())[:count]


class AmbiguousLayoutError(InputError):
    """Folders can be read in several ways, or in one that has to be confirmed; `readings` are they.

    `samples` are pictures of each by its name, where somebody has read them, see `samples.py`.
    """

    def __init__(self, text: str, readings: Sequence[Reading], /, **values: object) -> None:
        super().__init__(text, **values)
        self.readings = readings
        self.samples: Mapping[str, Sequence[Sample]] = {}


def choose(readings: Sequence[Reading], name: str | None, shown: str) -> Reading:
    """The reading of that name, or the only one.

    Raises:
        InputError: there are several and none is named, or none of this name.

    """
    if name is None:
        if len(readings) == 1:
            return readings[0]
        raise AmbiguousLayoutError(SEVERAL, readings, folder=shown, n=len(readings), readings=describe_all(readings))
    for reading in readings:
        if reading.name == name:
            return reading
    raise InputError(
        N_("{folder} cannot be read as {name}. Possible are: {readings}"), folder=shown, name=name,
        readings=describe_all(readings),
    )  # fmt: skip


def describe_all(readings: Sequence[Reading]) -> str:
    """What each reading means after its name, by which the command line chooses it."""
    return sentences(*map(_describe, readings))


def _describe(reading: Reading) -> str:
    file = reading.table.file if reading.table else ""
    return _(NAMED_TABLE if file else NAMED).format(name=reading.name, file=file, sentence=reading.sentence)


class Reader:
    """Finds the readings of one tree under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, here: Folder) -> list[Reading]:
        """Every reading of a folder; none if it has no class folders."""
        found = self._read_full(here)
        idle = [folder for folder in here.folders if folder not in here.full]
        notes = [note for folder in idle if (note := tell.report_without_pictures(folder, self.root))]
        notes += [tell.report_hidden(folder, self.root) for folder in here.hidden]
        used = {part.path for reading in found for part in reading.parts}
        if here.path not in used and found:
            notes += tell.report_loose_pictures(here, self.root)
        return [replace(reading, notes=[*reading.notes, *notes]) for reading in found]

    def read_as_classes(self, here: Folder, notes: Sequence[Record] = ()) -> Reading:
        """With the folders right here as the classes, whatever they hold."""
        classes = [ClassFolder(folder, folder.name, None) for folder in here.full]
        return Reading("classes", _name(AS_CLASSES, here.full), classes, parts=[here], notes=notes)

    def _read_full(self, here: Folder) -> list[Reading]:
        full = here.full
        if not full:
            return []
        for read in (self._read_splits, self._read_twins, self._read_folds, self._read_split_classes):
            if (found := read(here, full)) is not None:
                return found
        return self._read_plain(here, full)

    def _read_splits(self, here: Folder, full: Sequence[Folder]) -> list[Reading] | None:
        splits = names.find_splits([folder.name for folder in full])
        named = [folder for folder in full if folder.name in splits]
        holders = [folder for folder in named if self._holds_classes(folder)]
        others = [folder for folder in full if folder not in named]
        if not holders:
            return self._read_split_names(here, named, others) or (
                [] if _are_flat_splits(named, others, splits) else None
            )
        kinds = {splits[folder.name] for folder in named}
        reading = self._build_splits(here, holders, splits, [folder for folder in named if folder not in holders])
        alike = [folder for folder in others if self._has_same_classes(folder, holders)]
        strange = [folder for folder in others if folder not in alike and not names.is_beside(folder.name)]
        if len(kinds) > 1 or not strange:
            return [self._add_others(reading, others, alike if "test" not in kinds else [])]
        return [self._add_others(reading, others, []), self.read_as_classes(here)]

    def _read_split_names(self, here: Folder, named: Sequence[Folder], others: Sequence[Folder]) -> list[Reading]:
        """Folders whose names say class and split: `train_cats`, `train_dogs`, `test_cats`, `test_dogs`."""
        said = [(folder, names.read_class_and_split(folder.name)) for folder in named]
        meant = [(folder, *both) for folder, both in said if both]
        labels, kinds = {label for _, label, _ in meant}, {split for _, _, split in meant}
        if len(meant) < len(named) or min(len(labels), len(kinds)) < 2:
            return []
        classes = [ClassFolder(folder, label, _keep_split(split, kinds)) for folder, label, split in meant]
        sentence = Message(AS_BOTH, {"names": join_names(sort_names(labels))})
        beside = [tell.report_beside(folder, self.root) for folder in others]
        return [Reading("splits", sentence, classes, parts=[here], notes=beside)]

    def _build_splits(
        self, here: Folder, holders: Sequence[Folder], splits: dict[str, Split], flat: Sequence[Folder]
    ) -> Reading:
        entered = [(folder, *self._enter(folder)) for folder in holders]
        notes = [note for _, _, told in entered for note in told]
        notes += [tell.report_unlabelled(folder, self.root) for folder in flat]
        kinds = {splits[folder.name] for folder in holders}
        if "train" not in kinds and len(kinds) > 1:
            raise InputError(NO_TRAIN, folder=here.name, found=join_names(sorted(folder.name for folder in holders)))
        classes = [
            ClassFolder(each, each.name, _keep_split(splits[folder.name], kinds))
            for folder, inner, _ in entered
            for each in inner.full
        ]
        notes += [note for _, inner, _ in entered for note in self._report_idle(inner)]
        if len(kinds) == 1 and "train" not in kinds:
            notes.append(tell.report_folder(holders[0], self.root, "layout", ONLY_TEST))
        parts = [inner for _, inner, _ in entered]
        return Reading("splits", _name(AS_SPLITS, holders), classes, parts=parts, notes=notes)

    def _add_others(self, reading: Reading, others: Sequence[Folder], as_test: Sequence[Folder]) -> Reading:
        """The reading of splits with what lies beside them: a test split under a name of its own, or not used."""
        if len(as_test) == 1 and reading.classes and reading.classes[0].split is None:
            inner, told = self._enter(as_test[0])
            taught = [replace(each, split="train") for each in reading.classes]
            tested = [ClassFolder(each, each.name, "test") for each in inner.full]
            said = tell.report_folder(as_test[0], self.root, "layout", AS_TEST)
            reading = replace(
                reading, classes=[*taught, *tested], parts=[*reading.parts, inner], notes=[*reading.notes, *told, said]
            )
            others = [folder for folder in others if folder not in as_test]
        return replace(
            reading, notes=[*reading.notes, *(tell.report_beside_splits(folder, self.root) for folder in others)]
        )

    def _read_twins(self, here: Folder, full: Sequence[Folder]) -> list[Reading] | None:
        """Pictures beside masks of the same names."""
        masks = [folder for folder in full if names.is_of_masks(folder.name)]
        images = [folder for folder in full if names.is_of_images(folder.name)]
        others = [folder for folder in full if folder not in masks and folder not in images]
        if not masks or len(images) != 1 or any(not names.is_beside(folder.name) for folder in others):
            return None
        notes = [tell.report_masks(folder, self.root) for folder in masks]
        notes += [tell.report_beside(folder, self.root) for folder in others]
        return [replace(reading, notes=[*reading.notes, *notes]) for reading in self.read(images[0])]

    def _read_folds(self, here: Folder, full: Sequence[Folder]) -> list[Reading] | None:
        folds = [folder for folder in full if not names.is_beside(folder.name)]
        if not names.are_folds([folder.name for folder in folds]):
            return None
        if not all(self._holds_classes(folder) for folder in folds):
            return []
        joined = self._join(folds)
        said = tell.report_folder(folds[0], self.root, "layout", FOLDS)
        beside = [tell.report_beside(folder, self.root) for folder in full if folder not in folds]
        return [replace(joined, notes=[*joined.notes, said, *beside])]

    def _read_split_classes(self, here: Folder, full: Sequence[Folder]) -> list[Reading] | None:
        """Class folders that hold the splits: `cat/train`, `cat/test`, `dog/train`, `dog/test`."""
        if len(full) < 2 or any(folder.is_flat for folder in full):
            return None
        inside = [(folder, inner, names.find_split(inner.name)) for folder in full for inner in folder.full]
        if any(split is None for _, _, split in inside):
            return None
        kinds = {split for _, _, split in inside if split}
        classes = [ClassFolder(inner, folder.name, _keep_split(split, kinds)) for folder, inner, split in inside]
        return [Reading("splits", _name(AS_CLASSES, full), classes, parts=[here])]

    def _read_plain(self, here: Folder, full: Sequence[Folder]) -> list[Reading]:
        if inner := self._find_inner_dataset(full):
            beside = [tell.report_beside(folder, self.root) for folder in full if folder is not inner]
            return [replace(reading, notes=[*reading.notes, *beside]) for reading in self.read(inner)]
        holders = [folder for folder in full if self._holds_classes(folder) and _has_named_classes(folder)]
        if len(holders) == len(full) > 1 and _share_classes(self._enter(folder)[0] for folder in holders):
            return [self.read_as_classes(here), self._join(holders)]
        if len(holders) == len(full) or (len(holders) == 1 and len(full) == 2):
            return [self.read_as_classes(here), *(self._read_subfolders(holders, full))]
        return [self.read_as_classes(here)]

    def _find_inner_dataset(self, full: Sequence[Folder]) -> Folder | None:
        """The one folder that the dataset lies in: alone, beside what usually lies beside, or with splits in it."""
        likely = [folder for folder in full if not names.is_beside(folder.name)]
        for few in (likely, full):
            if len(few) == 1 and (not few[0].is_flat or self._holds_classes(few[0])):
                return few[0]
        splits = [folder for folder in full if self._holds_splits(folder)]
        rest = [folder for folder in full if folder not in splits]
        return splits[0] if len(splits) == 1 and all(folder.is_flat for folder in rest) else None

    def _holds_splits(self, folder: Folder) -> bool:
        folder, _ = self._enter(folder)
        splits = names.find_splits([inner.name for inner in folder.full])
        holders = {split for inner in folder.full if (split := splits.get(inner.name)) and self._holds_classes(inner)}
        return len(holders) > 1

    def _read_subfolders(self, holders: Sequence[Folder], full: Sequence[Folder]) -> list[Reading]:
        entered = [self._enter(folder)[0] for folder in holders]
        classes = [ClassFolder(each, each.name, None) for inner in entered for each in inner.full]
        beside = [tell.report_beside(folder, self.root) for folder in full if folder not in holders]
        inside = [each.folder for each in classes]
        return [Reading("subfolders", _name(AS_SUBFOLDERS, inside), classes, parts=entered, notes=beside)]

    def _join(self, folders: Sequence[Folder]) -> Reading:
        entered = [self._enter(folder) for folder in folders]
        classes = [ClassFolder(each, each.name, None) for inner, _ in entered for each in inner.full]
        sentence = Message(
            AS_JOINED, {"folders": _list_names(folders), "names": _list_names(each.folder for each in classes)}
        )
        notes = [note for _, told in entered for note in told]
        return Reading("joined", sentence, classes, parts=[inner for inner, _ in entered], notes=notes)

    def _holds_classes(self, folder: Folder) -> bool:
        """Whether a folder holds class folders, and no pictures of its own but a stray one."""
        inner, _ = self._enter(folder)
        return bool(inner.full) and len(inner.picture_names) < len(inner.full)

    def _enter(self, folder: Folder) -> tuple[Folder, list[Record]]:
        """Go through folders that only wrap class folders: one of the same name, or images beside their masks."""
        told: list[Record] = []
        while inner := _find_wrapped(folder):
            beside = [other for other in folder.full if other is not inner]
            told += [
                (tell.report_masks if names.is_of_masks(other.name) else tell.report_beside)(other, self.root)
                for other in beside
            ]
            folder = inner
        return folder, told

    def _has_same_classes(self, folder: Folder, holders: Iterable[Folder]) -> bool:
        inner, _ = self._enter(folder)
        return any(_share_classes([inner, self._enter(holder)[0]]) for holder in holders)

    def _report_idle(self, folder: Folder) -> list[Record]:
        idle = [inner for inner in folder.folders if inner not in folder.full]
        notes = [note for inner in idle if (note := tell.report_without_pictures(inner, self.root))]
        return notes + [tell.report_hidden(inner, self.root) for inner in folder.hidden]


def _find_wrapped(folder: Folder) -> Folder | None:
    if folder.picture_names:
        return None
    full = [inner for inner in folder.full if not inner.is_flat]
    same = [inner for inner in full if inner.name.casefold() == folder.name.casefold()]
    if len(same) == 1:
        return same[0]
    if len(folder.full) == 1:
        only = folder.full[0]
        wraps = only in full or only.name.casefold() == folder.name.casefold() or names.is_of_images(only.name)
        return only if wraps else None
    images = [inner for inner in folder.full if names.is_of_images(inner.name)]
    masks = [inner for inner in folder.full if names.is_of_masks(inner.name)]
    return images[0] if len(images) == 1 and masks and len(images + masks) == len(folder.full) else None


def _are_flat_splits(named: Sequence[Folder], others: Sequence[Folder], splits: dict[str, Split]) -> bool:
    """Whether pictures lie right in folders of splits, with no class folders anywhere."""
    several = len({splits[folder.name] for folder in named}) > 1
    return several and all(names.is_beside(folder.name) or names.is_of_masks(folder.name) for folder in others)


def _keep_split(split: Split | None, kinds: set[Split]) -> Split | None:
    """A train folder alone is divided like no split at all; any other split alone is a set to evaluate on."""
    if kinds == {"train"}:
        return None
    return "test" if len(kinds) == 1 else split


def _has_named_classes(folder: Folder) -> bool:
    return len(folder.full) > 1 and not all(names.is_a_number(inner.name) for inner in folder.full)


def _share_classes(folders: Iterable[Folder]) -> bool:
    """Whether each folder has most of the class folders of the first."""
    labels = [{inner.name.casefold() for inner in folder.full} for folder in folders]
    return len(labels) > 1 and all(2 * len(labels[0] & other) > max(len(labels[0]), len(other)) for other in labels[1:])


def _find_first_picture(folder: Folder) -> Path | None:
    return next((below.path / name for below in folder.walk() for name in below.picture_names), None)


def _name(text: str, folders: Sequence[Folder]) -> Message:
    return Message(text, {"names": _list_names(folders)})


def _list_names(folders: Iterable[Folder]) -> str:
    return join_names(sort_names(dict.fromkeys(tell.escape_name(folder.name) for folder in folders)))
