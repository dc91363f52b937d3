"""The packages that a server for many needs beside those of the app; requirements-host.txt brings them."""

from importlib.util import find_spec

from core.errors import InputError
from core.i18n import N_

PACKAGES = ("authlib", "prometheus_client", "pydantic_settings")  # as they are imported
NOT_INSTALLED = N_(
    "A server for many needs packages that are not installed: {names}. Run: pip install -r requirements-host.txt"
)


def require_packages() -> None:
    """Return if all of them are installed.

    Raises:
        InputError: one is not; the message says how to install them.

    """
    if missing := [name for name in PACKAGES if find_spec(name) is None]:
        raise InputError(NOT_INSTALLED, names=", ".join(missing))
