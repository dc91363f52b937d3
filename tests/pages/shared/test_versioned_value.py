"""A shared value is computed when its version has changed, and not once for everyone who reads it."""

from pages.shared.versioned_value import VersionedValue


def count_computations(versions, max_age):
    """A value that is the number of times it was computed."""
    computations = []

    def compute():
        computations.append(None)
        return len(computations)

    return VersionedValue(lambda: versions[-1], compute, max_age)


def test_it_is_computed_again_only_for_another_version():
    versions = [1]
    value = count_computations(versions, max_age=0.0)
    assert [value.read_recent(), value.read_recent()] == [1, 1]
    versions.append(2)
    assert [value.read_recent(), value.read_recent()] == [2, 2]
    versions.append(None)
    assert value.read_recent() == 3


def test_within_its_maximal_age_only_current_reads_the_version():
    versions = [1]
    value = count_computations(versions, max_age=3600.0)
    assert value.read_recent() == 1
    versions.append(2)
    assert value.read_recent() == 1
    assert value.read_current() == 2
    assert value.read_recent() == 2
