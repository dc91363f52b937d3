"""How good the model is on its own test pictures, with 95 % intervals: figures, calibration, slices."""

from core.evaluation.answered import count_answered
from core.evaluation.breakdown.slices import TITLES, compute_slices
from core.evaluation.comparison.compare import format_p
from core.evaluation.evaluate import Predictions
from core.evaluation.headline import explain_rule, explain_scores
from core.evaluation.report.figure import METHODS, Figure
from core.evaluation.report.figure_words import format_loss_interval, format_share_interval, name_figures
from core.export.card.facts import find_dataset
from core.export.card.section import Paragraph, Part, Section, Table
from core.i18n import _
from core.inference.decision import read_decision
from core.inference.model import Model
from core.units import format_loss, format_per_cent, format_score


def describe_figures(model: Model, found: Predictions | None) -> Section:
    title = _("How good it is on test pictures")
    if found is None:
        text = _("Not known: there is no evaluation on the test pictures of its dataset.")
        return Section(title, [Paragraph(text)])
    report, rule = found.get_report(), read_decision(model)
    names = name_figures(report)
    figures = {**report.figures, **report.get_figures(rule.positive)}
    rows = [[names[name], *_describe(name, figures[name])] for name in names]
    headings = [_("Figure"), _("Value"), _("95% interval"), _("Interval by")]
    said = [
        _("{n} pictures.").format(n=f"{report.n:,}"),
        *map(str, explain_scores(report, rule.positive)),
        *map(str, explain_rule(rule)),
    ]
    return Section(title, [Table(headings, rows), *map(Paragraph, said), _list_classes(found)])


def _describe(name: str, figure: Figure) -> list[str]:
    method = _(METHODS[figure.method]) if figure.method else "–"
    if name == "log_loss":
        shown = _("not defined") if figure.value is None else format_loss(figure.value)
        return [shown, format_loss_interval(figure) or "–", method]
    return [format_score(figure.value), format_share_interval(figure) or "–", method]


def _list_classes(found: Predictions) -> Table:
    report = found.get_report()
    names = ("precision", "recall", "f1")
    rows = [[row.label, f"{row.support:,}", *(_join(row.figures[name]) for name in names)] for row in report.per_class]
    return Table([_("Class"), _("Pictures"), _("Precision"), _("Recall"), "F1"], rows)


def _join(figure: Figure) -> str:
    """The value and its interval in one cell."""
    interval = format_share_interval(figure)
    return f"{format_score(figure.value)} ({interval})" if interval else format_score(figure.value)


def describe_calibration(model: Model, found: Predictions | None) -> Section:
    title, rule = _("Calibration"), read_decision(model)
    if found is None:
        return Section(title, [Paragraph(_("Not known: there is no evaluation."))])
    report = found.get_report()
    error = report.figures["ece"]
    said = [
        _("Expected calibration error {value}, 95% interval {interval}.").format(
            value=format_score(error.value), interval=format_share_interval(error) or "–"
        ),
        _("Temperature {temperature}.").format(temperature=f"{rule.temperature:.3g}")
        if rule.temperature != 1
        else _("The probabilities are as the model gives them: no temperature is kept with it."),
    ]
    if answered := count_answered(found):
        said += map(str, answered.explain())
    rows = [
        [f"{one.low:.0%} – {one.high:.0%}", f"{one.n:,}", f"{one.confidence:.1%}", f"{one.right / one.n:.1%}"]
        for one in report.reliability
    ]
    headings = [_("Probability of the answer"), _("Pictures"), _("Mean probability"), _("Right")]
    return Section(title, [*map(Paragraph, said), Table(headings, rows)])


def describe_slices(model: Model, found: Predictions | None) -> Section:
    title, dataset = _("Where it is worse than elsewhere"), find_dataset(model)
    if found is None or dataset is None:
        return Section(title, [Paragraph(_("Not known: it takes an evaluation, and the pictures of the dataset."))])
    slices = compute_slices(found, dataset)
    headings = [_("By"), _("Part"), _("Pictures"), _("Accuracy"), _("95% interval"), _("Elsewhere"), "p"]
    rows = [
        [
            _(TITLES[one.by]),
            str(one.name),
            f"{one.n:,}",
            format_per_cent(one.accuracy),
            " – ".join(map(format_per_cent, one.interval)),
            format_per_cent(one.others_accuracy),
            "–" if one.adjusted is None else format_p(one.adjusted).removeprefix("= "),
        ]
        for one in slices.parts
    ]
    worse = [one for one in slices.parts if one.is_worse]
    said = (
        _("Worse than elsewhere by more than chance: {names}.").format(names=", ".join(str(one.name) for one in worse))
        if worse
        else _("None of {n} tested parts is worse than the others by more than chance.").format(n=slices.tested)
    )
    parts: list[Part] = [Paragraph(said), Paragraph(_("p by Fisher's exact test, one-sided, with Holm's correction."))]
    return Section(title, [*parts, Table(headings, rows)] if rows else [Paragraph(said)])
