"""Every planted mistake turns the tests red, and without one they are green."""

import pytest

from tests.mutants import GREEN, MUTANTS, RED, Mutant, copied, plant, trial


def test_every_mutant_still_has_its_place(tmp_path):
    folder = copied(tmp_path)
    for mutant in MUTANTS:
        before = (folder / mutant.file).read_bytes()
        plant(mutant, folder)
        (folder / mutant.file).write_bytes(before)


@pytest.mark.slow
def test_without_a_mutant_the_tests_are_green():
    assert trial(MUTANTS, planted=False) == GREEN


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_mutant_dies(mutant):
    assert trial([mutant], planted=True) == RED


def test_a_mutant_whose_place_is_gone_is_told(tmp_path):
    lost = Mutant("lost", "core/concepts/network.py", "no such line", "", ())
    with pytest.raises(LookupError, match="0 times"):
        plant(lost, copied(tmp_path))
