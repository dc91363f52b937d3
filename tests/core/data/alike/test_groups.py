"""Planted copies of sketches are found in whatever way they were made, and different sketches are not reported."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from core.data.alike import groups
from core.data.index import Record, fingerprint
from core.data.pixels.measures import measure
from core.sketches import draw

WAYS = {
    "quality 50": lambda picture: _save(picture, 50),
    "half size": lambda picture: picture.resize((48, 48)),
    "mirrored": ImageOps.mirror,
    "cropped by 3 %": lambda picture: picture.crop((3, 3, 93, 93)),
    "cropped by a twelfth": lambda picture: picture.crop((8, 8, 88, 88)),
    "cropped at one side": lambda picture: picture.crop((8, 0, 96, 96)),
}
COUNT = 24


def _save(picture, quality):
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def _sketch(number):
    return draw("cat" if number % 2 else "dog", number, 96, seed=3)


def _find(pictures):
    names = [fingerprint(str(place).encode()) for place in range(len(pictures))]
    rows = np.concatenate([measure(picture, name) for picture, name in zip(pictures, names, strict=True)])
    records = [
        Record(path=f"{place:03}", label="a", split="train", width=one.width, height=one.height, sha256=name)
        for place, (one, name) in enumerate(zip(pictures, names, strict=True))
    ]
    return groups.find(rows, records), names


def test_different_sketches_are_no_copies():
    found, _names = _find([_sketch(number) for number in range(120)])
    assert not found.groups


def test_copies_are_found_in_whatever_way_they_were_made():
    originals = [_sketch(number) for number in range(COUNT)]
    copies = [(place, way, WAYS[way](originals[place])) for place in range(COUNT) for way in WAYS]
    found, names = _find([*originals, *(picture for _place, _way, picture in copies)])
    first, ways = found.first_files, found.ways
    missed = [
        (way, place)
        for number, (place, way, _picture) in enumerate(copies)
        if first.get(names[COUNT + number]) != names[place]
    ]
    assert len(missed) <= len(copies) // 20, missed
    mirrored = [number for number, (_place, way, _picture) in enumerate(copies) if way == "mirrored"]
    assert sum(ways.get(names[COUNT + number]) == "mirrored" for number in mirrored) >= 0.9 * COUNT


def test_files_with_the_same_pixels_are_told_as_such_and_blank_ones_are_not_compared():
    plain = [Image.new("RGB", (96, 96), (level, level, level)) for level in (10, 100, 200)]
    found, names = _find([_sketch(0), _sketch(0), *plain])
    (group,) = found.groups
    assert (group.first, [(copy.sha256, copy.how) for copy in group.copies]) == (names[0], [(names[1], "pixels")])


def test_the_groups_are_kept_and_found_anew_where_the_file_is_damaged(tmp_path):
    found, _names = _find([_sketch(0), _sketch(0)])
    groups.save(tmp_path, found)
    assert groups.load(tmp_path) == found
    (tmp_path / groups.FILE).write_text("{")
    assert groups.load(tmp_path) is None


def test_the_groups_are_the_same_however_many_pictures_are_searched_at_a_time(monkeypatch):
    originals = [_sketch(number) for number in range(COUNT)]
    pictures = [*originals, *map(ImageOps.mirror, originals[:5]), *map(WAYS["half size"], originals[5:12])]
    at_once, _names = _find(pictures)
    monkeypatch.setattr(groups, "AT_ONCE", 7)
    assert _find(pictures)[0] == at_once
    assert len(at_once.groups) == 12
