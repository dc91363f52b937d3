"""Inside your network: from the pixels of a picture to the probability, every layer, map and value with its sum.

In the address: `?run=` the model, `&dataset=&sample=` the picture, `&layer=` its number in the chain, `&map=` the map
or unit, `&row=` and `&column=` the value, `&strongest=1` for the training pictures.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.data import datasets
from core.errors import InputError
from core.explain.desk.messages import Answer
from core.i18n import N_, _, sentences
from core.inference.decision import read_decision
from core.inference.model import Model
from core.tasks.models.explain import prepare_worker
from core.units import format_per_cent
from pages.inference.inside.asking import Subject
from pages.inference.inside.chosen import Layer, choose_layer, read_layers, read_place
from pages.inference.inside.maps import (
    ask_for_place,
    show_chain,
    show_filter,
    show_large_map,
    show_small_maps,
    tabulate_values,
)
from pages.inference.inside.sums import show_sum
from pages.server.uploads import find_source
from pages.shared import address
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.probability_bars import probability_bars
from pages.shared.models.held_models import hold
from pages.shared.models.kept_answer import describe_kept_answer
from pages.shared.models.model_choice import choose_model
from pages.shared.models.views_note import views_note
from pages.shared.onward import Step, onward
from pages.shared.pictures.paged_gallery import Shown, paged_gallery
from pages.shared.pictures.picture_choice import choose_picture
from pages.shared.plain import escape_markdown

SCREEN = "inside"
EXPLAIN = "pages/inference/explain/page.py"
STRONGEST = f"{SCREEN}.strongest"
MOST_CLASSES = 5


def _show_all(model: Model) -> None:
    picture = choose_picture(model, SCREEN, find_source)
    if picture is None:
        return
    subject = Subject(model, picture)
    answer = subject.ask("layers")
    layers = read_layers(answer.found["layers"])
    layer = choose_layer(layers)
    show_chain(layers, layer)
    _describe(layers, layer, answer)
    place = read_place(layer)
    _show_layer(subject, layer, place)
    st.subheader(_("The sum behind this value"))
    try:
        show_sum(layers, subject.ask("pixel", layer=layer.tensor, place=list(place)).found)
    except InputError as error:
        st.info(escape_markdown(str(error)), icon=":material/info:")
    _show_strongest(subject, layer, place[0])
    _show_outcome(model, answer)


def _describe(layers: Sequence[Layer], layer: Layer, answer: Answer) -> None:
    """What the chosen layer does, and what it reads."""
    names = {one.tensor: one.name for one in layers}
    st.subheader(escape_markdown(layer.name))
    said = [f"{layer.number} · {_(layer.kind)} · {layer.size}"]
    if layer.sources:
        read = ", ".join(names[source] for source in layer.sources)
        said.append(_("Reads: {layers}.").format(layers=read))
    if layer.tensor == answer.found["logits"]:
        said.append(_("Its values are the logits."))
    st.caption(escape_markdown(" · ".join(said)))


def _show_layer(subject: Subject, layer: Layer, place: Sequence[int]) -> None:
    found = subject.ask("maps", layer=layer.tensor, channel=place[0])
    if not layer.has_maps:
        show_large_map(layer, found, place)
        ask_for_place(layer, place)
        tabulate_values(found)
        return
    left, right = st.columns(2, gap="medium")
    with left:
        show_small_maps(layer, found, place[0])
    with right:
        show_large_map(layer, found, place)
        ask_for_place(layer, place)
        tabulate_values(found)
        show_filter(found)


def _show_strongest(subject: Subject, layer: Layer, channel: int) -> None:
    """The training pictures that the map responds to most; computed only when they are wanted."""
    st.session_state[STRONGEST] = st.query_params.get("strongest") == "1"
    label = _("Show the training pictures to which this map responds most")
    if not st.toggle(label, key=STRONGEST, on_change=_write_strongest):
        return
    try:
        found = subject.ask("strongest", layer=layer.tensor, channel=channel).found["pictures"]
    except InputError as error:
        st.info(escape_markdown(str(error)), icon=":material/info:")
        return
    training = subject.model.training
    if training is None or training.dataset not in datasets.list_names():
        return
    pictures = [Shown(one["path"], f"{one['mean']:.4g}", one["path"]) for one in found]
    st.caption(_("Of at most 200 training pictures, the mean of the map below each."))
    paged_gallery(training.dataset, pictures, key=f"{SCREEN}.strong", label=_("Strongest training pictures"))


def _write_strongest() -> None:
    address.put(strongest="1" if st.session_state[STRONGEST] else None)


def _tell_logits(names: Sequence[str], logits: Sequence[float], order: Sequence[int]) -> str:
    """One number for two classes comes from a sigmoid: the second class's; else one for each, the largest first."""
    if len(names) == 2 and logits[0] == -logits[1]:
        text = _("Logit of {label}: {logit}; the sigmoid makes its probability of it, and {other} has the rest.")
        return text.format(label=names[1], logit=f"{logits[1]:.4g}", other=names[0])
    parts = [f"{names[place]} {logits[place]:.4g}" for place in order]
    return _("Logits: {logits}.").format(logits=", ".join(parts))


def _show_outcome(model: Model, answer: Answer) -> None:
    """Where the chain ends: the logits, and the probabilities that they become."""
    st.subheader(_("What comes out"))
    logits, probabilities = answer.arrays["logits"], answer.arrays["probabilities"]
    order = probabilities.argsort()[::-1][:MOST_CLASSES].tolist()
    names = [model.translate(label) for label in model.classes]
    probability_bars({names[place]: float(probabilities[place]) for place in order}, names)
    said = [_tell_logits([escape_markdown(name) for name in names], logits.tolist(), order)]
    rule = read_decision(model)
    calibrated = rule.calibrate(probabilities[None])[0]
    if rule.temperature != 1:
        each = ", ".join(f"{escape_markdown(names[place])} {format_per_cent(calibrated[place])}" for place in order)
        text = _("Divided by the temperature {temperature} that is kept with the model, they become: {probabilities}.")
        said.append(text.format(temperature=f"{rule.temperature:.3f}", probabilities=each))
    st.caption(sentences(*said, *filter(None, [describe_kept_answer(model, calibrated)])))
    outcome = {_("Class"): names, _("Logit"): logits, _("Probability"): probabilities}
    folded_table(lambda: pd.DataFrame(outcome), label=N_("The outcome as a table"))
    views_note(model)


st.title(_("Inside your network"))
st.markdown(
    _(
        "Your picture on its way through your model: choose a layer, a map of it and a value, and see the sum that "
        "made it."
    )
)
chosen = choose_model(SCREEN)
prepare_worker(chosen.id)
try:
    _show_all(hold(chosen))
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
why = _("A single value says little about why. See which parts of the picture speak for a class.")
onward(Step(why, EXPLAIN, _("Explain"), {"run": chosen.id}))
