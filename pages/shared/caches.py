"""Streamlit's caches, which all sessions of the server share, with the workspace in every key.

    @cache_resource(max_entries=16)
    def _load(name: str, version: int) -> Dataset: ...

Two owners who have a dataset or a run of the same name get two entries. Pages use these in place of `st.cache_data` and
`st.cache_resource`; a test forbids those.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from core import workspace

P = ParamSpec("P")
R = TypeVar("R")


def cache_data(*, max_entries: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Like `st.cache_data`: every caller gets a copy. Arguments that begin with `_` are no part of the key."""
    return lambda function: _for_each_owner(st.cache_data(max_entries=max_entries, show_spinner=False), function)


def cache_resource(*, max_entries: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Like `st.cache_resource`: all callers share one value. Arguments that begin with `_` are no part of the key."""
    return lambda function: _for_each_owner(st.cache_resource(max_entries=max_entries, show_spinner=False), function)


def share_resource(*, max_entries: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The same for all owners: for computations that read nobody's data, such as those of the concepts."""
    share: Callable[[Any], Any] = st.cache_resource(max_entries=max_entries, show_spinner=False)
    return share


def _for_each_owner(cache: Callable[[Any], Any], function: Callable[P, R]) -> Callable[P, R]:
    def call(_root: Path, *args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    # Streamlit names a cache by its function's module and name, and looks at the parameters for the key.
    call.__module__, call.__name__, call.__qualname__ = function.__module__, function.__name__, function.__qualname__
    root = Parameter("root", Parameter.POSITIONAL_OR_KEYWORD)
    call.__signature__ = Signature([root, *signature(function).parameters.values()])  # type: ignore[attr-defined]
    cached = cache(call)

    @wraps(function)
    def look_up(*args: P.args, **kwargs: P.kwargs) -> R:
        found: R = cached(str(workspace.current().root), *args, **kwargs)
        return found

    return look_up
