"""A server is ready as long as it can keep what people give it."""

from pages.server.hosting.health import Health
from tests.core.hosting.hosts import make_host


def test_a_full_or_missing_disk_is_not_ready(home):
    ready, too_full = Health(None, make_host(free_mb=0)), Health(None, make_host(free_mb=10**9))
    assert not ready._has_disk()  # the home is not there
    home.mkdir()
    assert ready._has_disk()
    assert not too_full._has_disk()
    assert list(home.iterdir()) == []
