"""The answers of this screen as facts for the path."""

from collections.abc import Sequence

from core.inference.model import Model
from core.inference.verdicts import Verdict
from pages.shared.guide import guide
from pages.shared.guide.facts import Answered, Facts


def tell_answers(model: Model, verdicts: Sequence[Verdict | None]) -> None:
    """Tell the path the answer about each picture that could be read."""
    own = model.training is not None
    read = [verdict for verdict in verdicts if verdict is not None]
    guide.tell(Facts(answers=[Answered(model.translate(one.label), one.probability, own) for one in read]))
