"""A stranger finds a file's place: no folder of the program holds more than a glance takes in."""

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST = 14
DUNDERS = ("__init__.py", "__main__.py")
LEFT_OUT = (".pyc", ".po")  # a catalogue belongs to the room whose texts it has, and nobody looks for a place in it


def list_files(top):
    return (path for path in (ROOT / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def test_no_folder_holds_more_files_than_a_glance_takes_in():
    held = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for top in ("core", "pages")
        for path in list_files(top)
        if path.name not in DUNDERS and path.suffix not in LEFT_OUT
    )
    assert max(held.values()) > MOST // 2
    assert {folder: files for folder, files in held.items() if files > MOST} == {}
