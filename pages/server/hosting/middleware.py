"""What stands before the pages of a hosted server, and what Streamlit is told of its provider."""

from typing import Any

from starlette.middleware import Middleware

from core.hosting.settings import HostSettings
from pages.server.hosting.gate import Gate
from pages.server.hosting.headers import SecurityHeaders
from pages.server.hosting.health import Health
from pages.server.hosting.visitors import Visitors


def build_outer(host: HostSettings) -> list[Middleware]:
    """What comes before the check of names."""
    return [Middleware(SecurityHeaders, host=host), Middleware(Health, host=host)]


def build_inner(host: HostSettings) -> list[Middleware]:
    """What comes after it."""
    return [Middleware(Visitors, host=host), Middleware(Gate, host=host)]


def build_secrets(host: HostSettings) -> dict[str, Any]:
    """What `st.login` reads."""
    if host.sign_in is None:
        return {}
    provider = {
        "redirect_uri": f"{host.address}/oauth2callback",
        "cookie_secret": host.cookie_secret.get_secret_value(),
        "client_id": host.sign_in.client_id,
        "client_secret": host.sign_in.client_secret.get_secret_value(),
        "server_metadata_url": host.sign_in.metadata,
        "client_kwargs": {"scope": host.sign_in.scope, "prompt": host.sign_in.prompt},
    }
    return {"auth": provider}
