"""The article, corrected: every printed number beside the right one and the reason, computed as the page is read."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.charts.learning_curve import draw_recorded_curve
from core.concepts import article
from core.concepts.article import Row
from core.content.recorded.article_curve import ArticleCurve, article_curve
from core.evaluation.evidence.curves import build_article_curves
from core.evaluation.findings import find_findings
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _
from pages.concepts.article.corrections import Correction, corrections
from pages.concepts.article.one_update import one_update
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.download.csv_download import csv_download
from pages.shared.concept_screen import latex, scaffold
from pages.shared.concept_screen.article_text import QUANTITIES, slip_text, why
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.run.findings_view import findings_view
from pages.shared.screen_state import State, integer, number

SLOWEST, FASTEST = 0.001, 1.0
RATES = tuple(float(rate) for rate in np.geomspace(SLOWEST, FASTEST, 91).round(6))
STATE = State(
    "article",
    {"rate": number(article.LEARNING_RATE, SLOWEST, FASTEST), "seed": integer(0, 0, scaffold.HIGHEST_SEED)},
)
PRESETS = (
    Preset(
        N_("0.01, as it is written"),
        {},
        N_(
            "At the learning rate that the article writes, one right update takes the loss from 1.742 to 1.435. With "
            "the printed deltas it falls only to 1.674: they are too small, and the same for every unit."
        ),
    ),
    Preset(
        N_("0.1, as it is used"),
        {"rate": 0.1},
        N_(
            "Three of the printed updates fit this learning rate, not the written one. Right deltas would bring the "
            "loss down to 0.137 in this one step."
        ),
    ),
    Preset(
        N_("1, too far"),
        {"rate": 1.0},
        N_(
            "The loss is 0, and nothing was learned: the step was so long that the output's z is far below zero. Its "
            "ReLU is dead, it answers 0 to everything, and no gradient will ever wake it."
        ),
        failure=True,
    ),
)


def controls() -> None:
    rate, seed = st.columns(2)
    with rate:
        scaffold.text_field(STATE, "rate", _("Learning rate α"))
    with seed:
        scaffold.seed_field(STATE)


def picture() -> None:
    """The loss after one update at every learning rate."""
    rate = STATE["rate"]
    updates = [article.one_update(one) for one in sorted({*RATES, rate})]
    before = article.worked_trace().loss
    one_update(updates, rate, before, key="article.update", on_rate=lambda chosen: STATE.set(rate=chosen))


def formulas() -> None:
    """One update in symbols and in numbers, as the article should have printed it."""
    rate, output = STATE["rate"], article.worked_trace(rate=STATE["rate"]).layers[1]
    delta, after = output.delta.item(), output.after.biases.item()
    scaffold.formula(
        latex.aligned(r"\delta_2 &= 2\,(a_2 - y)\, f'(z_2)", r"b_2 &\leftarrow b_2 - \alpha\,\delta_2"),
        latex.aligned(
            rf"\delta_2 &= 2\,({output.a.item():g} - {article.Y:g}) \cdot {output.slope.item():g} = {delta:g}",
            rf"b_2 &\leftarrow {article.B2:g} - {latex.number(rate)} \cdot {delta:g} = {latex.number(after)}",
        ),
    )


def numbers(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.6g}" for value in values)


def worked_example(rows: Sequence[Row]) -> None:
    titles = (_("quantity"), _("the article prints"), _("right, (a − y)²"), _("right, ½ (a − y)²"), _("why"))
    corrections(
        titles,
        [
            Correction(
                QUANTITIES[row.key],
                "" if row.printed is None else f"{row.printed:g}",
                (numbers(row.right), numbers(row.half)),
                why(row),
            )
            for row in rows
        ],
    )


def slips() -> None:
    texts = [slip_text(slip) for slip in article.slips(STATE["seed"])]
    corrections(
        (_("the article says"), _("right"), _("why")),
        [Correction("", text.printed, (text.right,), text.why) for text in texts],
    )
    csv_download(
        lambda: pd.DataFrame(
            {
                _("the article says"): [text.printed for text in texts],
                _("right"): [text.right for text in texts],
                _("why"): [text.why for text in texts],
            }
        ),
        name="slips",
    )


def parameters() -> None:
    """The article's count of parameters is right: here are its parts."""
    laws = {
        "conv_32": "(3 · 3 · 3 + 1) · 32",
        "conv_64": "(3 · 3 · 32 + 1) · 64",
        "dense_128": "(54 · 54 · 64 + 1) · 128",
        "dense_1": "(128 + 1) · 1",
    }
    parts = article.cnn_parameters()
    rows = [f"| {layer} | {laws[layer]} | {count:,} |" for layer, count in parts.items()]
    titles = (_("layer"), _("weights and biases"), _("parameters"))
    head = [f"| {' | '.join(titles)} |", "| --- | --- | ---: |"]
    name = _("sum")
    total = f"| **{name}** | | **{sum(parts.values()):,}** |"
    st.markdown("\n".join([*head, *rows, total]))
    frame = pd.DataFrame({_("layer"): list(parts), _("parameters"): list(parts.values())})
    csv_download(lambda: frame, name="parameters")
    st.caption(_("The article prints {n:,} parameters, and that is right.").format(n=sum(parts.values())))


