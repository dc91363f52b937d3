"""The pretrained network as a model, before any training: ImageNet's 1,000 classes, and sums of them."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core import workspace
from core.backbone.features import Rows
from core.backbone.onnx_form import ensure_backbone_file
from core.backbone.zero_shot import find_groups, zero_shot
from core.content.imagenet_classes import read_class_names, translate_class
from core.data.pixels.decode import Pixels
from core.data.pixels.view import View
from core.i18n import N_, Message, _
from core.inference.labelled_pictures import LabelledPictures
from core.inference.model import Model
from core.inference.session import Classifier
from core.networks.backbones import EMBEDDED
from core.parallel import Progress
from core.units import join_names

NAME = "imagenet"
NO_GROUPS = N_("ImageNet's classes do not make up those of {dataset}: {classes}. Choose a dataset of cats and dogs.")


@dataclass(frozen=True)
class ImageNetModel(Model):
    """The embedded backbone with its published last layer.

    A dataset whose classes are groups of ImageNet's (a dog is any of 118 breeds) is evaluated by summing over them.
    """

    folder: Path  # of its stored evaluations and its decision rule

    @property
    def id(self) -> str:
        return NAME

    @property
    def title(self) -> str:
        return _("ImageNet (1,000 classes)")

    @property
    def classes(self) -> tuple[str, ...]:
        return read_class_names("en")

    @property
    def image_size(self) -> int:
        return EMBEDDED.image_size

    @property
    def view(self) -> View:
        return View.CROP  # as it was trained

    @property
    def is_ready(self) -> bool:
        return True  # its file is made within a moment

    @property
    def version(self) -> Hashable:
        return str(ensure_backbone_file())

    @property
    def files(self) -> Mapping[str, Path]:
        return {"onnx": ensure_backbone_file()}

    @property
    def evaluations(self) -> Path:
        return self.folder / f"evaluation-{self.view}"

    @property
    def settings(self) -> Path:
        return self.folder / "decision.json"

    def load(self) -> None:
        _ = self._classifier

    def compute_probabilities(self, pixels: Pixels) -> Rows:
        return self._classifier.compute_probabilities(pixels)

    def explain_mismatch(self, dataset: str, classes: Sequence[str]) -> Message | None:
        if find_groups(classes) is not None:
            return None
        return Message(NO_GROUPS, {"dataset": dataset, "classes": join_names(classes)})

    def name_columns(self, classes: Sequence[str]) -> tuple[str, ...]:
        """Those of the dataset: each is a sum over ImageNet's."""
        return tuple(classes)

    def predict_split(self, pictures: LabelledPictures, progress: Progress | None = None) -> Rows:
        groups = find_groups(pictures.dataset.classes)
        assert groups is not None, "see `explain_mismatch`"
        return zero_shot(pictures.read_features(view=self.view, progress=progress), groups)

    def translate(self, label: str) -> str:
        return translate_class(label)

    @property
    def _classifier(self) -> Classifier:
        return _open_classifier(ensure_backbone_file())


@lru_cache(maxsize=1)
def _open_classifier(path: Path) -> Classifier:
    """The same one for all owners, whose file it is."""
    return Classifier(path)


def make_imagenet_model() -> ImageNetModel:
    """The ImageNet model of this workspace, which has its own evaluations."""
    return ImageNetModel(workspace.current().root / "backbones" / NAME)


def find(name: str) -> ImageNetModel | None:
    return make_imagenet_model() if name == NAME else None


def list_ready() -> Iterator[ImageNetModel]:
    yield make_imagenet_model()
