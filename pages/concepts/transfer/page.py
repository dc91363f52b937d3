"""Transfer learning: three ways to a classifier on the same photos and budget, and one picture through the head."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.charts.concepts.transfer import AccuracyLine, draw_accuracy_lines
from core.concepts.network import DenseLayer, Network, forward
from core.content.recorded.features.transfer import LEARNED
from core.content.recorded.three_ways import WAYS, RecordedTrial, three_ways
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _, listed, sentences
from core.inference.examples.transfer import KINDS, Example, Kind, compute_example
from core.units import format_per_cent
from pages.shared.caches import cache_data
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.download.csv_download import csv_download
from pages.shared.concept_screen import latex, scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts
from pages.shared.screen_state import State, choice, integer

RECORDED = three_ways()
COUNTS = [str(count) for count in RECORDED.counts()]
LONGEST = RECORDED.longest()
USUAL = min(60, LONGEST)  # seconds
A_ROW = 2  # products in a line of the formula; more would not fit a phone
WAY_NAMES = {"head": N_("head only"), "fine_tune": N_("fine-tune"), "scratch": N_("from scratch")}
WHAT_LEARNS = {
    "head": N_("All that sees is frozen; one new layer on 1,280 features learns."),
    "fine_tune": N_("Head first; then the last two stages learn as well, gently. The first ones stay frozen."),
    "scratch": N_("Nothing is known beforehand: compact, a small residual network, learns every weight."),
}
KIND_NAMES = {"sketches": N_("drawn cats and dogs"), "digits": N_("digits of 8 × 8 pixels")}
STATE = State(
    "transfer",
    {
        "count": choice(COUNTS[len(COUNTS) // 2], COUNTS),
        "seconds": integer(USUAL, 1, LONGEST),
        "kind": choice("sketches", KINDS),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
    },
)
PRESETS = (
    Preset(
        N_("Ten photos a class"),
        {"count": COUNTS[0]},
        N_(
            "With ten photos a class only borrowed sight helps: the features were learned from a million other photos,"
            " and the head has 1,281 numbers to find. From scratch, ten photos teach next to nothing."
        ),
    ),
    Preset(
        N_("All photos, and time"),
        {"count": COUNTS[-1], "seconds": LONGEST},
        N_(
            "More photos help most where most has to be learned. But two minutes are short: fine-tuning was stopped"
            " before it had settled, a little behind the head, and from scratch is far from both."
        ),
    ),
    Preset(
        N_("Where it does not help"),
        {"kind": "digits"},
        N_(
            "Digits of 8 × 8 pixels are nothing like the photos that the network has learned to see. Its features tell"
            " them worse than the bare 64 pixels do: transfer helps as far as the new pictures resemble the old ones."
        ),
        failure=True,
    ),
)


@cache_data(max_entries=64)
def _example(kind: Kind, seed: int) -> Example:
    return compute_example(kind, seed)


def controls() -> None:
    count, seconds, kind, seed = st.columns([3, 3, 2, 1])
    count.select_slider(_("Photos a class"), COUNTS, key=STATE.key("count"))
    seconds.slider(_("Seconds after pressing Train"), 1, LONGEST, key=STATE.key("seconds"))
    names = {name: _(title) for name, title in KIND_NAMES.items()}
    kind.selectbox(_("Pictures of the formula"), KINDS, format_func=names.__getitem__, key=STATE.key("kind"))
    with seed:
        scaffold.seed_field(STATE)


def ways() -> None:
    """What each way reaches with that many photos, and what of it learns."""
    for way, column in zip(WAYS, st.columns(3), strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{_(WAY_NAMES[way])}**")
            trial = RECORDED.trial(way, int(STATE["count"]))
            if trial:
                low, high = trial.interval
                st.metric(
                    _("Right about unseen photos"), format_per_cent(trial.accuracy),
                    delta_color="off", delta_arrow="off", delta=f"{format_per_cent(low)} – {format_per_cent(high)}",
                )  # fmt: skip
                st.caption(
                    _("{right} of {n}, in {seconds} s").format(right=trial.right, n=trial.n, seconds=trial.seconds)
                )
            else:
                st.metric(_("Right about unseen photos"), "–")
                st.caption(_("No model yet when the budget was spent."))
            learn, whole = RECORDED.parameters[way]
            counts = _("{learn} of {whole} parameters learn.").format(learn=f"{learn:,}", whole=f"{whole:,}")
            st.write(sentences(counts, _(WHAT_LEARNS[way])))


def charts() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        by_count()
    with right:
        by_time([RECORDED.trial(way, int(STATE["count"])) for way in WAYS])
    text = _("Recorded runs on {photos}, {machine}; every way was stopped after {budget} s at the latest.")
    st.caption(text.format(photos=RECORDED.photos, machine=RECORDED.machine, budget=f"{RECORDED.budget:g}"))


def by_count() -> None:
    st.markdown("**" + _("By photos a class") + "**")
    found = {way: sorted(RECORDED.of(way), key=lambda trial: trial.per_class) for way in WAYS}
    lines = [
        AccuracyLine(
            _(WAY_NAMES[way]),
            x=[trial.per_class for trial in trials],
            y=[trial.accuracy for trial in trials],
            intervals=[trial.interval for trial in trials],
        )
        for way, trials in found.items()
    ]
    titles = (_("photos a class"), _("test accuracy"))
    st.plotly_chart(
        draw_accuracy_lines(lines, chosen=int(STATE["count"]), titles=titles, ticks=RECORDED.counts()),
        alt=_("Accuracy on test photos by photos a class, one line a way; the table has the numbers."),
        key="transfer.by_count",
        config={"displayModeBar": False},
    )
    chart_download("transfer.by_count", name="accuracy-by-photos")


def by_time(trials: Sequence[RecordedTrial | None]) -> None:
    st.markdown("**" + _("By seconds, with {count} photos a class").format(count=STATE["count"]) + "**")
    names = [_(WAY_NAMES[way]) for way in WAYS]
    lines = [
        AccuracyLine(name, trial.times, trial.accuracies) if trial else AccuracyLine(name, [], [])
        for name, trial in zip(names, trials, strict=True)
    ]
    st.plotly_chart(
        draw_accuracy_lines(lines, chosen=STATE["seconds"], titles=(_("seconds"), _("validation accuracy"))),
        alt=_("Accuracy on validation photos by seconds, one line a way; the table has the numbers."),
        key="transfer.by_time",
        config={"displayModeBar": False},
    )
    chart_download("transfer.by_time", name="accuracy-by-seconds")
    shares = [trial.after(STATE["seconds"]) if trial else None for trial in trials]
    said = [_("nothing yet") if share is None else format_per_cent(share) for share in shares]
    reached = listed(f"{name} {share}" for name, share in zip(names, said, strict=True))
    st.caption(_("After {seconds} s: {reached}.").format(seconds=STATE["seconds"], reached=reached))


def through_the_head(traced: Example) -> None:
    """One unseen picture: its features times the weights make the logit."""
    st.subheader(_("One picture through the head"))
    picture, words = st.columns([1, 4])
    picture.image(traced.picture, width=150, alt=_("An unseen picture: {label}").format(label=_(traced.true)))
    with words:
        text = _(
            "Learned now, from {n} pictures a class: z is the logit of {label}. The {shown} largest parts and the rest:"
        )
        st.markdown(text.format(n=LEARNED, label=f"**{_(traced.classes[1])}**", shown=len(traced.parts)))
        products = [rf"{latex.bracketed(part.weight)} \cdot {latex.number(part.feature)}" for part in traced.parts]
        rows = [" + ".join(products[first : first + A_ROW]) for first in range(0, len(products), A_ROW)]
        rest, bias = latex.bracketed(traced.rest), latex.bracketed(traced.bias)
        scaffold.formula(
            latex.aligned(r"z &= \sum_{j=1}^{1280} w_j f_j + b", r"p &= \sigma(z) = \frac{1}{1 + e^{-z}}"),
            latex.aligned(
                "z &= " + r" \\ &\quad + ".join(rows),
                rf"&\quad + {rest} + {bias} = {latex.number(traced.logit)}",
                rf"p &= \sigma({latex.number(traced.logit)}) = {latex.number(traced.probability)}",
            ),
        )


def elsewhere() -> None:
    """The digits by features and by bare pixels."""
    rows = [
        f"| {one.per_class} | {format_per_cent(one.by_features / one.n)} | {format_per_cent(one.by_pixels / one.n)} |"
        for one in RECORDED.digits
    ]
    titles = (_("digits a class"), _("by 1,280 features"), _("by 64 pixels"))
    st.markdown("\n".join([f"| {' | '.join(titles)} |", "| ---: | ---: | ---: |", *rows]))
    csv_download(
        lambda: pd.DataFrame(
            {
                titles[0]: [one.per_class for one in RECORDED.digits],
                titles[1]: [one.by_features / one.n for one in RECORDED.digits],
                titles[2]: [one.by_pixels / one.n for one in RECORDED.digits],
            }
        ),
        name="digits",
    )
    st.caption(_("The same logistic regression, right about {n} unseen digits.").format(n=RECORDED.digits[0].n))


def numbers_table() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                _("way"): _(WAY_NAMES[trial.way]),
                _("photos a class"): trial.per_class,
                _("test accuracy"): trial.accuracy,
                _("95% from"): trial.interval[0],
                _("95% to"): trial.interval[1],
                _("seconds"): trial.seconds,
                _("parameters that learn"): RECORDED.parameters[trial.way][0],
            }
            for trial in RECORDED.trials
        ]
    )


def list_calls(traced: Example) -> list[Call]:
    """The picture's features through the head, which is a network of one layer with one unit."""
    head = DenseLayer(traced.weights[:, None], np.array([traced.bias]), "sigmoid")
    network = Network((head,), "binary_crossentropy")
    return [Call("passes", forward, {"network": network, "x": traced.features[None, :]})]


STATE.restore()
scaffold.heading(
    _("Transfer learning"),
    _(
        "A network that has seen a million photos already knows edges, fur and eyes. **Transfer** keeps that sight and"
        " learns only what is new. **Move the number of photos**, and compare three ways within the same seconds."
    ),
)
scaffold.presets(STATE, PRESETS)
controls()
guide.tell(Facts(photos=int(STATE["count"])))
ways()
charts()
traced = _example(STATE["kind"], STATE["seed"])
through_the_head(traced)
if STATE["kind"] == "digits":
    elsewhere()
scaffold.table(numbers_table)
take_along("pages/concepts/transfer/page.py", list_calls(traced))
next_concept("pages/concepts/transfer/page.py")
STATE.keep()
