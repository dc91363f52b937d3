"""Workers on a Ray cluster: each is a Ray job that runs `python -m core worker FOLDER` on whichever machine has room.

`GLASSBOX_RAY_ADDRESS` names the dashboard of the cluster, such as http://10.0.0.5:8265; trainings go there then. Each
machine needs this program at the same place, and the folder of the workspaces under the same path (NFS, or the like).

The cluster's tokens should be on (`RAY_AUTH_MODE=token`): whoever reaches a cluster without them runs code there. The
client takes the token from RAY_AUTH_TOKEN or the file RAY_AUTH_TOKEN_PATH; the cluster hands it to its own processes.

Ray Jobs is no queue: what does not fit pends, and fails after a quarter of an hour. So a job is submitted when our own
queue says that it is its turn, with the resources that it needs. `stop_job` kills after three seconds, so a worker is
asked through the job's folder, like any other. A job whose machine is gone is told by its silence, or by Ray, and the
queue starts it again, from its last checkpoint. `submitted.json` names the one worker that has the job: one that finds
another in it, such as a worker whose machine was cut off for a while, exits and writes nothing more.
"""

import logging
import os
import shlex
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import BaseModel, ConfigDict

from core.errors import InputError
from core.files import DamagedFileError, DiskFullError, none_if_damaged, read_json, write_json
from core.i18n import N_
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.lanes import CLUSTERS
from core.jobs.launchers import NotNow, Superseded
from core.jobs.launchers import process as processes
from core.jobs.launchers.worker_process import COMMAND, ROOT, build_environment

if TYPE_CHECKING:
    from ray.job_submission import JobSubmissionClient

ADDRESS = CLUSTERS["ray"]  # the variable that names the cluster
SUBMISSION = "GLASSBOX_RAY_SUBMISSION"  # in a worker: the name that Ray knows it by
RECORD = "submitted.json"
SOON = "try again later"  # a cluster that has just been started, or lost a machine, says so
ASK_AGAIN = 1.0  # seconds for which an answer of the cluster holds
UNREACHABLE = N_(
    "The Ray cluster at {address} does not answer: {error}. Start it, or unset {variable} to train on this machine."
)
REFUSED = N_(
    "The Ray cluster at {address} does not take this program's token. Set RAY_AUTH_MODE=token, and RAY_AUTH_TOKEN or"
    " RAY_AUTH_TOKEN_PATH to the cluster's own."
)
OPEN = "The Ray cluster at %s may take work from whoever reaches it: turn its tokens on, RAY_AUTH_MODE=token"
NOT_INSTALLED = N_("{variable} is set, and Ray is not installed. Run: pip install -r requirements-ray.txt")
log = logging.getLogger("glassbox")


class Submission(BaseModel):
    """`submitted.json`: the name by which Ray knows the job's worker."""

    model_config = ConfigDict(frozen=True)

    name: str


@dataclass(frozen=True)
class RayHandle:
    """A worker on the cluster; without a submission only the heartbeat can tell."""

    job: JobFolder
    submission: Submission | None

    def is_alive(self) -> bool:
        """As the cluster says; by the heartbeat where it is silent, or still counts the worker of a lost machine."""
        if self.submission is None:
            return processes.has_recent_heartbeat(self.job)
        said = _ask_status(self.submission.name, int(time.monotonic() / ASK_AGAIN))
        if said == "RUNNING":
            return not _has_begun(self.job) or processes.has_recent_heartbeat(self.job)
        return said == "PENDING" if said else processes.has_recent_heartbeat(self.job)

    def stop(self) -> None:
        self.job.write_request("stop")

    def ran_out_of_memory(self) -> bool:
        return False


