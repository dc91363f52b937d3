"""What the model is for, and what it cannot do, as far as its files tell."""

from typing import cast

from core.data.index import Part
from core.evaluation.data_notes import explain_answers, explain_data, explain_moved
from core.evaluation.evaluate import Predictions, load
from core.export.card.facts import SPLIT, find_dataset, list_evaluations
from core.export.card.section import Paragraph, Section
from core.i18n import _
from core.inference.decision import read_decision
from core.inference.model import Model
from core.units import format_per_cent

FEW = 100  # test pictures; with fewer an accuracy of 95 % is known to no better than about 4 points


def describe_use() -> Section:
    """Nobody writes an intended use down in Glassbox, so the card must not invent one."""
    text = _("Not known: no file says what the model is meant for. Whoever passes it on should add it here.")
    return Section(_("Intended use"), [Paragraph(text)])


def describe_limits(model: Model, found: Predictions | None) -> Section:
    said = [
        _("It answers with one of its classes about any picture, one that shows none of them included.")
        if read_decision(model).reject_below is None
        else _("It may answer that it is not sure; a picture that shows none of its classes can still get one of them.")
    ]
    if found is not None and len(found.paths) < FEW:
        said.append(_("It was tested on only {n} pictures, so its figures are rough.").format(n=len(found.paths)))
    if model.training and find_dataset(model) is not None:
        said += map(str, explain_data(model, model.training.dataset, SPLIT))
        said += map(str, explain_moved(model, model.training.dataset, SPLIT, found.paths if found else ()))
    said += _describe_other_sources(model)
    said.append(_("Not known: how it does on pictures of other cameras, places or times, beyond what stands above."))
    return Section(_("Limits"), [Paragraph(text) for text in dict.fromkeys(said)])


def _describe_other_sources(model: Model) -> list[str]:
    """Its accuracy on datasets that it was not trained on, if it was evaluated on any."""
    own = model.training.dataset if model.training else None
    rule, said = read_decision(model), []
    for name, part in list_evaluations(model):
        found = load(model.evaluations, name, part) if name != own else None
        if found is not None:
            accuracy = found.apply(rule).get_report().figures["accuracy"]
            low, high = accuracy.interval or (0.0, 1.0)
            text = _("On {dataset} ({split}), which it was not trained on, it reaches {accuracy} ({low} – {high}).")
            said.append(
                text.format(
                    dataset=name, split=part, accuracy=format_per_cent(accuracy.value or 0.0),
                    low=format_per_cent(low), high=format_per_cent(high),
                )
            )  # fmt: skip
            said += map(str, [*explain_data(model, name, cast(Part, part)), *explain_answers(model, name, found.paths)])
    return said or [_("It was not evaluated on any dataset but its own.")]
