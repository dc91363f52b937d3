"""Everything that this program does as a job: one file a kind, each with what starts it. Importing it registers all.

May import what lies below it and nothing that trains: a kind names its work by text, and only the worker imports that.
Begin with `train.py`; a new kind is one more file and its name in the call below.
"""

from core.jobs.kind import register
from core.tasks.rate_test import RATE_TEST
from core.tasks.train import TRAIN

register(TRAIN, RATE_TEST)
