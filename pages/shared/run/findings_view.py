"""What the curves of a run mean, in a sentence each, with what to try."""

from collections.abc import Sequence

import streamlit as st

from core.evaluation.findings.finding import Finding
from core.i18n import N_, _
from core.units import format_loss, format_per_cent
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
    "lowest": N_("lowest"),
    "loss": N_("loss"),
    "lowest_loss": N_("lowest loss"),
    "guessing_loss": N_("loss of guessing"),
    "training_loss": N_("training loss"),
    "validation_loss": N_("validation loss"),
    "first": N_("loss at first"),
    "last": N_("loss at last"),
    "ratio": N_("update / weight"),
    "share": N_("share of the answers"),
    "pictures": N_("pictures"),
    "half_width": N_("half of the 95% interval"),
}
COUNTS = {"classes", "epoch", "epochs", "pictures"}
LOSSES = {"loss", "lowest_loss", "guessing_loss", "training_loss", "validation_loss", "first", "last"}


def findings_view(findings: Sequence[Finding]) -> None:
    """The findings, the gravest first; each opens to what to try."""
    for finding in findings:
        icon, colour = LOOKS[finding.severity]
        with st.expander(f":{colour}[{escape_markdown(str(finding.message))}]", icon=icon):
            if finding.remedies:
                st.caption(_("What to try"))
                st.markdown("\n".join(f"- {escape_markdown(str(remedy))}" for remedy in finding.remedies))
            st.caption(
                " · ".join(f"{_name_of(name)} {_format(name, value)}" for name, value in finding.evidence.items())
            )


def _name_of(number: str) -> str:
    """What a number of the evidence is called; those of layers have the layers' names."""
    return _(NUMBERS[number]) if number in NUMBERS else f"`{number}`"


def _format(number: str, value: float) -> str:
    """As the sentence above says it; all that is no count, no loss and no ratio is a share."""
    if number in COUNTS:
        return f"{value:,.0f}"
    if number in LOSSES:
        return format_loss(value)
    return f"{value:.1g}" if number == "ratio" else format_per_cent(value)
