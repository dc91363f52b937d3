"""Choose the threshold of two classes and the reject zone, see what they cost, and keep them with the model.

In the address: `&threshold=&reject=` what is tried, `&alarm=&miss=&unsure=` what mistakes cost.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from core.evaluation.breakdown.score_lists import ScoreLists, list_scores, measure_thresholds
from core.i18n import N_, _
from core.inference.decision import DecisionRule, save_decision
from pages.inference.evaluate.judged import Judged, read_under
from pages.inference.evaluate.threshold.board import Place, board
from pages.shared import address
from pages.shared.charts.folded_table import folded_table

KEY = "evaluate.board"
KEPT = "evaluate.kept"  # in the session: whether the rule has just changed
EVEN, NEVER = 0.5, 0.0  # the threshold and the reject limit of a model for which nothing is kept
LIMITS = {
    "threshold": (0.001, 0.999),
    "reject": (0.0, 1.0),
    "alarm": (0.0, 1e6),
    "miss": (0.0, 1e6),
    "unsure": (0.0, 1e6),
}
COSTS = {"alarm": 1.0, "miss": 1.0, "unsure": 0.25}


def threshold_section(judged: Judged, positive: str | None) -> None:
    """The board over the probabilities at the kept temperature, and the two buttons that keep and forget."""
    if positive is None:
        st.caption(
            _("Below the limit the model says “not sure”. Answering less, it is right more often about the rest.")
        )
    else:
        st.caption(
            _(
                "From the threshold on, the answer is the positive class. Move it right for fewer false alarms, left "
                "for fewer misses; the costs say which is worse. In the zone around it the model says “not sure”."
            )
        )
    if judged.part == "test":
        st.caption(
            _(
                "A threshold that is chosen on the test pictures makes their figures look too good: choose it on"
                " validation pictures."
            )
        )
    _board(judged, positive)


@st.fragment
def _board(judged: Judged, positive: str | None) -> None:
    if st.session_state.pop(KEPT, False):
        st.rerun()  # the figures above the board follow the rule too
    kept = judged.found.rule
    scores = list_scores(read_under(judged, DecisionRule(temperature=kept.temperature)), positive)
    classes = judged.found.classes
    negative = "" if positive is None else next(name for name in classes if name != positive)
    board(
        scores,
        _read_place(kept, positive),
        classes=(positive, negative) if positive else None,
        kept=_find_kept(kept, positive),
        can_keep=judged.can_keep,
        key=KEY,
        on_place=_put_place,
        on_keep=lambda place: _keep(judged, positive, place),
        on_forget=lambda: _forget(judged),
    )
    folded_table(lambda: _tabulate(scores, positive), label=N_("The thresholds as a table"))
    address.end()


def _tabulate(scores: ScoreLists, positive: str | None) -> pd.DataFrame:
    """Of two classes what each threshold gives; of more what each limit of "not sure" does."""
    found = measure_thresholds(scores)
    if positive is not None:
        columns = {_("Threshold"): found.thresholds, _("Precision"): found.precision, _("Recall"): found.recall}
    else:
        columns = {
            _("Not sure below"): found.thresholds,
            _("Share of the pictures that is answered"): found.coverage,
            _("Share of these that is right"): found.precision,
        }
    return pd.DataFrame(columns).round(4)


def _find_kept(rule: DecisionRule, positive: str | None) -> tuple[float, float] | None:
    """The threshold of the positive class and the limit that are kept; None if neither is."""
    if rule.threshold is None and rule.reject_below is None:
        return None
    threshold = rule.threshold if rule.threshold is not None else EVEN
    if rule.positive not in (None, positive):
        threshold = 1 - threshold
    return threshold, rule.reject_below or NEVER


def _read_place(rule: DecisionRule, positive: str | None) -> Place:
    threshold, reject = _find_kept(rule, positive) or (EVEN, NEVER)
    start = {"threshold": threshold, "reject": reject, **COSTS}
    return Place(**{name: _read_number(name, value) for name, value in start.items()})


def _read_number(name: str, default: float) -> float:
    """A number in the address, if it is one and within its limits."""
    low, high = LIMITS[name]
    try:
        value = float(st.query_params.get(name, default))
    except ValueError:
        return default
    return value if math.isfinite(value) and low <= value <= high else default


def _put_place(place: Mapping[str, Any]) -> None:
    address.put(**{name: f"{float(place[name]):g}" for name in LIMITS if name in place})


def _keep(judged: Judged, positive: str | None, place: Mapping[str, Any]) -> None:
    threshold, reject = float(place["threshold"]), float(place["reject"])
    has_threshold = positive is not None and threshold != EVEN
    rule = replace(
        judged.found.rule,
        threshold=threshold if has_threshold else None,
        positive=positive if has_threshold else None,
        reject_below=reject or None,
    )
    save_decision(judged.model, rule)
    st.session_state[KEPT] = True
    _put_place(place)


def _forget(judged: Judged) -> None:
    save_decision(judged.model, DecisionRule(temperature=judged.found.rule.temperature))
    st.session_state[KEPT] = True
    address.put(threshold=None, reject=None)
