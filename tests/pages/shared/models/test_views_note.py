"""A model that does not look at a picture once and as a whole says so."""

import pytest
from streamlit.testing.v1 import AppTest

from core.data.pixels.view import View
from core.i18n import speaking


def show(view):
    from types import SimpleNamespace

    from core.data.pixels.view import View
    from pages.shared.models.views_note import views_note

    views_note(SimpleNamespace(view=View(view)))


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (View.CROP, "the middle square of a picture alone"),
        (View.MIRRORED, "its mirror image. Shown here is the picture itself."),
        (View.VIEWS, "the mean of 6 views. Shown here is the first, the crop in the middle."),
    ],
)
def test_what_is_seen_is_told(view, said):
    with speaking("en"):
        (caption,) = AppTest.from_function(show, kwargs={"view": view.value}).run().caption
    assert said in caption.value


@pytest.mark.parametrize("view", [View.STRETCH, View.LETTERBOX])
def test_of_a_whole_picture_nothing_is_said(view):
    assert not AppTest.from_function(show, kwargs={"view": view.value}).run().caption
