"""ImageNet's classes in both languages, and the breeds among them."""

import pytest

from core.content.imagenet_classes import BREEDS, read_class_names, sum_breeds, translate_class
from core.i18n import follow


def test_there_are_a_thousand_classes_in_both_languages():
    for code in ("en", "zh"):
        assert len(set(read_class_names(code))) == 1000
    assert [read_class_names("en")[place] for place in (0, 151, 268, 281, 285, 487, 999)] == [
        "tench", "Chihuahua", "Mexican hairless", "tabby", "Egyptian cat", "cellular telephone", "toilet tissue",
    ]  # fmt: skip
    assert all("\u4e00" <= max(name) <= "\u9fff" for name in read_class_names("zh"))
    follow(lambda: "zh")
    try:
        assert translate_class("tabby") == "虎斑猫"
        assert translate_class("my own class") == "my own class"
    finally:
        follow(lambda: "en")


def test_the_breeds_of_a_pet_add_up():
    shares = dict.fromkeys(read_class_names("en"), 0.001)
    assert sum_breeds(shares) == pytest.approx({"cat": 0.005, "dog": 0.118})
    assert set(sum_breeds(shares)) == set(BREEDS)
    assert sum_breeds({"tabby": 0.5, "my own class": 0.5}) is None
