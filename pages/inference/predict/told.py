"""The answers of this screen as facts for the path."""

from collections.abc import Sequence

from core.inference.model import Model
from core.inference.predict import Answer
from pages.shared.guide import guide
from pages.shared.guide.facts import Answered, Facts


def tell_answers(model: Model, answers: Sequence[Answer]) -> None:
    """Tell the path the likeliest class of each picture that could be read."""
    own = model.training is not None
    likeliest = [guesses[0] for answer in answers if (guesses := answer.guesses)]
    guide.tell(Facts(answers=[Answered(model.translate(one.label), one.probability, own) for one in likeliest]))
