"""Try a model that somebody shares: take a photo, or choose a picture, and see what it says."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core import workspace
from core.errors import InputError
from core.hosting import shares
from core.hosting.shares import Share
from core.i18n import N_, _
from core.inference.decision import read_decision
from core.inference.model import Model
from core.inference.models import find_model
from core.inference.predict import Question, answer
from core.inference.verdicts import judge_answers
from core.units import format_per_cent, join_names
from pages.server.uploads import find_source
from pages.shared.allowance import describe_stay, largest_upload
from pages.shared.charts.probability_bars import probability_bars
from pages.shared.models.held_models import hold
from pages.shared.plain import escape_markdown

MEGABYTES = 30
MOST_BARS = 5
WAYS = {"camera": N_("Camera"), "upload": N_("Choose a picture")}


def try_model(share: Share) -> None:
    """The model's classes, a way to give it a picture, and its answer."""
    model = hold(find_model(share.name))
    st.title(_("Try this model"))
    classes = join_names(map(model.translate, model.classes))
    st.markdown(_("It tells apart: {classes}.").format(classes=escape_markdown(classes)))
    _ask(model, share)


@st.fragment
def _ask(model: Model, share: Share) -> None:
    """Only this part runs again when a picture comes; by then the link may have been taken back."""
    way = st.segmented_control(
        _("Picture from"), list(WAYS), default="camera", key="shared.way", required=True,
        format_func=lambda way: _(WAYS[way]),
    )  # fmt: skip
    file = _take_photo() if way == "camera" else _choose_picture()
    st.caption(describe_stay())
    if file is None:
        return
    try:
        with workspace.using(shares.find(share.token).workspace):
            _show_answer(model, file)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")


def _take_photo() -> UploadedFile | None:
    return st.camera_input(_("Take a photo"), key="shared.camera")


def _choose_picture() -> UploadedFile | None:
    return st.file_uploader(
        _("A picture: JPEG, PNG, WebP, HEIC, AVIF, BMP, GIF or TIFF"),
        max_upload_size=largest_upload(MEGABYTES),
        key="shared.upload",
    )


def _show_answer(model: Model, file: UploadedFile) -> None:
    (said,) = answer(model, [Question(file.name, find_source(file))])
    (verdict,) = judge_answers(model, read_decision(model), [said])
    if verdict is None:
        st.error(escape_markdown(str(said.problem)), icon=":material/error:")
        return
    label = escape_markdown(model.translate(verdict.label))
    headline = f"{label} · {format_per_cent(verdict.probability)}"
    st.subheader(headline if verdict.is_sure else _("Not sure"), anchor=False)
    if not verdict.is_sure:
        st.markdown(_("If it has to choose: {answer}").format(answer=headline))
    picture, bars = st.columns([2, 3])
    picture.image(said.preview, width="stretch", alt=headline)
    with bars:
        top = verdict.rank_guesses(MOST_BARS)
        probability_bars(
            {model.translate(one.label): one.probability for one in top}, [*map(model.translate, model.classes)]
        )
