"""Near duplicates: planted copies are found, ordinary photos are not reported, and a million hashes take seconds.

    python -m benchmarks.duplicates PHOTOS [--hashes 1000000]

PHOTOS is a folder of pictures in any depth, such as cats-vs-dogs. Of every twentieth photo a copy is planted in each
way; it counts as found if it is in the group of its original. Prints a line for each way, the groups among the photos
themselves with their splits, and the seconds of the search.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from core.data.alike import groups
from core.data.alike.bands import find_close
from core.data.index import Record, fingerprint
from core.data.pixels.decode import decode_whole
from core.data.pixels.measures import ENOUGH, Measured, measure
from core.parallel import in_order

EVERY = 20


def _crop(*margins: float) -> Callable[[Image.Image], Image.Image]:
    """Leave out these shares at the left, top, right and bottom."""

    def crop(picture: Image.Image) -> Image.Image:
        (width, height), (left, top, right, bottom) = picture.size, margins
        return picture.crop(
            (round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height))
        )

    return crop


WAYS: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "quality 50": lambda picture: picture,
    "half size": lambda picture: picture.resize((picture.width // 2, picture.height // 2)),
    "mirrored": ImageOps.mirror,
    "cropped by 3 % in all": _crop(0.015, 0.015, 0.015, 0.015),
    "cropped by 3 % at each side": _crop(0.03, 0.03, 0.03, 0.03),
    "cropped by a twelfth at each side": _crop(1 / 12, 1 / 12, 1 / 12, 1 / 12),
    "cropped by a twelfth at the left": _crop(1 / 12, 0, 0, 0),
    "cropped in a corner": _crop(1 / 12, 1 / 12, 0, 0),
}


def _measure_file(path: Path) -> tuple[Record, Measured]:
    return _measure(path.read_bytes(), str(path))


def _measure(data: bytes, name: str) -> tuple[Record, Measured]:
    shown, sha256 = decode_whole(data, enough=ENOUGH, name=name), fingerprint(data)
    return Record(path=name, label="a", width=shown.width, height=shown.height, sha256=sha256), measure(shown, sha256)


def _plant(path: Path, way: str) -> tuple[Record, Measured]:
    with Image.open(path) as opened:
        copy, file = WAYS[way](opened.convert("RGB")), BytesIO()
    copy.save(file, "JPEG", quality=50 if way == "quality 50" else 90)
    return _measure(file.getvalue(), f"{path}: {way}")


def _report_found(photos: Sequence[tuple[Record, Measured]], paths: Sequence[Path]) -> None:
    for way in WAYS:
        chosen = paths[::EVERY]
        planted = list(in_order(partial(_plant, way=way), chosen))
        everything = [*photos, *planted]
        first = groups.find(np.concatenate([row for _, row in everything]), [one for one, _ in everything]).first_files
        originals = {record.path: record.sha256 for record, _ in photos}
        hits = sum(
            first.get(copy.sha256) == first.get(originals[str(path)], originals[str(path)])
            for path, (copy, _) in zip(chosen, planted, strict=True)
        )
        print(f"{way}: {hits} of {len(chosen)} found ({hits / len(chosen):.1%})")


def _report_photos(photos: Sequence[tuple[Record, Measured]], root: Path) -> None:
    rows, records = np.concatenate([row for _, row in photos]), [record for record, _ in photos]
    began = time.perf_counter()
    found = groups.find(rows, records)
    print(f"{len(records):,} photos compared in {time.perf_counter() - began:.2f} s")
    by_file = {record.sha256: Path(record.path).relative_to(root) for record in records}
    for group in found.groups:
        members = [by_file[one] for one in (group.first, *(copy.sha256 for copy in group.copies))]
        across = "ACROSS SPLITS" if len({member.parts[0] for member in members}) > 1 else "within a split"
        print(f"  {across}: {', '.join(map(str, members))}")


def _report_hashes(count: int) -> None:
    random = np.random.default_rng(0)
    hashes = random.integers(0, 2**64, count, dtype=np.uint64)
    planted = count // 100
    hashes[-planted:] = hashes[:planted] ^ np.uint64(0b1010101)  # four bits
    began = time.perf_counter()
    query, target = find_close(hashes, hashes)
    seconds = time.perf_counter() - began
    pairs = set(zip(query.tolist(), target.tolist(), strict=True))
    hits = sum((count - planted + place, place) in pairs for place in range(planted))
    print(f"{count:,} hashes: {seconds:.1f} s; {hits:,} of {planted:,} planted pairs found")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--hashes", type=int, default=1_000_000)
    args = parser.parse_args()
    paths = sorted(path for path in args.photos.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    photos = list({record.sha256: (record, row) for record, row in in_order(_measure_file, paths)}.values())
    _report_photos(photos, args.photos)
    _report_found(photos, paths)
    _report_hashes(args.hashes)


if __name__ == "__main__":
    main()
