"""All trainings: what they are, how they ended, how good they are; open one, pause it, go on with it, or delete it."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import pandas as pd
import streamlit as st

from core.errors import InputError
from core.evaluation.comparison.compare import MOST
from core.i18n import N_, _, sentences
from core.intervals import format_interval
from core.jobs import queue
from core.jobs.repair import read_state
from core.jobs.state import ACTIVE
from core.networks import catalogue
from core.runs import control, folder
from core.runs.folder import RunFolder
from core.runs.life import find_active, read_current_state
from core.runs.report import describe, has_figure
from core.search.searches import list_lesser_trials
from core.specs.named_values import spec_from
from core.units import format_seconds
from pages.shared import address
from pages.shared.caches import cache_data
from pages.shared.charts.shares_table import shares_table
from pages.shared.jobs.job_words import translate_state
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown
from pages.shared.run.repair_offer import describe_damage, repair_offer
from pages.shared.run.run_buttons import run_buttons

TRAIN = "pages/training/train/page.py"
COMPARE = "pages/training/compare/page.py"
PREDICT = "pages/inference/predict/page.py"
REFRESH_SECONDS = 2
SHARES = (N_("Validation accuracy"), N_("Test accuracy"), N_("Balanced accuracy"))
ACTIONS = (
    (TRAIN, N_("Open"), ":material/open_in_new:"),
    (PREDICT, N_("Predict"), ":material/image_search:"),
    ("pages/inference/evaluate/page.py", N_("Evaluate"), ":material/grid_on:"),
)


def _table(runs: list[dict[str, Any]]) -> pd.DataFrame:
    balanced = [(run["metrics"] or {}).get("balanced_accuracy") for run in runs]
    intervals = [run["metrics"] and run["metrics"]["interval"]["accuracy"] for run in runs]
    notes = [sentences(*run["notes"]) if has_figure(run) else "" for run in runs]
    return pd.DataFrame(
        {
            _("State"): [_state(run) for run in runs],
            _("Dataset"): [_get_setting(run, "dataset") for run in runs],
            _("Architecture"): [catalogue.translate_title(_get_setting(run, "architecture") or "–") for run in runs],
            _("Epochs"): [_format_epochs(run) for run in runs],
            _("Validation accuracy"): _to_floats([run["best_val_accuracy"] for run in runs]),
            _("Test accuracy"): _to_floats([(run["metrics"] or {}).get("accuracy") for run in runs]),
            **({_("95% interval"): list(map(format_interval, intervals))} if any(intervals) else {}),
            **({_("Balanced accuracy"): _to_floats(balanced)} if any(balanced) else {}),
            **({_("Note"): notes} if any(notes) else {}),
            _("Started"): [pd.Timestamp(run["created"], unit="s", tz="UTC") for run in runs],
            _("Took"): [format_seconds(run["ended"] - run["created"]) if run["ended"] else "" for run in runs],
        }
    )


def _get_setting(run: dict[str, Any], name: str) -> str | None:
    """What was asked for; None where that cannot be read."""
    return run["spec"][name] if run["spec"] else None


def _to_floats(shares: Sequence[float | None]) -> list[float]:
    """A column of numbers alone, in which what is not known is no number."""
    return [float("nan") if share is None else share for share in shares]


def _format_epochs(run: dict[str, Any]) -> str:
    """Those that are over, and how many were asked for; a head alone trains until it has converged."""
    over = "–" if run["epochs"] is None else str(run["epochs"])
    if run["spec"] is None:
        return over
    spec = spec_from(run["spec"])
    return over if spec.head_only else f"{over} / {spec.epochs}"


def _state(run: dict[str, Any]) -> str:
    name = translate_state(run["state"])
    if run["state"] != "queued":
        return name
    return f"{name} ({queue.find_place(folder.find(run['run'])) + 1})"


@cache_data(max_entries=512)
def _describe_cached(run_id: str, version: tuple[float, int, int]) -> dict[str, Any]:
    """The run in plain data, read again only when its `version` has changed."""
    return describe(folder.find(run_id))


def _version(run: RunFolder) -> tuple[float, int, int]:
    events, result = run.events, run.path / "result.json"
    size = events.stat().st_size if events.exists() else 0
    return (read_state(run).heartbeat, size, result.stat().st_mtime_ns if result.exists() else 0)


def _all(folded: Collection[str]) -> list[dict[str, Any]]:
    """Every run with its state of this moment, the newest first; above them, what of them cannot be read.

    Those that are `folded` are left out, unless they are at work.
    """
    found = []
    for run in folder.list_runs():
        with suppress(InputError):  # somebody has just removed it
            described = _describe_cached(run.run_id, _version(run)) | {"state": read_current_state(run).state}
            _show_damage(run, described["problem"])
            if run.run_id not in folded or described["state"] in ACTIVE:
                found.append(described)
    return found


def _show_damage(run: RunFolder, problem: str | None) -> None:
    """What of the run cannot be read: to be repaired where it can be, and to be deleted only if it has no model."""
    if mendable := describe_damage(run):
        repair_offer(run, f"{run.run_id}: {mendable}", "damaged.")
    elif problem:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(escape_markdown(problem), icon=":material/warning:")
            if not run.onnx_model.exists():
                _delete(run, "damaged.")


def _choose_folded() -> Collection[str]:
    """The trials of searches that the list leaves out: all but the best, unless the reader asks for them."""
    lesser = list_lesser_trials()
    if not lesser:
        return ()
    options = {
        "best": _("Of searches, the best trial"),
        "all": _("All trials, {n} more").format(n=len(lesser)),
    }
    chosen = address.switch(_("Trials of searches"), options, name="trials", screen="runs")
    return lesser if chosen == "best" else ()


def _list(was_active: bool, folded: Collection[str]) -> None:
    if was_active != (find_active() is not None):
        st.rerun()
    runs = _all(folded)
    if not runs:
        st.info(_("Nothing was trained yet. Press Train, and the run appears here."), icon=":material/info:")
        st.page_link(TRAIN, label=_("Train"), icon=":material/play_arrow:")
        return
    frame = _table(runs)
    event = shares_table(
        frame,
        [name for name in map(_, SHARES) if name in frame],
        name="runs",
        key=_key([run["run"] for run in runs]),
        on_select="rerun",
        selection_mode="multi-row",
        column_config={_("Started"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")},
    )
    chosen = [runs[row] for row in event.selection.rows if row < len(runs)]
    if len(chosen) == 1:
        _actions(chosen[0])
    elif chosen:
        _offer_to_compare([run["run"] for run in chosen])
    else:
        st.caption(
            _("Choose a run by the box at its left to open it, pause it, go on with it, or delete it; several to "
              "compare them.")
        )  # fmt: skip


def _key(names: Sequence[str]) -> str:
    """Streamlit remembers what was chosen by its row; with other rows another run would be chosen without a word."""
    return f"runs_table {len(names)} {names[0]}"


def _offer_to_compare(names: Sequence[str]) -> None:
    if len(names) > MOST:
        st.caption(_("At most {most} runs can be compared.").format(most=MOST))
        return
    label = _("Compare these {count} runs").format(count=len(names))
    st.page_link(COMPARE, label=label, icon=":material/compare_arrows:", query_params={"runs": ",".join(names)})


def _actions(run: dict[str, Any]) -> None:
    name = run["run"]
    found = folder.find(name)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}**")
        run_buttons(found, read_current_state(found))
        for page, label, icon in ACTIONS:
            st.page_link(page, label=_(label), icon=icon, query_params={"run": name})
        _delete(found)


def _delete(run: RunFolder, where: str = "") -> None:
    """Ask once more, then delete; `where` tells the buttons of one run apart."""
    at_work = control.is_at_work(run)
    with st.popover(_("Delete"), icon=":material/delete:", disabled=at_work, key=f"{where}ask_{run.run_id}"):
        text = _("Delete {run} with its model and all that was recorded? This cannot be undone.")
        st.write(text.format(run=run.run_id))
        if st.button(_("Delete for good"), type="primary", key=f"{where}delete_{run.run_id}"):
            control.remove(run)
            st.rerun()


st.title(_("Runs"))
was_active = find_active() is not None
folded = _choose_folded()
st.fragment(_list, run_every=REFRESH_SECONDS if was_active else None)(was_active, folded)
if len(newest := list(islice(folder.list_runs(), 2))) == 2:
    onward(Step(_("Which of your runs is better, and is that more than chance?"), COMPARE, _("Compare")))
elif newest and newest[0].onnx_model.exists():
    query = {"run": newest[0].run_id}
    onward(Step(_("Show it pictures that it has never seen."), PREDICT, _("Predict with it"), query))
