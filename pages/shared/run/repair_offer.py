"""What is said of a run whose state or figures are damaged: it can be repaired, and its model is kept."""

import streamlit as st

from core.errors import InputError
from core.evaluation import repair
from core.i18n import _
from core.runs.folder import RunFolder
from pages.shared.plain import escape_markdown


def repair_offer(run: RunFolder, problem: str, where: str = "") -> None:
    """The problem with a button that mends it; `where` tells the buttons of one run apart."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(escape_markdown(problem), icon=":material/broken_image:")
        key = f"{where}repair_{run.run_id}"
        if st.button(_("Repair"), icon=":material/build:", key=key, help=_("Its model is left as it is.")):
            _repair(run)


def describe_damage(run: RunFolder) -> str | None:
    """A sentence about what `core.evaluation.repair` can rebuild; None if nothing."""
    if not (damaged := repair.find_damage(run)):
        return None
    text = _(
        "Of this run {files} cannot be read. Its model is as it was; the rest can be rebuilt from what was recorded."
    )
    return text.format(files=", ".join(damaged))


def _repair(run: RunFolder) -> None:
    try:
        repair.repair(run)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
    else:
        st.rerun()
