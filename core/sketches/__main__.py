"""`python -m core.sketches TARGET COUNT SIZE SEED FIRST STEP`: a helper of `core.sketches.studio`."""

import os
import sys
from pathlib import Path

from core.sketches.studio import Order, draw_share


def _work(target: str, *numbers: str) -> int:
    count, size, seed, first, step = map(int, numbers)
    try:
        for _drawing in draw_share(Order(Path(target), count, size, seed), first, step):
            os.write(1, b".")
    except BrokenPipeError:  # nobody waits for them any more
        return 0
    except OSError as error:
        return error.errno or 1
    return 0


if __name__ == "__main__":
    sys.exit(_work(*sys.argv[1:]))
