"""What each account has taken on a day, in files that outlive every process: minutes of training, bytes of uploads.

An account is an owner, or the address that several guests share. What is taken is written by one writer under its own
key, again and again as it grows, so that no lock is needed, a crash loses nothing, and whoever deletes what they have
made does not get back what it took.

    ledger.add(account, "training", job.job_id, 2.0)
    ledger.total(account, "training")               # of today, in UTC
"""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import Literal

from core import workspace
from core.files import disk_errors, write_atomically

What = Literal["training", "uploads"]  # in seconds, in bytes
KEPT_DAYS = 2


def add(account: str, what: What, key: str, amount: float) -> None:
    """Write that so much more was taken under that key today."""
    folder = _find_day(_name_today()) / account / what
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / key, f"{_read(folder / key) + amount:.3f}")


def total(account: str, what: What) -> float:
    """All that this account has taken today."""
    folder = _find_day(_name_today()) / account / what
    return sum(map(_read, folder.iterdir())) if folder.is_dir() else 0.0


def forget_old() -> None:
    """Remove the days that count no more."""
    oldest = f"{datetime.now(UTC) - timedelta(days=KEPT_DAYS):%Y-%m-%d}"
    for day in _find_day("").glob("????-??-??"):
        if day.name < oldest:
            rmtree(day, ignore_errors=True)


def seconds_until_tomorrow() -> float:
    """When all accounts are at nothing again."""
    return 86_400 - time.time() % 86_400


def _find_day(day: str) -> Path:
    return workspace.current().site / "ledger" / day


def _name_today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def _read(path: Path) -> float:
    with suppress(OSError, ValueError):  # of a temporary that has just taken its place
        return float(path.read_text(encoding="ascii"))
    return 0.0
