import pytest

from core.curation.leaving.safe_names import LONGEST, make_safe, name_distinctly


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("cat", "cat"),
        ("10", "10"),
        ("猫 和 狗", "猫 和 狗"),
        ("v1.5", "v1.5"),
        ("a:b?.jpg", "a_b_.jpg"),
        ("a\\b", "a_b"),
        ("tab\there", "tab_here"),
        ("right\u202eleft.png", "right_left.png"),
        ("CON", "_CON"),
        ("nul.jpg", "_nul.jpg"),
        ("COM¹.png", "_COM¹.png"),
        ("console", "console"),
        ("dot.", "dot"),
        ("space ", "space"),
        (" space", "_space"),
        (".hidden", "_.hidden"),
        ("...", "_"),
        ("e\u0301", "é"),
    ],
)
def test_a_name_that_every_system_takes(name, safe):
    assert make_safe(name) == safe


def test_a_long_name_keeps_its_ending_and_whole_characters():
    safe = make_safe("猫" * 100 + ".jpeg")
    assert safe.endswith("猫.jpeg")
    assert LONGEST - 3 < len(safe.encode()) <= LONGEST


def test_no_two_names_are_one_on_a_system_without_capitals():
    chosen = name_distinctly(["a?b", "A_b", "Cat", "cat", "cat "])
    assert chosen["A_b"] == "A_b"
    assert chosen["Cat"] == "Cat"
    assert len({name.casefold() for name in chosen.values()}) == 5
