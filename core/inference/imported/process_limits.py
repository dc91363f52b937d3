"""What a process that runs a stranger's file may take of the machine."""

from contextlib import suppress

MOST_MEMORY = 6 * 2**30  # bytes of addresses, of which ONNX Runtime and its threads reserve two billion unused
MOST_SECONDS = 3600  # of computing in all


def limit_process(largest_file: int) -> None:
    """Take memory, time and the writing of files over so many bytes from this process, where the system can."""
    with suppress(ImportError):  # there is no such module on Windows
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, MOST_MEMORY),
            (resource.RLIMIT_CPU, MOST_SECONDS),
            (resource.RLIMIT_FSIZE, largest_file),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # it may be lower already; macOS does not limit addresses
                resource.setrlimit(kind, (most, most))
