"""What a hosted server does beside answering, for as long as it runs."""

from core.hosting.settings import HostSettings
from pages.server.hosting.sessions import watch_made_files


def begin(_host: HostSettings) -> None:
    """Prepare the process, once its runtime has started."""
    watch_made_files()
