import pytest

from core.data.names import normalize_name, suggest_name


@pytest.mark.parametrize(
    ("text", "taken", "name"),
    [
        ("cats and dogs", [], "cats and dogs"),
        ("cats", ["Cats"], "cats 2"),
        ("cats", ["cats", "cats 2", "dogs"], "cats 3"),
        ("../etc/passwd", [], "etc passwd"),
        ("photos (1) [final]", [], "photos 1 final"),
        ("猫🐈", [], "猫"),
        ("...", [], "pictures"),
        ("x" * 200, [], "x" * 60),
    ],
)
def test_a_suggested_name_is_allowed_and_free(text, taken, name):
    assert suggest_name(text, taken) == name
    assert normalize_name(name) == name
