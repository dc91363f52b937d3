"""The cookies of a hosted server: Streamlit's own, which tells who has signed in, and a number for everybody else."""

import json
import secrets
from collections.abc import Mapping

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from core.hosting.settings import HostSettings

GUEST_COOKIE = "glassbox_guest"
GUEST_SECONDS = 30 * 86_400


def read_user(cookies: Mapping[str, str], host: HostSettings) -> dict[str, object] | None:
    """What the provider has told of whoever signed in at this server; None of anybody else."""
    signed = get_cookie_with_chunks(lambda name: _read(cookies, name), USER_COOKIE_NAME)
    if signed is None:
        return None
    try:
        user = json.loads(signed)
    except ValueError:
        return None
    here = isinstance(user, dict) and user.get("origin") == host.origin
    return user if here and user.get("is_logged_in") and user.get("iss") and user.get("sub") else None


def read_guest(cookies: Mapping[str, str]) -> str | None:
    """The number of a guest who was here before."""
    number = _read(cookies, GUEST_COOKIE)
    return number.decode() if number else None


def draw_guest() -> str:
    return secrets.token_urlsafe(24)


def write_guest(number: str, host: HostSettings) -> str:
    """The header that has a browser keep the number."""
    value = create_signed_value(get_cookie_secret(), GUEST_COOKIE, number).decode()
    path = f"/{host.base_path}"
    return f"{GUEST_COOKIE}={value}; Path={path}; Max-Age={GUEST_SECONDS}; HttpOnly; SameSite=Lax"


def _read(cookies: Mapping[str, str], name: str) -> bytes | None:
    value = cookies.get(name)
    return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None
