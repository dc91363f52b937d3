"""Folders that hold more than files: links, pipes, no end of folders."""

import os

from core.data.intake import adding
from core.data.intake.scan import scan
from core.data.intake.walk import MOST_LEVELS
from tests.core.data.pictures import fill, two_classes


def problems(root):
    return {record.path: str(record.reason) for record in scan(root, "photos").problems}


def labels(root):
    return {file.path: file.label for file in scan(root, "photos").found}


def test_a_link_up_brings_no_pictures_of_other_classes(tmp_path):
    photos = two_classes(tmp_path / "photos", 2)
    fill(tmp_path / "beside", 1)
    before = labels(photos)
    (photos / "cat" / "up").symlink_to("..")
    (photos / "cat" / "further").symlink_to("../..")
    assert labels(photos) == before


def test_what_is_no_file_is_named_and_the_good_go_on(tmp_path):
    photos = two_classes(tmp_path / "photos", 4)
    os.mkfifo(photos / "cat" / "pipe.png")
    (photos / "cat" / "lost.png").symlink_to("/nowhere/lost.png")
    (photos / "dog" / "circle.png").symlink_to("circle.png")
    dataset = adding.add(photos, "photos")
    assert dataset.manifest.images == 8
    reasons = {record.path: str(record.reason) for record in dataset.problems}
    assert set(reasons) == {"cat/lost.png", "cat/pipe.png", "dog/circle.png"}
    assert reasons["cat/pipe.png"].startswith(
        "cat/pipe.png is no file that can be read: a link to nowhere, a device, or closed to you"
    )


def test_folders_without_end_are_named_and_the_good_go_on(tmp_path):
    photos = two_classes(tmp_path, 2)
    _nest(photos / "cat", 3 * MOST_LEVELS)
    (reason,) = problems(photos).values()
    assert reason.endswith("lies more than 100 folders deep and is not used. Move it further up.")
    assert len(labels(photos)) == 4


def test_a_long_way_to_the_classes_is_gone_through(tmp_path):
    two_classes(tmp_path / "/".join("w" * MOST_LEVELS), 1)
    assert set(labels(tmp_path).values()) == {"cat", "dog"}


def _nest(folder, levels):
    """Folders in one another."""
    (folder / "/".join("d" * levels)).mkdir(parents=True)
