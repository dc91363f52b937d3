"""The model card: what is known of the model, for people; Markdown, and the same as a page beside it."""

from pathlib import Path

from core import files
from core.cancel import NEVER, CancelToken
from core.export.card.writing import make_markdown, make_page
from core.export.checked_format import make_folder, measure_bytes
from core.export.format import Checked, Exported
from core.i18n import N_
from core.inference.model import Model

MARKDOWN, PAGE = "card.md", "card.html"


class CardFormat:
    """No model, so no picture is asked about: what is checked is told as of no pictures."""

    name = "card"
    title = N_("Model card, as Markdown and HTML")
    purpose = N_("For whoever gets the model: its data, figures, limits, and how to reproduce it.")
    needs_keras = False
    keeps_rule = True
    tolerance = 0.0

    def find_obstacle(self, model: Model) -> None:
        """None: what is not known of a model, its card says."""

    def export(self, model: Model, folder: Path, cancel: CancelToken = NEVER) -> Exported:
        """Write the folder `MODEL-card` with `card.md` and `card.html`."""
        text, page = make_markdown(model), make_page(model)
        cancel.raise_if_cancelled()
        make_folder(folder)
        target = folder / f"{model.id}-card"
        make_folder(target)
        files.write_atomically(target / MARKDOWN, text)
        files.write_atomically(target / PAGE, page)
        return Exported(model.id, self.name, target, measure_bytes(target), Checked(0, 0.0, 0))
