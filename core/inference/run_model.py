"""The model of a run: its ONNX file, or its head alone if nothing else was trained."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from core.backbone.examples import compute_examples
from core.backbone.features import Rows
from core.backbone.head import Head
from core.backbone.onnx_form import is_ready
from core.data.pixels.decode import Pixels
from core.data.pixels.view import View
from core.errors import InputError
from core.files import DamagedFileError
from core.i18n import N_, Message
from core.inference.class_names import match_names
from core.inference.labelled_pictures import LabelledPictures
from core.inference.model import Model, TrainingPictures
from core.inference.session import Classifier
from core.jobs.repair import read_state
from core.jobs.state import ACTIVE
from core.networks.backbones import EMBEDDED, Backbone
from core.parallel import Progress
from core.runs import folder
from core.runs.folder import RunFolder
from core.runs.result import Metrics
from core.runs.trained_head import TrainedHead
from core.specs.network import translate_network
from core.specs.training_spec import TrainingSpec
from core.units import join_names

NO_MODEL = N_("The run {run} has no model yet. Wait until it has ended, or choose another run.")
NEVER_MADE = N_("The run {run} ended before it had a model, or its file is gone. Train again, or choose another run.")
DAMAGED = N_("The model of the run {run} is damaged. Train again, or choose another run.")
NOT_VALIDATED = N_(
    "{path} is damaged or missing. Without it the model of {run} cannot be evaluated on the pictures that validated "
    "it, since it has learned them. Evaluate it on others, or train again."
)
OTHER_CLASSES = N_("The model of {run} knows {known}; {dataset} has {classes}. Choose a dataset with the same classes.")


@dataclass(frozen=True)
class RunModel(Model):
    """The best weights of a run, as its worker wrote them. Everything is read once and cached."""

    run: RunFolder

    @property
    def id(self) -> str:
        return self.run.run_id

    @property
    def title(self) -> str:
        when = f"{datetime.fromtimestamp(read_state(self.run).created):%Y-%m-%d %H:%M}"
        try:
            return " · ".join((translate_network(self._spec), self._spec.dataset, when))
        except InputError:  # its spec is damaged, and the model can still be asked
            return " · ".join((self.id, when))

    @cached_property
    def classes(self) -> tuple[str, ...]:
        return tuple(self.run.read_classes())

    @property
    def image_size(self) -> int:
        return self._classifier.image_size

    @cached_property
    def view(self) -> View:
        return self.run.read_view()

    @property
    def is_ready(self) -> bool:
        return self.run.onnx_model.exists()

    @property
    def version(self) -> Hashable:
        path = self.run.onnx_model
        return str(path), path.stat().st_mtime_ns if path.exists() else None

    @property
    def files(self) -> Mapping[str, Path]:
        forms = {"onnx": self.run.onnx_model, "keras": self.run.keras_model}
        return {form: path for form, path in forms.items() if path.exists()}

    @property
    def evaluations(self) -> Path:
        return self.run.evaluation

    @property
    def settings(self) -> Path:
        return self.run.decision

    @property
    def training(self) -> TrainingPictures:
        own = self._spec.backbone
        # Lite2 would raise fewer false alarms, and take 1,000 uploads over their 15 seconds: docs/figures.md.
        backbone = own if own and own.packaged else EMBEDDED
        return TrainingPictures(self._spec.dataset, self.run.path, self.run.neighbours, backbone, self.view)

    @property
    def accuracy(self) -> float | None:
        metrics = self._read_metrics()
        return metrics.accuracy if metrics else None

    @property
    def accuracy_interval(self) -> tuple[float, float] | None:
        metrics = self._read_metrics()
        return metrics.interval if metrics else None

    @property
    def head(self) -> tuple[Backbone, Head] | None:
        trained, backbone = self._load_head(), self._find_backbone()
        return None if trained is None or backbone is None or not is_ready(backbone) else (backbone, trained.last)

    def _load_head(self) -> TrainedHead | None:
        """The head alone; None if nothing tells of one for these classes."""
        found, units = TrainedHead.load(self.run.head), 1 if len(self.classes) == 2 else len(self.classes)
        return found if found and found.last.kernel.shape[1] == units else None

    def _find_backbone(self) -> Backbone | None:
        try:
            return self._spec.backbone
        except InputError:  # its spec is damaged, and the whole model can still be asked
            return None

    def load(self) -> None:
        _ = self._classifier

    def compute_probabilities(self, pixels: Pixels) -> Rows:
        return self._classifier.compute_probabilities(pixels)

    def explain_mismatch(self, dataset: str, classes: Sequence[str]) -> Message | None:
        return explain_other_classes(self, dataset, classes)

    def predict_split(self, pictures: LabelledPictures, progress: Progress | None = None) -> Rows:
        """Predict from features if only the head was trained, since the features may be cached.

        The validation pictures, which the head was fitted to in the end, are predicted by the head that they judged.

        Raises:
            InputError: that head, or the copy of the index that tells which pictures those were, is damaged.

        """
        places = self._find_validation(pictures)
        validated = self._predict_validation(pictures, places) if places else None
        if known := self.head:
            backbone, head = known
            found = head.compute_probabilities(pictures.read_features(backbone, self.view, progress))
        else:
            found = super().predict_split(pictures, progress)
        if validated is not None:
            found[places] = validated
        return found

    def _find_validation(self, pictures: LabelledPictures) -> list[int]:
        """The places of the pictures that the head was fitted to after they had judged it, as far as is known."""
        head = self._load_head()
        if not self._trained_head_alone or (head and not head.validated):
            return []
        known = {record.sha256 for record in self.training.read_records(pictures.dataset, "val")}
        return [place for place, record in enumerate(pictures.records) if record.sha256 in known]

    def _predict_validation(self, pictures: LabelledPictures, places: Sequence[int]) -> Rows:
        head, backbone = self._load_head(), self._spec.backbone
        if head is None or head.validated is None:
            raise InputError(NOT_VALIDATED, path=str(self.run.head), run=self.id)
        assert backbone is not None, "a head is that of a pretrained network"
        records = [pictures.records[place] for place in places]
        examples = compute_examples(pictures.dataset, records, backbone, self.view, cancel=pictures.cancel)
        return head.validated.compute_probabilities(examples.rows)

    @property
    def _is_coming(self) -> bool:
        try:
            return read_state(self.run).state in ACTIVE
        except InputError:  # the run is gone, or its state is damaged
            return False

    @property
    def _trained_head_alone(self) -> bool:
        try:
            return self._spec.head_only
        except InputError:  # its spec is damaged
            return self.run.head.exists()

    def _read_metrics(self) -> Metrics | None:
        result = self.run.read_training_result()
        return result.metrics if result else None

    @cached_property
    def _spec(self) -> TrainingSpec:
        return self.run.read_training_spec()

    @property
    def _classifier(self) -> Classifier:
        """That of the file as it is now, since a run that goes on replaces it; of one that is gone, what it was."""
        held: tuple[Hashable, Classifier] | None = vars(self).get("_held")
        if held is None or (self.is_ready and held[0] != self.version):
            held = vars(self)["_held"] = self.version, self._load_classifier()
        return held[1]

    def _load_classifier(self) -> Classifier:
        if not self.is_ready:
            raise InputError(NO_MODEL if self._is_coming else NEVER_MADE, run=self.id)
        try:
            loaded = Classifier(self.run.onnx_model)
        except DamagedFileError as error:
            raise InputError(DAMAGED, run=self.id) from error
        if loaded.outputs != len(self.classes):
            raise InputError(DAMAGED, run=self.id)
        return loaded


def explain_other_classes(model: Model, dataset: str, classes: Sequence[str]) -> Message | None:
    """Why a model of its own classes cannot be evaluated on a dataset with these, in a sentence; None if it can."""
    if match_names(classes, model.classes) is not None:
        return None
    known, theirs = join_names(model.classes), join_names(classes)
    return Message(OTHER_CLASSES, {"run": model.id, "known": known, "dataset": dataset, "classes": theirs})


def find(name: str) -> RunModel:
    """The model of the run of that name; `last` is the newest run.

    Raises:
        InputError: there is no such run.

    """
    return RunModel(folder.find(name))


def list_ready() -> Iterator[RunModel]:
    """The models of all runs that have one, the newest first."""
    for run in folder.list_runs():
        model = RunModel(run)
        if model.is_ready:
            yield model
