"""Many names in one sentence."""

from core.units import join_names


def test_of_many_names_the_first_are_told():
    assert join_names("abc", most=3) == "a, b, c"
    assert join_names((f"class {number}" for number in range(1000)), most=2) == "class 0, class 1, …"
