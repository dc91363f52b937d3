"""On the path of a worker, which imports this before anything else: no file can be locked, as on some network disks."""

import errno
import fcntl
import os
import sys

if "tests.core.jobs.tiny" in sys.orig_argv or "worker" in sys.orig_argv:

    def refuse(*_arguments):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    fcntl.flock = fcntl.lockf = refuse
