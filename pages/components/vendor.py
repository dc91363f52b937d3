"""Plotly's browser script, taken from the installed package so that nothing comes from another host."""

import shutil
from pathlib import Path

import plotly
import streamlit as st

from core.errors import InputError
from core.i18n import N_

STATIC = Path(__file__).parents[2] / "static"
PLOTLY_FILE = f"plotly-{plotly.__version__}.min.js"
PLOTLY_URL = f"app/static/{PLOTLY_FILE}"


@st.cache_resource(show_spinner=False)
def provide_plotly() -> None:
    """Put `plotly.min.js` where Streamlit's static serving finds it; once a process."""
    target = STATIC / PLOTLY_FILE
    if target.exists():
        return
    try:
        STATIC.mkdir(exist_ok=True)
        temporary = target.with_suffix(".tmp")
        shutil.copyfile(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", temporary)
        temporary.replace(target)
    except OSError as error:
        raise InputError(
            N_("{folder} cannot be written; the live charts need it. Make it writable and start again."),
            folder=str(STATIC),
        ) from error