def example_table(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("quantity"): [row.key for row in rows],
            _("the article prints"): [row.printed for row in rows],
            _("right, (a − y)²"): [numbers(row.right) for row in rows],
            _("right, ½ (a − y)²"): [numbers(row.half) for row in rows],
            _("fits the learning rate"): [numbers(row.fits) for row in rows],
        }
    )


def curve(recorded: ArticleCurve) -> None:
    st.subheader(_("What the program really reaches"))
    claimed = article.PRINTED_ACCURACY
    st.plotly_chart(
        draw_recorded_curve(
            recorded.epochs,
            recorded.accuracy,
            recorded.val_accuracy,
            names=(_("training photos"), _("validation photos")),
            claim=(claimed, _("claimed: {accuracy:.1%}").format(accuracy=claimed)),
            x_title=_("epoch"),
            y_title=_("accuracy"),
        ),
        alt=_(
            "Accuracy by epoch: training photos rise to {training:.1%}, validation photos never pass {validation:.1%}."
        ).format(training=recorded.accuracy[-1], validation=max(recorded.val_accuracy)),
        key="article.curve",
        config={"displayModeBar": False},
    )
    chart_download("article.curve", name="article-curve")
    findings_view(find_findings(build_article_curves(recorded))[:1])
    settings = ", ".join(f"{name} {value}" for name, value in recorded.settings.items())
    st.caption(
        _(
            "A recorded run of the article's network. The weights of its best epoch are right about"
            " {accuracy:.2%} of the test photos; after the last epoch it is {last:.1%} of the few validation photos."
            " {settings}. {machine}"
        ).format(
            accuracy=recorded.test_accuracy,
            last=recorded.val_accuracy[-1],
            settings=settings,
            machine=recorded.machine,
        )
    )
    scaffold.table(lambda: curve_table(recorded), label=N_("The curve as a table"))


def curve_table(recorded: ArticleCurve) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("epoch"): recorded.epochs,
            _("training photos"): recorded.accuracy,
            _("validation photos"): recorded.val_accuracy,
        }
    )


STATE.restore()
scaffold.heading(
    _("The article, corrected"),
    _(
        "The article behind this app teaches well and slips in places. Here is **every printed number beside the right "
        "one**, computed at this moment by the same code as the other screens, and why they differ."
    ),
)
scaffold.presets(STATE, PRESETS)
controls()
st.subheader(_("One update, at every learning rate"))
picture()
formulas()
st.subheader(_("The worked example"))
st.markdown(
    _(
        "x = (1, 2), y = 0, w₁ = (0.1, 0.2), b₁ = 0.3, w₂ = (0.4, 0.5), b₂ = 0.6, ReLU everywhere. The output uses "
        "two hidden values, so the hidden layer is two units of the same weights; where two numbers stand, they are "
        "theirs. The right updates are those at the learning rate above."
    )
)
example = article.worked_example(STATE["rate"])
worked_example(example)
st.subheader(_("Other slips"))
slips()
st.subheader(_("The parameters of the network"))
parameters()
if recorded := article_curve():
    curve(recorded)
scaffold.table(lambda: example_table(example))
take_along(
    "pages/concepts/article/page.py",
    [
        Call("worked", article.worked_trace, {"rate": STATE["rate"]}),
        Call("rows", article.worked_example, {"rate": STATE["rate"]}),
        Call("update", article.one_update, {"rate": STATE["rate"]}),
        Call("found", article.slips, {"seed": STATE["seed"]}),
        Call("parameters", article.cnn_parameters, {}),
    ],
)
next_concept("pages/concepts/article/page.py")
STATE.keep()