class RayLauncher:
    """Submits `python COMMAND FOLDER` to the cluster, with the resources of its kind."""

    remote = True

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command

    def prepare(self, kind: Kind) -> None:  # type: ignore[type-arg]  # of any spec
        """Nothing: a spare worker would hold a place on the cluster."""

    def can_start(self) -> bool:
        return True

    def start(self, job: JobFolder) -> RayHandle:
        if (living := self.find(job)) and living.is_alive():
            return living
        facts, name = job.read_facts(), f"glassbox-{uuid4().hex}"
        words = shlex.join([sys.executable, *self._command, str(job.path)])
        there, log = shlex.quote(str(ROOT)), shlex.quote(str(job.log))
        self.forget(job)
        with _cluster_errors(os.environ.get(ADDRESS, "")):
            _connect().submit_job(
                entrypoint=f"cd {there} && exec {words} >> {log} 2>&1",
                submission_id=name,
                runtime_env={"env_vars": _keep_own(build_environment(facts.environment)) | {SUBMISSION: name}},
                entrypoint_num_cpus=facts.cpus,
                entrypoint_num_gpus=facts.gpus or None,
                entrypoint_memory=facts.memory or None,
                metadata={"job": job.job_id},
            )
        with suppress(DiskFullError):  # the worker writes it too
            write_json(job.path / RECORD, Submission(name=name))
        return RayHandle(job, Submission(name=name))

    def find(self, job: JobFolder) -> RayHandle | None:
        try:
            submission = read_json(job.path / RECORD, Submission)
        except DamagedFileError:
            return RayHandle(job, None)
        if submission is None:
            return RayHandle(job, None) if processes.is_at_work_unnamed(job) else None
        return RayHandle(job, submission)

    def announce(self, job: JobFolder) -> None:
        mine = Submission(name=os.environ[SUBMISSION])
        recorded = none_if_damaged(lambda: read_json(job.path / RECORD, Submission))()
        if recorded is None:
            with suppress(DiskFullError):
                write_json(job.path / RECORD, mine)
        elif recorded != mine:
            raise Superseded

    def forget(self, job: JobFolder) -> None:
        (job.path / RECORD).unlink(missing_ok=True)

    def read_log(self, job: JobFolder) -> str:
        return processes.read_log(job)


def _has_begun(job: JobFolder) -> bool:
    """Whether the worker has said a word yet; its process takes a while to load."""
    try:
        return job.read_state().state != "queued"
    except DamagedFileError:
        return True


def _keep_own(environment: dict[str, str]) -> dict[str, str]:
    """What is ours of the environment: the rest is that of the machine on which the worker runs."""
    ours = ("GLASSBOX_", "TF_", "CUDA_DEVICE_ORDER", "MALLOC_", "PYTHON")
    return {name: value for name, value in environment.items() if name.startswith(ours)}


def _connect() -> "JobSubmissionClient":
    """The client of the cluster that is named now.

    Raises:
        InputError: Ray is not installed, or the cluster does not answer.
        NotNow: the cluster has nobody yet who takes work.

    """
    address = os.environ.get(ADDRESS, "")
    with _cluster_errors(address):
        return _connect_to(address)


@cache
def _connect_to(address: str) -> "JobSubmissionClient":
    from ray.job_submission import JobSubmissionClient

    if os.environ.get("RAY_AUTH_MODE") != "token":
        log.warning(OPEN, address)
    return JobSubmissionClient(address)


@contextmanager
def _cluster_errors(address: str) -> Iterator[None]:
    """Errors of the cluster's client as sentences; they are of many kinds, none of them documented."""
    try:
        yield
    except InputError:
        raise
    except ImportError as error:
        raise InputError(NOT_INSTALLED, variable=ADDRESS) from error
    except Exception as error:
        if type(error).__name__ == "AuthenticationError":  # of `ray.exceptions`, which takes a second to import
            raise InputError(REFUSED, address=address) from error
        if SOON in str(error):
            raise NotNow from error
        raise InputError(UNREACHABLE, address=address, error=str(error), variable=ADDRESS) from error


@cache
def _ask_status(name: str, _moment: int) -> str | None:
    """What the cluster says of a submission; None where it does not answer, or knows none of that name."""
    try:
        return str(_connect().get_job_status(name).value)
    except Exception:  # the cluster is away, or was started anew
        return None
