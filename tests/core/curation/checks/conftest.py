"""Twelve different photos in splits of their own."""

import pytest

from tests.core.data.pictures import noise


@pytest.fixture
def root(tmp_path):
    for number in range(12):
        folder = tmp_path / "photos" / ("train", "val", "test")[number // 2 % 3] / ("cat", "dog")[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        noise(number, (120, 90)).save(folder / f"{number:02}.png")
    return tmp_path / "photos"
