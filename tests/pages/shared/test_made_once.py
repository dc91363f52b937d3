"""What many watch is made when it has changed, and not for each of them."""

from pages.shared.made_once import Shared


def counted(versions, seconds):
    """A shared value that is the number of times it was made."""
    made = []

    def make():
        made.append(None)
        return len(made)

    return Shared(lambda: versions[-1], make, seconds)


def test_it_is_made_again_only_for_another_version():
    versions = [1]
    shared = counted(versions, seconds=0.0)
    assert [shared.lately(), shared.lately()] == [1, 1]
    versions.append(2)
    assert [shared.lately(), shared.lately()] == [2, 2]
    versions.append(None)
    assert shared.lately() == 3


def test_for_a_while_only_who_wants_this_moment_looks_for_another_version():
    versions = [1]
    shared = counted(versions, seconds=3600.0)
    assert shared.lately() == 1
    versions.append(2)
    assert shared.lately() == 1
    assert shared.now() == 2
    assert shared.lately() == 2
