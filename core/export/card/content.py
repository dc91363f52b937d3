"""The sections of a model card, in the reader's language; every figure is read from the model's own files."""

from core.evaluation.evaluate import Predictions
from core.export.card.data_section import describe_data
from core.export.card.figures_section import describe_calibration, describe_figures, describe_slices
from core.export.card.limits_section import describe_limits, describe_use
from core.export.card.model_section import describe_model
from core.export.card.reproduce_section import describe_reproduction
from core.export.card.section import Card
from core.i18n import _
from core.inference.model import Model


def gather(model: Model, found: Predictions | None) -> Card:
    """The whole card; `found` is what `read_predictions` has found.

    Raises:
        InputError: the model's files are damaged.

    """
    sections = [
        describe_model(model),
        describe_use(),
        describe_data(model),
        describe_figures(model, found),
        describe_calibration(model, found),
        describe_slices(model, found),
        describe_limits(model, found),
        describe_reproduction(model),
    ]
    return Card(_("Model card: {model}").format(model=model.id), sections)
