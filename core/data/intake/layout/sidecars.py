"""Files that lie beside photos and belong to them: notes of a photo service, edits, the film of a Live Photo."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from core.data.index import Record
from core.data.intake.layout.problems import build_problem
from core.data.pixels.sniff import looks_like_a_picture
from core.i18n import N_, listed

SIDECARS = N_("Texts and files that belong to photos are not used in {file}: {counts}.")
_NOTES = {".json", ".xmp", ".aae", ".xml", ".txt", ".thm", ".csv", ".html", ".ini", ".md"}
_FILMS = {".mov", ".mp4", ".m4v", ".3gp"}
_PHOTOS = (".heic", ".HEIC", ".jpg", ".JPG", ".jpeg", ".JPEG", ".png", ".PNG", ".webp")
_HEAD = 64  # bytes


class Sidecars:
    """Counts them by the class folder in which they lie, so that a folder of a thousand is told in a sentence."""

    def __init__(self) -> None:
        self._found = Counter[tuple[str, str]]()

    def take(self, path: Path, folder: str) -> bool:
        """Whether the file is one of them; what it is decides, not its name."""
        ending = path.suffix.lower()
        if not (ending in _NOTES or (ending in _FILMS and _has_photo(path))) or _begins_like_a_picture(path):
            return False
        self._found[folder, ending] += 1
        return True

    def report(self) -> Iterable[Record]:
        for folder in sorted({folder for folder, _ in self._found}):
            counts = {ending: n for (where, ending), n in self._found.items() if where == folder}
            yield build_problem(folder, "loose", SIDECARS, counts=listed(f"{n} {one}" for one, n in counts.items()))


def _has_photo(film: Path) -> bool:
    return any(film.with_suffix(ending).exists() for ending in _PHOTOS)


def _begins_like_a_picture(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return looks_like_a_picture(file.read(_HEAD))
    except OSError:
        return True  # whoever reads it as a picture says what is wrong with it
