"""A stranger finds a file's place: no folder of the program holds more than a glance takes in."""

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST = 14
DUNDERS = ("__init__.py", "__main__.py")
CATALOGUE = ".po"  # counts where there is no room beside it that it could belong to


def list_files(top):
    return (path for path in (ROOT / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def has_rooms(folder):
    return any(path.is_dir() for path in folder.iterdir())


def test_no_folder_holds_more_files_than_a_glance_takes_in():
    held = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for top in ("core", "pages")
        for path in list_files(top)
        if path.name not in DUNDERS and not (path.suffix == CATALOGUE and has_rooms(path.parent))
    )
    assert max(held.values()) > MOST // 2
    assert {folder: files for folder, files in held.items() if files > MOST} == {}
