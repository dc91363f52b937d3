"""How far runs and other jobs are: one reader of the events of each for all who watch it."""

from core.jobs.folder import JobFolder
from core.jobs.progress import JobProgress, ProgressReader
from core.runs.folder import RunFolder
from core.runs.progress import LiveProgress
from pages.shared.caches import cache_resource


@cache_resource(max_entries=64)
def open_progress(run_id: str, _run: RunFolder) -> LiveProgress:
    """All that the screen of a run shows."""
    return LiveProgress(_run)


def read_job_progress(job: JobFolder) -> JobProgress:
    """The phase of any job, a run too, and how much of it is done."""
    if isinstance(job, RunFolder):
        return open_progress(job.run_id, job).update().summarize()
    return _open_reader(job.job_id, job).read()


@cache_resource(max_entries=64)
def _open_reader(job_id: str, _job: JobFolder) -> ProgressReader:
    return ProgressReader(_job)
