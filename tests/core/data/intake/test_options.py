"""An option of a source is a whole number within its limits, or a sentence."""

import pytest

from core.data.intake.options import OPTIONS, check_options
from core.errors import InputError

EVERY = [(kind, name) for kind, options in OPTIONS.items() for name in options]


@pytest.mark.parametrize("kind", OPTIONS)
def test_what_is_not_named_is_at_its_default(kind):
    assert check_options(kind, None) == {name: option.default for name, option in OPTIONS[kind].items()}


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_an_option_takes_its_limits_and_nothing_beyond(kind, name):
    option = OPTIONS[kind][name]
    for value in (option.low, str(option.high)):
        assert check_options(kind, {name: value})[name] == int(value)
    for value in (option.low - 1, option.high + 1, "many", 1.5, None):
        with pytest.raises(InputError, match=f"{name} must be a whole number from {option.low} to {option.high}"):
            check_options(kind, {name: value})


def test_an_unknown_option_lists_the_known_ones():
    with pytest.raises(InputError, match=r"digits has no option count\. It has: seed"):
        check_options("digits", {"count": 10})
