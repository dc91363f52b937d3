"""A model's card as text: Markdown in the reader's language, the page in all."""

from core.export.card.content import gather
from core.export.card.facts import read_predictions
from core.export.card.markdown import write_markdown
from core.export.card.page import write_page
from core.i18n import LANGUAGES, language, speaking
from core.inference.model import Model


def make_markdown(model: Model) -> str:
    """The card in the reader's language.

    Raises:
        InputError: the model has no file yet, or its files are damaged.

    """
    model.load()
    return write_markdown(gather(model, read_predictions(model)))


def make_page(model: Model) -> str:
    """The card in every language, as HTML; raises what `make_markdown` does."""
    model.load()
    first, found, cards = language(), read_predictions(model), {}
    for code in LANGUAGES:
        with speaking(code):
            cards[code] = gather(model, found)
    return write_page(cards, first)
