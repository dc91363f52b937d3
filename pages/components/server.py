"""All dealings with Streamlit's server: what it serves beside the pages, how it starts, what stands for a failure."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import plotly
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.errors import InputError
from core.i18n import _

ICON = str(Path(__file__).parent / "icon.svg")
VENDOR = "/vendor"
PLOTLY_URL = f"{VENDOR}/plotly.min.js?{plotly.__version__}"

# What the first page needs is loaded before the server calls itself healthy, not while its first reader waits.
FIRST_PAGE = ("core.runs.life", "core.runs.folder", "babel", "pandas", "pyarrow")

# Plotly's browser script comes from the installed package: nothing from another host, nothing copied.
ROUTES = [Mount(VENDOR, StaticFiles(directory=Path(plotly.__file__).parent / "package_data"))]


def in_session() -> bool:
    """Whether app.py runs as the script of a session, and is not just imported by the server."""
    return get_script_run_ctx(suppress_warning=True) is not None


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    # The folder is called pages/, which an older way of Streamlit takes for its own until st.navigation has run once;
    # a link that opens the first session of a server would be told that its page does not exist.
    PagesManager.uses_pages_directory = False
    for name in FIRST_PAGE:
        import_module(name)
    yield


def show_failure(error: BaseException) -> bool:
    """A sentence in place of a stack trace; the server's log has the trace of what is a fault of ours."""
    if isinstance(error, InputError):
        st.error(str(error), icon=":material/error:")
        return True
    st.error(
        _("Something went wrong that should not: {error}. The log of the server has the details.").format(
            error=f"{type(error).__name__}: {error}"
        ),
        icon=":material/error:",
    )
    return True
