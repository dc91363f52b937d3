"""Ask a model about pictures: uploaded, taken with the camera, or picked from the test split.

In the address: `?run=` the model, `&source=` where the pictures come from, `&sample=` the picked test picture.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.cards.answer_card import AnswerCard, draw_answer_card
from core.content.imagenet_classes import sum_breeds
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.samples import draw_test_pictures
from core.errors import InputError
from core.i18n import N_, _
from core.inference.answer_table import tabulate_answers
from core.inference.model import Model
from core.inference.predict import Answer, Question, answer
from core.units import format_per_cent
from pages.inference.predict.familiarity import familiarity, offer_comparison
from pages.server.uploads import find_source
from pages.shared import address
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.probability_bars import probability_bars
from pages.shared.model_choice import choose_model, hold
from pages.shared.onward import Step, onward
from pages.shared.pictures.card_download import card_download
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown

SCREEN = "predict"
EVALUATE = "pages/inference/evaluate/page.py"
SOURCES = {"upload": N_("Upload"), "camera": N_("Camera"), "samples": N_("Test pictures")}
MEGABYTES = 100  # of one upload; the largest photos take 30
SAMPLES, SAMPLE_SIDE = 12, 96
MOST_BARS = 5
CARDS = 12  # a page
KNOWN = "predict.known"


@st.fragment
def _show_answers(model: Model) -> None:
    """The pictures, and what the model says of them; only this part runs again when a picture comes."""
    try:
        sources = {name: _(title) for name, title in SOURCES.items()}
        source = address.switch(_("Pictures from"), sources, name="source", screen=SCREEN)
        if source == "samples":
            _show_samples(model)
        else:
            _ask(model, _ask_for_uploads() if source == "upload" else _ask_for_photo())
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
    address.end()


def _ask_for_uploads() -> list[UploadedFile]:
    files = st.file_uploader(
        _("Pictures to ask about: JPEG, PNG, WebP, HEIC, AVIF, BMP, GIF or TIFF"),
        accept_multiple_files=True,
        max_upload_size=MEGABYTES,
        key="predict.uploads",
    )
    if not files:
        st.caption(_("They stay on this machine. No picture at hand? Choose “Test pictures” above."))
    return files


def _ask_for_photo() -> list[UploadedFile]:
    photo = st.camera_input(_("Take a photo"), key="predict.camera")
    return [photo] if photo else []


def _ask(model: Model, files: Sequence[UploadedFile]) -> None:
    answers = _compute_answers(model, files)
    for found in answers:
        if found.problem:
            st.error(escape_markdown(str(found.problem)), icon=":material/broken_image:")
    good = [found for found in answers if found.guesses]
    if good:
        _cards(model, good)
        offer_comparison(model)
        _table(answers)


def _compute_answers(model: Model, files: Sequence[UploadedFile]) -> list[Answer]:
    """One answer a file; those of an earlier run of this page are not asked for again."""
    keys = [(model.version, file.file_id) for file in files]
    known = {key: found for key, found in st.session_state.get(KNOWN, {}).items() if key in keys}
    new = {key: file for key, file in zip(keys, files, strict=True) if key not in known}
    said = answer(model, [Question(file.name, find_source(file)) for file in new.values()])
    st.session_state[KNOWN] = known | dict(zip(new, said, strict=True))
    return [st.session_state[KNOWN][key] for key in keys]


def _cards(model: Model, answers: Sequence[Answer]) -> None:
    pages = -(-len(answers) // CARDS)
    page = st.pagination(pages, key="predict.page") if pages > 1 else 1
    with st.grid(1 if len(answers) == 1 else 2, min_column_width=340):
        for number, found in enumerate(answers[(page - 1) * CARDS : page * CARDS]):
            _card(model, found, key=f"predict.similar.{number}")


def _card(model: Model, found: Answer, *, key: str, true: str | None = None) -> None:
    """One picture, its class, how sure the model is, the runners-up, and whether it knows anything like it."""
    best, top = found.guesses[0], found.guesses[:MOST_BARS]
    name = model.translate(best.label)
    said = _("{label}, {probability}").format(label=name, probability=format_per_cent(best.probability))
    with st.container(border=True, height="stretch"):
        warning = st.container()
        picture, words = st.columns([2, 3])
        picture.image(found.preview, width="stretch", alt=f"{found.name}: {said}")
        words.caption(escape_markdown(found.name))
        words.subheader(f"{escape_markdown(name)} · {format_per_cent(best.probability)}", anchor=False)
        if true is not None and true in model.classes:
            words.markdown(_format_judgement(true, right=true == best.label))
        shown = {model.translate(guess.label): guess.probability for guess in top}
        probability_bars(shown, [model.translate(label) for label in model.classes])
        if pets := sum_breeds({guess.label: guess.probability for guess in found.guesses}):
            words.caption(_format_pets(pets))
        familiarity(model, found.question, warning, key=key)
        card_download(partial(_draw_card, model, found), file_name="prediction.png", key=f"{key}.card")


def _draw_card(model: Model, found: Answer) -> bytes:
    guesses = [(model.translate(guess.label), guess.probability) for guess in found.guesses]
    return draw_answer_card(AnswerCard(found.preview, found.name, guesses, model.title))


def _format_pets(shares: Mapping[str, float]) -> str:
    """How much of the 1,000 classes together is cat, and how much dog."""
    return _("All breeds added up: cat {cat}, dog {dog}.").format(
        cat=format_per_cent(shares["cat"]), dog=format_per_cent(shares["dog"])
    )


def _format_judgement(true: str, *, right: bool) -> str:
    mark = ":green[:material/check:] " if right else ":red[:material/close:] "
    return mark + _("True class: {label}").format(label=escape_markdown(true))


def _table(answers: Sequence[Answer]) -> None:
    folded_table(lambda: pd.DataFrame(tabulate_answers(answers)), label=N_("As a table"), name="predictions")


def _show_samples(model: Model) -> None:
    """Pictures of the test split to click on, and the one that was picked."""
    dataset = _choose_dataset(model)
    if dataset is None:
        st.info(_("There is no dataset to take pictures from. Upload a picture, or add a dataset."))
        return
    records = draw_test_pictures(dataset, SAMPLES, st.session_state.get("predict.draw", 0))
    if not records:
        st.info(_("The dataset {name} has no test pictures. Upload one.").format(name=escape_markdown(dataset.name)))
        return
    picked = st.query_params.get("sample")
    st.caption(_("The model has not seen these in training. Click on one."))
    gallery(
        _tiles(dataset, records, picked),
        key="predict.samples",
        label=_("Test pictures"),
        side=SAMPLE_SIDE,
        on_pick=lambda path: address.put(sample=path),
    )
    st.button(_("Draw others"), icon=":material/refresh:", on_click=_draw_others)
    _show_sample(model, dataset, picked)


def _choose_dataset(model: Model) -> Dataset | None:
    """The dataset that a model was trained on; where it was on none of these, any, if there is one."""
    if model.training:
        return datasets.load(model.training.dataset)
    here = datasets.list_names()
    return datasets.load(here[0]) if here else None


def _draw_others() -> None:
    st.session_state["predict.draw"] = st.session_state.get("predict.draw", 0) + 1


def _tiles(dataset: Dataset, records: Sequence[Record], picked: str | None) -> list[Tile]:
    """What can be shown of the pictures; one that is gone is missing."""
    tiles = []
    for record in records:
        try:
            src = render_thumbnail(dataset.find_path(record), SAMPLE_SIDE, name=record.path)
        except InputError:
            continue
        tiles.append(Tile(record.path, src, record.path, chosen=record.path == picked))
    return tiles


def _show_sample(model: Model, dataset: Dataset, picked: str | None) -> None:
    record = next((record for record in dataset.list_pictures() if record.path == picked), None)
    if picked is None:
        return
    if record is None:
        st.warning(
            escape_markdown(_("{file} is not among the pictures of {name}.").format(file=picked, name=dataset.name))
        )
        return
    (found,) = answer(model, [Question(record.path, dataset.find_path(record))])
    if found.problem:
        st.error(escape_markdown(str(found.problem)), icon=":material/broken_image:")
    else:
        _card(model, found, key="predict.similar.sample", true=record.label)
        offer_comparison(model)


st.title(_("Predict"))
chosen = choose_model(SCREEN)
try:
    loaded = hold(chosen)  # while the reader looks for a picture
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
else:
    _show_answers(loaded)
    why = _("One picture says little. See how often the model is right, and where it errs.")
    onward(Step(why, EVALUATE, _("Evaluate"), {"run": chosen.id}))
