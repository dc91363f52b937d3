"""One picture with the colours of an explanation, the model's answer, and the checks beside it."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from core.explain.explanation import NOTHING, Explanation
from core.explain.method import Method
from core.explain.overlay import AGAINST, FOR, lay_over
from core.explain.region import find_seen_region
from core.i18n import N_, _
from core.inference.decision import read_decision
from core.inference.model import Model
from core.inference.previews import encode_data_url
from core.tasks.models.explain import explain_picture
from core.units import format_per_cent
from pages.shared.browser.component import component
from pages.shared.caches import cache_data
from pages.shared.charts.download.csv_download import csv_download
from pages.shared.charts.probability_bars import probability_bars
from pages.shared.guide import guide
from pages.shared.guide.facts import Answered, Facts
from pages.shared.models.kept_answer import describe_kept_answer
from pages.shared.models.views_note import views_note
from pages.shared.pictures.picture_choice import Picture
from pages.shared.plain import escape_markdown

_mount = component(
    "inference/explain/overlay.js", styles=["shared/charts/playing/slider.css", "inference/explain/overlay.css"]
)
HELD = 64  # explanations; the largest takes 200 KB
SEEN = "explain.seen"  # in the session: the questions whose fine explanation was shown
MOST_BARS = 4
EXACT = 0.05  # the share by which the pixels may miss the logit's change before it is said
COMPLETE = N_("The pixels add up to {attributed}; the logit changes by {expected}. Off by {error}.")
CHANGES = N_(
    "With the weights shuffled, the same method gives another picture (similarity {similarity}): this one depends on "
    "what the model has learned."
)
STAYS = N_(
    "With the weights shuffled, the same method gives nearly the same picture (similarity {similarity}): this one "
    "shows the shapes in the photo more than the model's reasons. Try another method."
)


@dataclass(frozen=True)
class Question:
    """What an explanation depends on; `changed` is when a picture on the disk was, `version` is that of the model."""

    model: str
    version: str
    picture: Picture
    changed: int
    method: str
    label: str | None


@cache_data(max_entries=HELD)
def _explain(question: Question, *, rough: bool) -> Explanation:
    source, name = question.picture.source, question.picture.name
    return explain_picture(question.model, source, name, question.method, question.label, rough=rough)


def _pose(model: Model, picture: Picture, method: Method, label: str | None) -> Question:
    return Question(model.id, str(model.version), picture, picture.changed, method.name, label)


def explain_roughly(model: Model, picture: Picture, method: Method, label: str | None) -> Explanation | None:
    """A first result within a second; None if the method has no rougher form, or the fine one was seen already.

    Raises:
        InputError: the picture cannot be read, or the model not be explained in this way.

    """
    question = _pose(model, picture, method, label)
    if method.make_rough() == method or question in st.session_state.get(SEEN, []):
        return None
    with st.spinner(_("Asking the model …"), show_time=False):
        return _explain(question, rough=True).calibrate(read_decision(model))


def explain_here(model: Model, picture: Picture, method: Method, label: str | None) -> Explanation:
    """The explanation, asked of the worker once for each question, with the probabilities that Predict shows.

    Raises:
        InputError: the picture cannot be read, or the model not be explained in this way.

    """
    question = _pose(model, picture, method, label)
    with st.spinner(_("Asking the model …"), show_time=False):
        found = _explain(question, rough=False)
    st.session_state[SEEN] = [*st.session_state.get(SEEN, []), question][-HELD:]
    return found.calibrate(read_decision(model))


def show_colours(model: Model, picture: Picture, method: Method, found: Explanation, *, key: str) -> None:
    """The picture with its colours, to look at and to take away."""
    label = model.translate(model.classes[found.target])
    layers = lay_over(picture.source, picture.name, found.values, find_seen_region(model))
    alt = _("{method} for {label}: {file}").format(method=_(method.title), label=label, file=picture.name)
    legend = [{"colour": _css(FOR), "text": _("speaks for {label}").format(label=label)}]
    if found.signed:
        legend.append({"colour": _css(AGAINST), "text": _("speaks against it")})
    _mount(
        key=key,
        data={
            "picture": encode_data_url(layers.encode_picture()),
            "heat": encode_data_url(layers.encode_heat()),
            "alt": alt,
            "legend": legend,
            "strength": _("Strength of the colours"),
        },
    )
    st.download_button(
        _("Download as a picture"), layers.encode_mixed, file_name=f"{method.name}.png", mime="image/png",
        icon=":material/download:", key=f"{key}.download", on_click="ignore",
    )  # fmt: skip
    csv_download(lambda: pd.DataFrame(found.values), name=f"{key}-values", label=_("Its values as CSV"))


def show_answer(model: Model, picture: Picture, found: Explanation) -> None:
    """The most probable classes, the one that is explained, and what the kept rule makes of them."""
    order = found.probabilities.argsort()[::-1][:MOST_BARS].tolist()
    places = order if found.target in order else [*order[:-1], found.target]
    shown = {model.translate(model.classes[place]): float(found.probabilities[place]) for place in places}
    probability_bars(shown, [model.translate(name) for name in model.classes])
    said = _("Explained: {label}, {probability}, logit {logit}.").format(
        label=escape_markdown(model.translate(model.classes[found.target])),
        probability=format_per_cent(float(found.probabilities[found.target])),
        logit=f"{found.logit:.2f}",
    )
    true = _("True class: {label}").format(label=escape_markdown(picture.true)) if picture.true else ""
    st.caption(" ".join(filter(None, (said, describe_kept_answer(model, found.probabilities), true))))
    views_note(model)


def tell_answer(model: Model, picture: Picture, found: Explanation) -> None:
    """Tell the path the answer, sure or not, beside the true class."""
    rule = replace(read_decision(model), reject_below=None)
    (place,) = rule.decide(found.probabilities[None], model.classes).tolist()
    label, probability = model.classes[place], float(found.probabilities[place])
    guide.tell(Facts(answers=[Answered(label, probability, model.training is not None, picture.true)]))


def show_checks(model: Model, found: Explanation) -> None:
    """How far the explanation may be trusted."""
    good, bad = ":green[:material/check_circle:]", ":orange[:material/warning:]"
    if found.randomised_similarity is None:
        label = escape_markdown(model.translate(model.classes[found.target]))
        st.markdown(f":material/info: {_(NOTHING).format(label=label)}")
    else:
        similarity = f"{found.randomised_similarity:.2f}"
        text = _(CHANGES if found.depends_on_learning else STAYS).format(similarity=similarity)
        st.markdown(f"{good if found.depends_on_learning else bad} {text}")
    if complete := found.completeness:
        text = _(COMPLETE).format(
            attributed=f"{complete.attributed:.2f}", expected=f"{complete.expected:.2f}",
            error=format_per_cent(complete.error),
        )  # fmt: skip
        st.markdown(f"{good if complete.error < EXACT else bad} {text}")


def _css(colour: tuple[int, int, int]) -> str:
    return f"rgb{colour}"
