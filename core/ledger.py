"""What each account has taken, in files that outlive every process: of a day, minutes of training and bytes of uploads,
and of what is there now, bytes and pictures.

An account is an owner, or the address that several guests share. What is taken is written by one writer under its own
key, again and again as it grows, so that no lock is needed, a crash loses nothing, and whoever deletes what they have
made does not get back what it took.

    ledger.add(account, "training", job.job_id, 2.0)
    ledger.total(account, "training")               # of today, in UTC
    ledger.hold(account, "stored", owner, 1e6)      # now, until it is written anew
    ledger.read_held(account, "stored")
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
Held = Literal["stored", "pictures"]  # in bytes, and how many
NOW = "now"  # beside the days
KEPT_DAYS = 2


def add(account: str, what: What, key: str, amount: float) -> None:
    """Write that so much more was taken under that key today."""
    folder = _find_day(_name_today()) / account / what
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / key, f"{_read(folder / key) + amount:.3f}")


def total(account: str, what: What) -> float:
    """All that this account has taken today."""
    return sum(_read_all(_find_day(_name_today()) / account / what).values())


def hold(account: str, what: Held, key: str, amount: float) -> None:
    """Write that so much is there now under that key."""
    folder = _find_day(NOW) / account / what
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / key, f"{amount:.0f}")


def read_held(account: str, what: Held) -> dict[str, float]:
    """What is there now, by the key under which it was written."""
    return _read_all(_find_day(NOW) / account / what)


def let_go(key: str) -> None:
    """Nothing is there under that key any more, whoever's account it is."""
    for path in _find_day(NOW).glob(f"*/*/{key}"):
        path.unlink(missing_ok=True)


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


def _read_all(folder: Path) -> dict[str, float]:
    """By key; what is being written, or was when its writer was killed, is none."""
    written = folder.iterdir() if folder.is_dir() else ()
    return {path.name: _read(path) for path in written if not path.name.startswith(".")}


def _read(path: Path) -> float:
    with suppress(OSError, ValueError):
        return float(path.read_text(encoding="ascii"))
    return 0.0
