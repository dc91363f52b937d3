# PYTHON_ARGCOMPLETE_OK
"""`python -m core ...`: everything the pages do, for scripts, servers and workers."""

import sys

from core.cli import main

sys.exit(main())
