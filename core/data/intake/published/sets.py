"""The sets that can be asked for by name. Each is downloaded on request, from its publisher or from a mirror.

Sizes and checksums are the publishers' own; where one names no checksum, the size and those inside the zip have to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.cancel import CancelToken
from core.data.index import Record
from core.data.intake.archives import unpacking
from core.data.intake.archives.journal import Journal
from core.data.intake.published import cifar, idx
from core.data.manifest import Kind
from core.download import RemoteFile
from core.i18n import N_
from core.parallel import Progress

_FASHION = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"


class Unpack(Protocol):
    """Make one folder a class under `target` of the files, or go on with it; return what could not be used."""

    def __call__(
        self, files: Sequence[Path], target: Path, journal: Journal, progress: Progress | None, cancel: CancelToken
    ) -> Sequence[Record]: ...


@dataclass(frozen=True)
class PublishedSet:
    """A set that can be added by its name.

    Attributes:
        title: for people.
        about: what is in it, in a sentence.
        licence: on what terms, as its publisher says; None if the publisher says nothing.
        page: where one reads about it.
        files: in the order that `unpack` takes them.

    """

    title: str
    about: str
    licence: str | None
    page: str
    files: Sequence[RemoteFile]
    unpack: Unpack

    @property
    def size(self) -> int:
        """Bytes to download."""
        return sum(file.size for file in self.files)


def _extract(
    files: Sequence[Path], target: Path, journal: Journal, progress: Progress | None, cancel: CancelToken
) -> Sequence[Record]:
    return unpacking.unpack(files[0], target, progress, cancel, journal=journal)


PUBLISHED: Mapping[Kind, PublishedSet] = {
    "cats_and_dogs_filtered": PublishedSet(
        title=N_("Cats and dogs, filtered"),
        about=N_("3,000 photos of cats and dogs, the 2,000 and 1,000 of many tutorials, the article's too."),
        licence=None,
        page="https://www.kaggle.com/c/dogs-vs-cats",
        files=(RemoteFile("https://storage.googleapis.com/mledu-datasets/cats_and_dogs_filtered.zip", 68_606_236),),
        unpack=_extract,
    ),
    "flower_photos": PublishedSet(
        title=N_("Flower photos"),
        about=N_("3,670 photos of daisies, dandelions, roses, sunflowers and tulips."),
        licence="CC BY 2.0",
        page="https://www.tensorflow.org/datasets/catalog/tf_flowers",
        files=(
            RemoteFile(
                "https://storage.googleapis.com/download.tensorflow.org/example_images/flower_photos.tgz",
                228_813_984,
                "6f87fb78e9cc9ab41eff2015b380011d",
            ),
        ),
        unpack=_extract,
    ),
    "cifar10": PublishedSet(
        title="CIFAR-10",
        about=N_("60,000 colour pictures of 32 x 32 pixels in 10 classes, from airplanes to trucks."),
        licence=None,
        page="https://www.cs.toronto.edu/~kriz/cifar.html",
        files=(
            RemoteFile(
                "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                170_052_171,
                "c32a1d4ab5d03f1284b67883e8d87530",
            ),
        ),
        unpack=cifar.unpack,
    ),
    "fashion_mnist": PublishedSet(
        title="Fashion-MNIST",
        about=N_("70,000 grey pictures of 28 x 28 pixels in 10 classes of clothing."),
        licence="MIT",
        page="https://github.com/zalandoresearch/fashion-mnist",
        files=(
            RemoteFile(_FASHION + "train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            RemoteFile(_FASHION + "train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
            RemoteFile(_FASHION + "t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
            RemoteFile(_FASHION + "t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
        ),
        unpack=idx.unpack_fashion,
    ),
}
