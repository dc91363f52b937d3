"""The designs of this workspace: `designs/<name>/<version>.json`; a version is written once and never changed."""

from collections.abc import Sequence
from pathlib import Path

from core import workspace
from core.errors import InputError
from core.files import write_atomically
from core.i18n import N_
from core.networks.design.blocks import Design
from core.specs.designs.design_file import SUFFIX, format_design, read_design

MOST_VERSIONS = 200


def save_design(design: Design) -> int:
    """Keep the design as the newest version of its name; the same as the newest is not kept again.

    Raises:
        InputError: its name cannot be a folder's.

    """
    folder = _find_folder(design.name)
    versions = list_versions(design.name)
    if versions and load_design(design.name, versions[-1]) == design:
        return versions[-1]
    version = versions[-1] + 1 if versions else 1
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / f"{version}{SUFFIX}", format_design(design))
    for old in versions[: len(versions) + 1 - MOST_VERSIONS]:
        (folder / f"{old}{SUFFIX}").unlink(missing_ok=True)
    return version


def list_designs() -> list[str]:
    """The names of all designs, the one that was saved last first."""
    folders = [folder for folder in workspace.current().designs.glob("*") if list_versions(folder.name)]
    return [folder.name for folder in sorted(folders, key=lambda one: one.stat().st_mtime, reverse=True)]


def list_versions(name: str) -> Sequence[int]:
    """The versions of a name, the oldest first."""
    files = (workspace.current().designs / name).glob(f"*{SUFFIX}")
    return sorted(int(path.stem) for path in files if path.stem.isdigit())


def load_design(name: str, version: int | None = None) -> Design:
    """A version of a design, the newest where none is named.

    Raises:
        InputError: there is none, or its file is damaged.

    """
    versions = list_versions(name)
    if not versions or (version is not None and version not in versions):
        raise InputError(
            N_("There is no design {name} in that version. Choose one of: {known}."),
            name=name, known=", ".join(list_designs()) or "–",
        )  # fmt: skip
    return read_design(_find_folder(name) / f"{version or versions[-1]}{SUFFIX}")


def _find_folder(name: str) -> Path:
    if name.startswith(".") or "/" in name or "\\" in name:
        raise InputError(N_("{name} cannot be a design's name. Use letters, digits and - _ and spaces."), name=name)
    return workspace.current().designs / name
