"""Trees of small pictures as people have them: one string a tree, `train/{a,b}/*6 Meta/*2 labels.csv`."""

import itertools
import re

from tests.core.data.pictures import noise

_BRACES = re.compile(r"\{([^}]*)\}")


def expand(pattern):
    """`{a,b}/x` as `a/x` and `b/x`."""
    match = _BRACES.search(pattern)
    if not match:
        return [pattern]
    return [
        each
        for choice in match[1].split(",")
        for each in expand(pattern[: match.start()] + choice + pattern[match.end() :])
    ]


def list_files(text, sep=" | "):
    """The paths of a tree; `*6` at the end of a path are six pictures, 0.jpg to 5.jpg."""
    for pattern in itertools.chain.from_iterable(map(expand, text.split(sep))):
        head, star, count = pattern.rpartition("*")
        if not star:
            yield pattern
        else:
            yield from (f"{head}{number}.jpg" for number in range(int(count)))


def plant(root, text):
    """Make the tree; each picture is one that no other file is."""
    for number, path in enumerate(list_files(text)):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix.lower() in (".jpg", ".jpeg", ".png"):
            noise(number).save(target, "JPEG" if target.suffix.lower() != ".png" else "PNG")
        elif not path.endswith("/"):
            target.write_text("some text")
        else:
            target.mkdir(exist_ok=True)
    return root
