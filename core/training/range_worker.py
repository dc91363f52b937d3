"""The process of a range test: a spec on standard input, one JSON object a line on standard output, no file."""

import json
import sys
from dataclasses import asdict
from typing import Any

from core.backbone import published
from core.data.intake import adding
from core.data.pixels.cache import open_decoded
from core.errors import InputError
from core.i18n import N_, Message
from core.specs.spec_file import parse_spec

UNEXPECTED = N_("The test of learning rates failed: {error}. Start it again; the server's log has the details.")


def work() -> None:
    """Do the test that standard input asks for, and tell all that happens; what goes wrong is told as well."""
    try:
        _test()
    except InputError as error:
        _tell("error", **asdict(error.message))
    except BrokenPipeError:
        raise
    except Exception as error:
        _tell("error", **asdict(Message(UNEXPECTED, {"error": f"{type(error).__name__}: {error}"})))
        raise


def _test() -> None:
    spec = parse_spec(sys.stdin.buffer.read(), name="the spec")
    if spec.backbone and not published.is_here(spec.backbone):
        _tell("phase", phase="fetching")
        published.fetch(spec.backbone)
    _tell("phase", phase="decoding")
    dataset = adding.ensure(spec.dataset)
    pictures = open_decoded(dataset, spec.image_size)
    _tell("phase", phase="loading")
    # Imported here: Keras takes seconds, and a mistake in the dataset shall be told before.
    from core.training.range_test import sweep

    for point in sweep(spec, pictures):
        _tell("point", rate=point.rate, loss=point.loss)


def _tell(kind: str, **values: Any) -> None:
    sys.stdout.write(json.dumps({"kind": kind, **values}) + "\n")
    sys.stdout.flush()
