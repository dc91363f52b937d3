"""The classes of a draft with their pictures: name them, add pictures by upload or camera, click one away.

The draft's id is in the address (`?draft=`), so a reload finds everything; it is made with the first thing to keep.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.data.intake import drafts
from core.data.intake.drafts import Draft
from core.errors import InputError
from core.i18n import _, ngettext
from pages.shared import address
from pages.shared.allowance import largest_upload
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown

NAME = "draft"
SIDE = 56  # pixels of a picture
MEGABYTES = 100
CAMERA = "collection.camera"  # which card has the one camera
PROBLEMS = "collection.problems"
REPEATED = "collection.repeated"  # how many pictures were there already
ROUND = "collection.round"  # a new one empties the upload fields


def find_draft() -> Draft | None:
    """The draft that the address names, else None.

    Raises:
        InputError: it is gone.

    """
    named = st.query_params.get(NAME)
    return drafts.find(named) if named else None


def name_first_classes() -> list[str]:
    """What the classes of a draft are called before anybody has named them."""
    return [_("Class {n}").format(n=number) for number in (1, 2)]


def ensure_draft() -> Draft:
    """The draft of the address; made now, and put there, if there is none yet."""
    draft = find_draft() or drafts.create(name_first_classes())
    address.put(draft=draft.draft_id)
    return draft


def show_problems() -> None:
    """What could not be done since the last look, a sentence each, and what made no difference."""
    for problem in st.session_state.pop(PROBLEMS, []):
        st.error(escape_markdown(problem), icon=":material/error:")
    if n := st.session_state.pop(REPEATED, 0):
        text = ngettext(
            "{n} picture was there already: the same picture counts once, so add other ones.",
            "{n} pictures were there already: the same picture counts once, so add other ones.",
            n,
        )
        st.info(text.format(n=n), icon=":material/content_copy:")


def class_cards(draft: Draft | None) -> None:
    """A card a class, and the way to one more."""
    labels = draft.classes if draft else name_first_classes()
    with st.grid(2, min_column_width=300):
        for number, label in enumerate(labels):
            _card(draft, number, label, removable=len(labels) > 2)
    st.button(_("Add a class"), icon=":material/add:", key="collection.add", on_click=_add_class)


def camera(owner: str, label: str) -> UploadedFile | None:
    """The one camera of the screen, if the card `owner` has it; a button moves it here and away."""
    mine = st.session_state.get(CAMERA) == owner
    text = _("Close the camera") if mine else _("Camera")
    st.button(
        text, icon=":material/photo_camera:", key=f"collection.open.{owner}", on_click=_move_camera, args=(owner,)
    )
    if not mine:
        return None
    key = f"collection.shot.{owner}.{st.session_state.get(f'{ROUND}.{owner}', 0)}"
    return st.camera_input(label, key=key, label_visibility="collapsed")


def _move_camera(owner: str) -> None:
    st.session_state[CAMERA] = None if st.session_state.get(CAMERA) == owner else owner


def _card(draft: Draft | None, number: int, label: str, *, removable: bool) -> None:
    pictures = draft.list_pictures(label) if draft else []
    with st.container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            key = f"collection.name.{number}.{label}"
            st.text_input(
                _("Name of the class"), label, key=key, max_chars=64, on_change=_rename, args=(label, key)
            )  # fmt: skip
            if removable:
                st.button(
                    "", icon=":material/delete:", type="tertiary", key=f"collection.remove.{number}",
                    help=_("Remove this class and its pictures"), on_click=_remove_class, args=(label,),
                )  # fmt: skip
        key = _name_field(number)
        st.file_uploader(
            _("Pictures of {label}").format(label=label), accept_multiple_files=True,
            max_upload_size=largest_upload(MEGABYTES), key=key, label_visibility="collapsed",
            on_change=_take, args=(label, key, number),
        )  # fmt: skip
        owner = f"class {number}"
        _keep_shot(owner, label, camera(owner, _("Pictures of {label}").format(label=label)))
        st.caption(ngettext("{n} picture", "{n} pictures", len(pictures)).format(n=len(pictures)))
        if pictures:
            _pictures(label, pictures, number)


def _pictures(label: str, paths: Sequence[Path], number: int) -> None:
    alt = _("{label}, picture {n}: click to delete it")
    tiles = [
        Tile(path.name, render_thumbnail(path, SIDE, name=path.name), alt.format(label=label, n=place))
        for place, path in enumerate(paths, start=1)
    ]
    gallery(
        tiles,
        key=f"collection.pictures.{number}",
        label=_("Pictures of {label}").format(label=label),
        side=SIDE,
        on_pick=lambda picture: ensure_draft().delete(label, picture),
    )
    st.caption(_("Click on a picture to delete it."))


def _name_field(number: int) -> str:
    """The key of the field for uploads; another one after each upload."""
    return f"collection.upload.{number}.{st.session_state.get(f'{ROUND}.{number}', 0)}"


def _keep_shot(owner: str, label: str, shot: UploadedFile | None) -> None:
    """A camera picture is kept when it comes, and the camera is ready for the next one."""
    if shot is None:
        return
    _add(label, [shot])
    st.session_state[f"{ROUND}.{owner}"] = st.session_state.get(f"{ROUND}.{owner}", 0) + 1
    st.rerun()


def _take(label: str, key: str, number: int) -> None:
    """Keep what was uploaded, once: the browser names the files of the field that was emptied a while longer."""
    if key != _name_field(number):
        return
    files: list[UploadedFile] = st.session_state[key]
    _add(label, files)
    st.session_state[f"{ROUND}.{number}"] = st.session_state.get(f"{ROUND}.{number}", 0) + 1


def _add(label: str, files: Sequence[UploadedFile]) -> None:
    draft = ensure_draft()
    before = len(draft.list_pictures(label))
    accepted = sum(_try(partial(draft.add, label, file.getvalue(), file.name)) for file in files)
    st.session_state[REPEATED] = accepted - (len(draft.list_pictures(label)) - before)


def _rename(label: str, key: str) -> None:
    from core.inference.instant import rename_class  # only here: a collection is shown without a classifier

    _try(lambda: rename_class(ensure_draft(), label, st.session_state[key]))


def _remove_class(label: str) -> None:
    _try(lambda: ensure_draft().remove_class(label))


def _add_class() -> None:
    draft = ensure_draft()
    number = len(draft.classes) + 1
    while _("Class {n}").format(n=number) in draft.classes:
        number += 1
    _try(lambda: draft.add_class(_("Class {n}").format(n=number)))


def _try(do: Callable[[], object]) -> bool:
    """Do it, or keep the sentence that says why it cannot be done."""
    try:
        do()
    except InputError as error:
        st.session_state.setdefault(PROBLEMS, []).append(str(error))
        return False
    return True
