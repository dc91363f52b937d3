"""Shows what a notebook has computed: a result with all its parts, of a large one the beginning."""

from dataclasses import fields, is_dataclass

import numpy as np

MOST = 60  # numbers of an array, or parts of a sequence


def show(name, value, indent=0):
    """Print a value under its name, and what it consists of below."""
    before = " " * indent
    if is_dataclass(value):
        print(f"{before}{name}: {type(value).__name__}")
        for one in fields(value):
            show(one.name, getattr(value, one.name), indent + 2)
    elif isinstance(value, np.ndarray) and value.size > MOST:
        print(f"{before}{name}: {value.shape}, {value.ravel()[: MOST // 10]} ...")
    elif isinstance(value, (tuple, list)) and any(is_dataclass(one) for one in value):
        print(f"{before}{name}: {len(value)}")
        show("[0]", value[0], indent + 2)
    else:
        print(f"{before}{name} = {value}")
