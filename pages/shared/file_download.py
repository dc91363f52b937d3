"""A link that downloads a file of this machine, whatever its size.

A file that is offered gets an address that nobody can guess, at which `pages.server.downloads` sends it. Whoever has
the address may fetch the file, for as long as this process lives and the file is there. The oldest offers are
forgotten.
"""

import secrets
import threading
from collections import OrderedDict
from pathlib import Path

import streamlit as st

from core.i18n import _
from core.units import format_bytes

ROUTE = "/_glassbox/download/"
MOST = 2000  # offers; each takes a few hundred bytes

_lock = threading.Lock()
_tokens: OrderedDict[Path, str] = OrderedDict()
_paths: dict[str, Path] = {}


def file_download(path: Path, *, key: str) -> None:
    """Offer the file under its own name."""
    st.link_button(
        _("Download ({size})").format(size=format_bytes(path.stat().st_size)),
        offer(path),
        icon=":material/download:",
        type="primary",
        key=key,
    )


def offer(path: Path) -> str:
    """The address of the file for a browser; the same file has the same one."""
    with _lock:
        token = _tokens.pop(path, None) or secrets.token_urlsafe(24)
        _tokens[path], _paths[token] = token, path
        while len(_tokens) > MOST:
            _oldest, forgotten = _tokens.popitem(last=False)
            del _paths[forgotten]
    return f"{read_base()}{ROUTE}{token}"


def find_offer(token: str) -> Path | None:
    """The file that was offered under this token."""
    with _lock:
        return _paths.get(token)


def read_base() -> str:
    """The address below which the app lives, such as `/glassbox`; empty for the root."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""
