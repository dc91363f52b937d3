"""What a dataset may be called."""

import unicodedata
from collections.abc import Iterable

from core.errors import InputError
from core.i18n import N_

_SIGNS = "-_. "
LONGEST = 64  # signs; a file name may have 255 bytes, and a sign up to four


def normalize_name(name: str) -> str:
    """The name as it is kept.

    Raises:
        InputError: it is empty, too long, or has signs that a folder's name should not have.

    """
    tidy = unicodedata.normalize("NFC", name.strip())
    if not tidy:
        raise InputError(N_("The dataset needs a name."))
    if len(tidy) > LONGEST:
        raise InputError(N_("The name {name} is too long. Use at most {longest} signs."), name=tidy, longest=LONGEST)
    if not _is_allowed(tidy):
        raise InputError(
            N_("{name} cannot be a dataset's name. Use letters, digits and - _ . and spaces inside it."),
            name=tidy,
        )
    return tidy


def suggest_name(text: str, taken: Iterable[str]) -> str:
    """A name like `text` that is allowed and that none of `taken` has."""
    tidy = "".join(sign if _is_letter(sign) or sign in _SIGNS else " " for sign in unicodedata.normalize("NFC", text))
    name = " ".join(tidy.split()).strip(_SIGNS)[: LONGEST - 4].strip(_SIGNS) or "pictures"
    others, number = list(taken), 2
    free = name
    while any(is_same_name(free, other) for other in others):
        free, number = f"{name} {number}", number + 1
    return free


def is_same_name(one: str, other: str) -> bool:
    """Whether two names would be one folder on some system."""
    return one.casefold() == other.casefold()


def _is_allowed(name: str) -> bool:
    """Letters of any script with their marks, digits, and four signs; no path, nothing hidden, no dot at the end."""
    first, last = name[0], name[-1]
    return _is_letter(first) and last != "." and all(_is_letter(sign) or sign in _SIGNS for sign in name)


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"
