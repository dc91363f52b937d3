"""Objects named by text, `package.module:name`, that are imported only where they are needed.

`package.module:function?argument` names a function with its one argument, a text.
"""

from functools import partial
from importlib import import_module
from typing import Any


def load(name: str) -> Any:
    """Import the module and return what it calls by that name."""
    module, _colon, attribute = name.partition(":")
    attribute, question, argument = attribute.partition("?")
    found = getattr(import_module(module), attribute)
    return partial(found, argument) if question else found
