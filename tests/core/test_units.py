"""Many names in one sentence."""

import pytest

from core.units import format_estimate, format_guess, format_loss, format_per_cent, join_names, sort_names


def test_of_many_names_the_first_are_told():
    assert join_names("abc", most=3) == "a, b, c"
    assert join_names((f"class {number}" for number in range(1000)), most=2) == "class 0, class 1, …"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0.0%"),
        (0.0001, "<0.1%"),
        (0.0005, "0.1%"),
        (0.973, "97.3%"),
        (0.9994, "99.9%"),
        (0.99999, ">99.9%"),
        (1, "100.0%"),
    ],
)
def test_what_is_not_certain_does_not_read_so(share, text):
    assert format_per_cent(share) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "0 s"),
        (99.4, "99 s"),
        (99.6, "2 min"),
        (120, "2 min"),
        (471, "8 min"),
        (3570, "1 h 0 min"),
        (7500, "2 h 5 min"),
    ],
)
def test_a_foretold_time_is_no_finer_than_it_can_be_known(seconds, text):
    assert format_estimate(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(14.6, "10 s"), (37, "40 s"), (94, "90 s"), (471, "8 min")])
def test_a_time_that_nobody_measured_is_told_to_its_first_figure(seconds, text):
    assert format_guess(seconds) == text


@pytest.mark.parametrize(("loss", "text"), [(0.1434, "0.143"), (0.0001, "<0.001"), (0.0, "0.000")])
def test_a_loss_that_is_not_nothing_does_not_read_so(loss, text):
    assert format_loss(loss) == text


def test_names_are_sorted_as_people_count():
    names = ["10", "2", "a10", "a2", "a", "01", "1", "B", "b", "2024-1-9", "2024-1-10", "²", "9" * 5000]
    assert sort_names(names) == [
        "01", "1", "2", "10", "2024-1-9", "2024-1-10", "9" * 5000, "B", "a", "a2", "a10", "b", "²",
    ]  # fmt: skip
