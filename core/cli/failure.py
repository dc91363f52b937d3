"""A failure of ours that a job has recorded: its log has the trace."""


class JobFailedError(Exception):
    """The work of a command failed in its job; the message is the job's reason."""
