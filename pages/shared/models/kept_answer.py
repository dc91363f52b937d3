"""The answer by the rule that is kept with a model, where the most probable class is shown too."""

from core.backbone.features import Rows
from core.i18n import _
from core.inference.decision import read_decision
from core.inference.model import Model
from pages.shared.plain import escape_markdown


def describe_kept_answer(model: Model, probabilities: Rows) -> str:
    """The answer to probabilities (classes,) at the kept temperature; empty where the most probable class is it.

    Raises:
        DamagedFileError: the rule is there and cannot be read.

    """
    rule = read_decision(model)
    if rule.threshold is None and rule.reject_below is None:
        return ""
    label = rule.answer(probabilities, model.classes)
    said = _("not sure") if label is None else model.translate(label)
    return _("Answer by the rule that is kept with the model: {label}.").format(label=escape_markdown(said))
