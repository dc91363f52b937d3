"""Objects named by text, `package.module:name`, that are imported only where they are needed."""

from importlib import import_module
from typing import Any


def load(name: str) -> Any:
    """Import the module and return what it calls by that name."""
    module, _colon, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
