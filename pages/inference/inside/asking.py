"""The questions of this screen to the worker, each asked once and held."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.explain.desk.messages import Answer
from core.i18n import _
from core.inference.model import Model
from core.tasks.models.explain import ask_about
from pages.shared.caches import cache_data
from pages.shared.pictures.picture_choice import Picture

HELD = 24  # answers; the largest takes 3 MB


@dataclass(frozen=True)
class Subject:
    """What all questions are about."""

    model: Model
    picture: Picture

    def ask(self, about: str, **values: Any) -> Answer:
        """Ask about the inside of the model with the picture.

        Raises:
            InputError: the worker says why it cannot be answered.

        """
        with st.spinner(_("Asking the model …"), show_time=False):
            return _ask(about, self.model.id, str(self.model.version), self.picture, self.picture.changed, values)


@cache_data(max_entries=HELD)
def _ask(about: str, model: str, version: str, picture: Picture, changed: int, values: dict[str, Any]) -> Answer:
    return ask_about(f"inside.{about}", model, picture.source, picture.name, **values)
