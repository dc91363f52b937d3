"""`serve [--hosted]`: the app in a browser, for oneself or, with what docs/hosting.md says, for many."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from core.cli.arguments import Parser, parse_whole_number
from core.i18n import _

ROOT = Path(__file__).parents[3]


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--port", type=parse_whole_number, help=_("the port to listen at; of a hosted server its settings say it")
    )
    parser.add_argument("--hosted", action="store_true", help=_("for many, with sign-in and limits: docs/hosting.md"))
    parser.set_defaults(action=_serve)


def _serve(args: Namespace) -> None:
    options, environment = _host() if args.hosted else ([], {})
    if args.port:
        options = [*options, f"--server.port={args.port}"]
    sys.stdout.flush()
    os.chdir(ROOT)
    # It takes the place of this process, so that whoever started this one also ends that one.
    os.execve(
        sys.executable,
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        os.environ | environment,
    )


def _host() -> tuple[list[str], dict[str, str]]:
    """What Streamlit is to be told of a hosted server, and the environment that tells the app."""
    # Imported here: whoever serves the app for themselves needs none of it.
    from core import workspace
    from core.hosting.packages import require_packages

    require_packages()  # before what imports them
    from core.hosting import settings
    from core.hosting.streamlit_options import build_environment, build_options

    host = settings.load()
    return build_options(host), {workspace.HOSTED: "1", **build_environment(host)}
