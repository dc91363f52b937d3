"""The form that adds a dataset: a built-in, an archive, a folder, uploads, or pictures taken with the camera."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.data import datasets
from core.data.intake.drafts import Draft
from core.data.intake.layout.choices import OPEN, LayoutChoices
from core.data.intake.options import BUILT_IN, OPTIONS
from core.data.intake.published.sets import PUBLISHED, PublishedSet
from core.data.intake.sources import check_place
from core.data.intake.uploaded import Upload, find_common_name
from core.data.manifest import Kind
from core.data.names import suggest_name
from core.errors import InputError
from core.i18n import N_, _, sentences
from core.jobs.folder import JobFolder
from core.tasks.datasets import add_dataset
from core.tasks.datasets.add_dataset import ADD_DATASET, AddRequest
from core.units import format_bytes
from pages.server.uploads import find_source
from pages.shared import address, visitor
from pages.shared.allowance import largest_upload, show_upload_allowance
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.shared.pictures.collection import class_cards, find_draft, show_problems
from pages.shared.plain import escape_markdown
from pages.training.datasets.adding.layout_form import choose_layout
from pages.training.datasets.adding.many_files import many_files
from pages.training.datasets.adding.reading_question import ask_reading

ABOUT = {
    "sketches": N_("Cats and dogs drawn by a program, as many as you like. They are no photos."),
    "digits": N_("1,797 handwritten digits of 8 x 8 pixels, as scikit-learn has them. Training takes seconds."),
}
OPTION_NAMES = {
    "count": N_("How many pictures"),
    "size": N_("Side of a picture (px)"),
    "validation": N_("For validation (%)"),
    "seed": N_("Random seed"),
}
ARCHIVES = ["zip", "tar", "gz", "tgz", "bz2", "xz", "7z"]
KEY = "source"  # of the widget, and in the address
JOB = "datasets.add"
OPTION_HELP = {
    "validation": N_(
        "The share of each class that is kept back to choose the best epoch, where there is no folder for it."
        " Less leaves more to learn from, and chooses less surely."
    ),
    "seed": N_("Decides which pictures go into which split, and what is drawn. The same seed gives the same again."),
}
STRUCTURE = """\
photos/
├── cat/    1.jpg, 2.jpg, ...
└── dog/    1.jpg, 2.jpg, ..."""


@dataclass(frozen=True)
class Asked:
    """What the person has chosen so far; `source` is None until there is something to add."""

    source: Kind | Path | UploadedFile | list[UploadedFile] | Draft | None
    name: str
    options: Mapping[str, int] = field(default_factory=dict)
    copy: bool = False
    choices: LayoutChoices = OPEN


def _options(kind: Kind) -> dict[str, int]:
    columns = st.columns(len(OPTIONS[kind]))
    return {
        name: int(
            column.number_input(
                _(OPTION_NAMES[name]),
                option.low,
                option.high,
                option.default,
                key=f"{kind}_{name}",
                help=_(OPTION_HELP[name]) if name in OPTION_HELP else None,
            )
        )
        for column, (name, option) in zip(columns, OPTIONS[kind].items(), strict=True)
    }


def _built_in() -> Asked:
    kind = st.radio(
        _("Which one"), BUILT_IN, captions=[_(ABOUT[name]) for name in BUILT_IN], key="built_in", horizontal=True
    )
    return Asked(kind, kind, _options(kind))


def _explain_folders() -> None:
    st.caption(
        _("One folder for each class; its name is the label. Folders train, val and test above them are used if there.")
    )
    st.code(STRUCTURE, language=None)


def _zip() -> Asked:
    _explain_folders()
    upload = st.file_uploader(_("Archive"), type=ARCHIVES, max_upload_size=largest_upload(), key="zip")
    options, choices = _options("zip"), choose_layout("zip", packed=True)
    return Asked(upload, Path(upload.name).stem if upload else "", options, choices=choices)


def _uploaded_folder() -> Asked:
    _explain_folders()
    uploads = many_files(_("Folder"), "directory", name="upload")
    options, choices = _options("upload"), choose_layout("upload", packed=False)
    return Asked(uploads or None, find_common_name(_list_uploads(uploads)), options, choices=choices)


def _uploaded_files() -> Asked:
    st.caption(
        _(
            "Many pictures at once, whose names begin with their class: cat.0.jpg, dog.0.jpg. Pictures without such "
            "names are sorted into classes on the screen Instant classifier."
        )
    )
    uploads = many_files(_("Pictures"), True, name="files")
    choices = LayoutChoices(reading="names")
    return Asked(uploads or None, _("my pictures") if uploads else "", _options("upload"), choices=choices)


def _collected() -> Asked:
    st.caption(
        _("Class by class, with the camera or by upload, three pictures each or more. They are kept while you collect.")
    )
    draft = find_draft()
    show_problems()
    class_cards(draft)
    return Asked(draft, " ".join(draft.classes) if draft else "")


def _list_uploads(uploads: Sequence[UploadedFile]) -> list[Upload]:
    return [Upload(one.name, source if isinstance(source := find_source(one), Path) else one) for one in uploads]


def _folder() -> Asked:
    _explain_folders()
    typed = st.text_input(_("Folder"), key="folder", placeholder="/home/me/photos").strip()
    path = _find_place(typed) if typed else None
    copy = st.checkbox(
        _("Copy the pictures"),
        key="copy",
        help=_("Otherwise they are used where they lie, and must stay there unchanged."),
    )
    options, choices = _options("folder"), choose_layout("folder", packed=False)
    return Asked(path, path.name if path else "", options, copy, choices)


def _find_place(typed: str) -> Path | None:
    """What lies there; where nothing does, a sentence at once and not only when it is added."""
    try:
        return check_place(typed)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/folder_off:")
        return None


def _published() -> Asked:
    kind = st.radio(
        _("Which one"),
        list(PUBLISHED),
        format_func=lambda kind: _(PUBLISHED[kind].title),
        captions=[_describe(one) for one in PUBLISHED.values()],
        key="published",
    )
    return Asked(kind, kind, _options(kind))


def _describe(one: PublishedSet) -> str:
    size = _("To download: {size}.").format(size=format_bytes(one.size))
    licence = _("Licence: {licence}.").format(licence=one.licence) if one.licence else _("No licence is named.")
    about = _("[About it]({page})").format(page=one.page)
    return sentences(_(one.about), size, licence, about)


KINDS: Mapping[str, tuple[str, Callable[[], Asked]]] = {
    "built_in": (N_("Built in"), _built_in),
    "published": (N_("Known sets"), _published),
    "zip": (N_("Archive"), _zip),
    "upload": (N_("Upload a folder"), _uploaded_folder),
    "files": (N_("Upload pictures"), _uploaded_files),
    "camera": (N_("Camera"), _collected),
    "folder": (N_("Folder of this machine"), _folder),
}


def _list_kinds() -> Mapping[str, tuple[str, Callable[[], Asked]]]:
    """On a server of many, its folders are not offered."""
    return {name: kind for name, kind in KINDS.items() if name != "folder" or not visitor.is_hosted()}


def dataset_form() -> None:
    """Ask where the pictures are and what to call them; whatever is being added stands above."""
    st.subheader(_("Add a dataset"))
    _open_when_added()
    ask_reading(JOB)
    job_section(JOB, ADD_DATASET, lambda request: True)
    asked = _list_kinds()[_kind()][1]()
    show_upload_allowance()
    proposal = suggest_name(asked.name, datasets.list_names()) if asked.name else ""
    name = st.text_input(_("Name"), proposal, key=f"name_{proposal}")
    pressed = st.button(_("Add"), type="primary", icon=":material/add:", key="add", disabled=asked.source is None)
    if pressed:
        _add(asked, name)


def _open_when_added() -> None:
    """What was added here is shown as soon as it is there."""
    if job := take_ended(JOB):
        st.query_params.pop(KEY, None)
        address.put(draft=None)
        st.query_params["dataset"] = job.read_spec(AddRequest).name
        st.rerun()


def _kind() -> str:
    """Which kind of source, kept in the address by its own name; a bound widget would put the translated one there."""
    kinds = _list_kinds()
    if KEY not in st.session_state:
        asked = st.query_params.get(KEY, "")
        st.session_state[KEY] = asked if asked in kinds else next(iter(kinds))
    return str(
        st.segmented_control(
            _("Where the pictures come from"),
            list(kinds),
            required=True,
            format_func=lambda kind: _(KINDS[kind][0]),
            key=KEY,
            on_change=lambda: st.query_params.update({KEY: st.session_state[KEY]}),
        )
    )


def _add(asked: Asked, name: str) -> None:
    try:
        job = _start(asked, name)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    follow(JOB, job)


def _start(asked: Asked, name: str) -> JobFolder:
    assert asked.source is not None, "the button is disabled"
    if isinstance(asked.source, UploadedFile):
        return add_dataset.start_upload(asked.source, name, options=asked.options, choices=asked.choices)
    if isinstance(asked.source, list):
        return add_dataset.start_files(_list_uploads(asked.source), name, options=asked.options, choices=asked.choices)
    if isinstance(asked.source, Draft):
        return add_dataset.start_draft(asked.source, name)
    return add_dataset.start(asked.source, name, copy=asked.copy, options=asked.options, choices=asked.choices)
