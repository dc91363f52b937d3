"""What the curves of a run mean, in a sentence each, with what to try."""

from collections.abc import Sequence

import streamlit as st

from core.evaluation.findings.finding import Finding
from core.i18n import N_, _
from pages.shared.plain import escape_markdown

LOOKS = {
    "error": (":material/error:", "red"),
    "warning": (":material/warning:", "orange"),
    "info": (":material/info:", "blue"),
    "good": (":material/check_circle:", "green"),
}
NUMBERS = {
    "accuracy": N_("accuracy"),
    "balanced": N_("balanced accuracy"),
    "best": N_("at best"),
    "classes": N_("classes"),
    "recall": N_("recall"),
    "test": N_("test"),
    "epoch": N_("epoch"),
    "epochs": N_("epochs"),
    "training": N_("training"),
    "validation": N_("validation"),
    "guessing": N_("guessing"),
    "loss": N_("loss"),
    "lowest": N_("lowest"),
    "first": N_("at first"),
    "last": N_("at last"),
    "ratio": N_("update / weight"),
    "share": N_("share of the answers"),
    "pictures": N_("pictures"),
    "half_width": N_("half of the 95% interval"),
}


def findings_view(findings: Sequence[Finding]) -> None:
    """The findings, the gravest first; each opens to what to try."""
    for finding in findings:
        icon, colour = LOOKS[finding.severity]
        with st.expander(f":{colour}[{escape_markdown(str(finding.message))}]", icon=icon):
            if finding.remedies:
                st.caption(_("What to try"))
                st.markdown("\n".join(f"- {escape_markdown(str(remedy))}" for remedy in finding.remedies))
            st.caption(" · ".join(f"{_name_of(name)} {value:g}" for name, value in finding.evidence.items()))


def _name_of(number: str) -> str:
    """What a number of the evidence is called; those of layers have the layers' names."""
    return _(NUMBERS[number]) if number in NUMBERS else f"`{number}`"
