"""A task of the path: the screen, the state in which it begins, what to do, and what was found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pages.shared.guide.checks import Found
from pages.shared.guide.facts import Facts
from pages.shared.onward import Step

PARAMETER = "path"
"""Its name in the address; the value is the name of the task."""


@dataclass(frozen=True)
class Task:
    """`name` is what the address and the browser remember; `found` has places for what the check gives.

    `needs_own` says that it asks a network that was trained here; `aside` is a screen that helps to find what is asked.
    """

    name: str
    page: str
    title: str
    question: str
    found: str
    check: Callable[[Facts], Found]
    query: Mapping[str, str] = field(default_factory=dict)
    needs_own: bool = False
    aside: Step | None = None

    @property
    def address(self) -> str:
        """The last part of the screen's address."""
        return Path(self.page).parent.name

    @property
    def link(self) -> dict[str, str]:
        """What the address of the screen says as the task begins."""
        return {PARAMETER: self.name, **self.query}
