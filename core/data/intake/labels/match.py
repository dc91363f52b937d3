"""Which picture a text of a table means."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath


class PictureFinder:
    """Finds pictures by path, by the end of their path, or by their name with or without its ending."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = set(paths)
        self._by_name = defaultdict[str, list[str]](list)
        self._by_stem = defaultdict[str, list[str]](list)
        for path in self._paths:
            self._by_name[PurePosixPath(path).name.casefold()].append(path)
            self._by_stem[PurePosixPath(path).stem.casefold()].append(path)

    def find(self, text: str) -> str | None:
        """The one picture that is meant; None if there is none, or more than one."""
        text = text.strip().replace("\\", "/").removeprefix("./").lstrip("/")
        if text in self._paths:
            return text
        name = PurePosixPath(text).name.casefold()
        alike = self._by_name.get(name) or self._by_stem.get(name) or []
        ending = [path for path in alike if _ends_with(path, text)]
        if len(ending) == 1:
            return ending[0]
        return alike[0] if len(alike) == 1 and name else None

    def has(self, path: str) -> bool:
        """Whether there is a picture at exactly this path."""
        return path in self._paths

    def is_picture(self, text: str) -> bool:
        return self.find(text) is not None


def _ends_with(path: str, text: str) -> bool:
    whole, bare = f"/{path}".casefold(), f"/{PurePosixPath(path).with_suffix('')}".casefold()
    return whole.endswith(f"/{text}".casefold()) or bare.endswith(f"/{text}".casefold())
