"""Why a model says what it says: the parts of a picture that speak for a class, by four methods, each with its checks.

In the address: `?run=` the model, `&dataset=&sample=` the picture, `&method=`, `&class=`, and `&beside=` what stands
beside it: another model (`&run2=`), another picture (`&sample2=`), or another class (`&class2=`).
"""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import InputError
from core.explain.explanation import Explanation
from core.explain.method import Method
from core.explain.methods import METHODS
from core.i18n import N_, _
from core.inference.model import Model
from core.inference.models import list_models
from core.tasks.models.explain import prepare_worker
from pages.inference.explain.explained import (
    explain_here,
    explain_roughly,
    show_answer,
    show_checks,
    show_colours,
    tell_answer,
)
from pages.server.uploads import find_source
from pages.shared import address
from pages.shared.models.held_models import hold
from pages.shared.models.model_choice import choose_model
from pages.shared.onward import Step, onward
from pages.shared.pictures.picture_choice import Picture, choose_picture
from pages.shared.plain import escape_markdown

SCREEN = "explain"
EVALUATE = "pages/inference/evaluate/page.py"
INSIDE = "pages/inference/inside/page.py"
BESIDE = {
    "nothing": N_("Nothing"),
    "class": N_("Another class"),
    "model": N_("Another model"),
    "picture": N_("Another picture"),
}
LIKELIEST = ""  # in the address: the class that is the most probable


def _choose_method() -> Method:
    names = {name: _(method.title) for name, method in METHODS.items()}
    method = METHODS[address.switch(_("Method"), names, name="method", screen=SCREEN)]
    st.caption(_(method.note))
    return method


def _choose_class(model: Model) -> str | None:
    options = {LIKELIEST: _("The most probable one")} | {label: model.translate(label) for label in model.classes}
    return address.select(_("Class"), options, name="class", screen=SCREEN) or None


def _choose_other_class(model: Model, first: Explanation | None) -> str:
    """Ask for a class to hold against the first; unless one is chosen, the most probable of the others."""
    order = sorted(range(len(model.classes)), key=lambda place: -first.probabilities[place] if first else place)
    others = [model.classes[place] for place in order if first is None or place != first.target]
    names = {label: model.translate(label) for label in model.classes}
    return address.select(_("Class"), names, name="class2", screen=SCREEN, default=others[0] if others else None)


def _choose_second_model(first: Model) -> Model:
    """Ask for one of all models: at first another one of the same classes, if there is one."""
    models = {model.id: model for model in sorted(list_models(), key=lambda one: _rank_second(first, one))}
    titles = {name: model.title for name, model in models.items()}
    return hold(models[address.select(_("The other model"), titles, name="run2", screen=SCREEN)])


def _rank_second(first: Model, other: Model) -> int:
    try:
        is_alike = set(other.classes) == set(first.classes)
    except InputError:  # a file of it is damaged, which is said to whoever chooses it
        return 3
    return 2 if other.id == first.id else 0 if is_alike else 1


def _show(
    model: Model, picture: Picture, method: Method, label: str | None, *, key: str, columns: Sequence[int] = ()
) -> Explanation | None:
    """Show the explanation, with what is said of it below or, with two `columns` of these widths, to the right.

    Returns None if there is none; a sentence has then said why.
    """
    place = st.empty()
    try:
        if rough := explain_roughly(model, picture, method, label):
            with place.container():
                _draw(model, picture, method, rough, key=f"{key}.rough", columns=columns)
                st.caption(_("A first, rough result. A finer one takes its place in a moment."))
        found = explain_here(model, picture, method, label)
        with place.container():
            _draw(model, picture, method, found, key=key, columns=columns)
            st.empty()  # where the rough one has its caption, which would stay
        tell_answer(model, picture, found)
    except InputError as error:
        place.error(escape_markdown(str(error)), icon=":material/error:")
        return None
    return found


def _draw(
    model: Model, picture: Picture, method: Method, found: Explanation, *, key: str, columns: Sequence[int]
) -> None:
    left, right = st.columns(columns, gap="medium") if columns else (st.container(), st.container())
    with left:
        show_colours(model, picture, method, found, key=key)
    with right:
        show_answer(model, picture, found)
        show_checks(model, found)


def _show_beside(
    beside: str,
    model: Model,
    picture: Picture,
    method: Method,
    label: str | None,
    place: DeltaGenerator,
    first: Explanation | None,
) -> None:
    """What the reader wants to compare the first explanation with, chosen and shown in `place`."""
    with place:
        if beside == "model":
            model = _choose_second_model(model)
            label = label if label in model.classes else None
        elif beside == "class":
            label = _choose_other_class(model, first)
        else:
            other = choose_picture(model, SCREEN, find_source, name="sample2")
            if other is None:
                return
            picture = other
        _show(model, picture, method, label, key="explain.second")


def _show_all(model: Model) -> None:
    picture = choose_picture(model, SCREEN, find_source)
    method = _choose_method()
    left, right = st.columns([1, 2], gap="medium")  # four buttons beside a list
    with left:
        label = _choose_class(model)
    with right:
        beside = address.switch(
            _("Beside it"), {key: _(title) for key, title in BESIDE.items()}, name="beside", screen=SCREEN
        )
    if picture is None:
        return
    if beside == "nothing":
        _show(model, picture, method, label, key="explain.first", columns=(3, 2))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        st.caption(escape_markdown(f"{model.title} · {picture.name}"))
        first = _show(model, picture, method, label, key="explain.first")
    _show_beside(beside, model, picture, method, label, right, first)


st.title(_("Explain"))
st.markdown(
    _("Which parts of a picture speak for a class? The colours say where, the checks below how far to trust them.")
)
chosen = choose_model(SCREEN)
prepare_worker(chosen.id)
try:
    _show_all(hold(chosen))
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
why = _("One picture says little. See how often the model is right, and where it errs.")
inside = _("Every layer, map and value of the network for your picture, down to the sums.")
onward(
    Step(why, EVALUATE, _("Evaluate"), {"run": chosen.id}),
    Step(inside, INSIDE, _("Inside your network"), {"run": chosen.id}),
)
