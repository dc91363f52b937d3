"""What the contract must know of each launcher: one helper a launcher, by the launcher's name."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import psutil
import pytest

from core.files import read_json
from core.jobs.launchers import process
from core.jobs.launchers.ray import ADDRESS, RECORD, Submission
from core.jobs.launchers.worker_process import ROOT, WORKER
from tests.core.jobs.tiny import FOR_EVER, start


class LocalHelper:
    """A process of this machine, which is kept in `launched.json`."""

    def make_ready(self, request, patch):
        """Have whatever the launcher needs at work; `request` gives the fixtures of the test."""

    @contextmanager
    def start_to_kill(self, launcher):
        """Start a job that counts for ever, outside of the test's own process."""
        yield start(FOR_EVER, launcher)

    def kill(self, job):
        os.kill(process.read_process(job).pid, signal.SIGKILL)

    def damage_record(self, job):
        """Make what the launcher keeps of the worker unreadable."""
        (job.path / "launched.json").write_text("{")

    def lose_record(self, job):
        """Delete what the launcher keeps of the worker."""
        process.forget_process(job)

    def read_worker(self, job):
        """Read what tells the job's worker from any other."""
        return process.read_process(job)


HOST = """
import sys; from pathlib import Path
from core.jobs import launchers; from core.jobs.folder import JobFolder
from tests.core.jobs import tiny
tiny.register()
launchers.find("thread").start(JobFolder(Path(sys.argv[1])))
"""


class ThreadHelper(LocalHelper):
    """A thread, with the same record; one that is to be killed gets a process of its own."""

    @contextmanager
    def start_to_kill(self, launcher):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(WORKER, "1")  # so that it is not started here
            job = start(FOR_EVER, launcher)
        with subprocess.Popen([sys.executable, "-c", HOST, job.path], cwd=ROOT) as host:
            yield job
            host.kill()


class RayHelper(LocalHelper):
    """A job of a Ray cluster on this machine, which is kept in `submitted.json`."""

    def make_ready(self, request, patch):
        patch.setenv(ADDRESS, request.getfixturevalue("cluster"))

    def kill(self, job):
        """Kill the worker itself, as when its machine is lost."""
        for found in psutil.process_iter(["cmdline"]):
            if str(job.path) in (found.info["cmdline"] or []):
                found.kill()

    def damage_record(self, job):
        (job.path / RECORD).write_text("{")

    def lose_record(self, job):
        (job.path / RECORD).unlink()

    def read_worker(self, job):
        return read_json(job.path / RECORD, Submission)


HELPERS = {"local": LocalHelper(), "ray": RayHelper(), "thread": ThreadHelper()}
