"""What the curves of a run mean, in a sentence each, with what to try."""

from collections.abc import Sequence

import streamlit as st

from core.evaluation.findings.finding import Finding
from core.i18n import _

LOOKS = {
    "error": (":material/error:", "red"),
    "warning": (":material/warning:", "orange"),
    "info": (":material/info:", "blue"),
    "good": (":material/check_circle:", "green"),
}


def findings_view(found: Sequence[Finding]) -> None:
    """The findings, the gravest first; each opens to what to try."""
    for finding in found:
        icon, colour = LOOKS[finding.severity]
        with st.expander(f":{colour}[{finding.message}]", icon=icon):
            st.caption(_("What to try"))
            st.markdown(str(finding.advice))
            st.caption(" · ".join(f"`{name}` {value:g}" for name, value in finding.evidence.items()))
