"""The command line: `python -m core ...`, a contract for scripts, servers and the workers.

Exit status 0; 2 with one line that says what is wrong with the input and what to do; 1 for a failure of ours.
"""

import os
import sys
import traceback
from collections.abc import Sequence

from core import i18n
from core.cli import output
from core.cli.failure import JobFailedError
from core.cli.parser import parse
from core.errors import InputError


def main(arguments: Sequence[str] | None = None) -> int:
    i18n.follow(_read_language)
    output.prepare()
    try:
        args = parse(arguments)
        output.send_log(wanted=args.logs)
        return int(args.action(args) or 0)
    except InputError as error:
        print(output.escape_line(error), file=sys.stderr)
        return 2
    except JobFailedError as error:
        print(output.escape_line(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        traceback.print_exc()
        return 1


def _read_language() -> str:
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    return i18n.nearest_language(named)
