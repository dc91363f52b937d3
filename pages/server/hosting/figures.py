"""Figures for Prometheus, at an address of their own that visitors do not reach: how much, and never whose.

They are counted when Prometheus asks, from the disk and the sessions.
"""

import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from core import ledger, workspace
from core.hosting import owners
from core.hosting.settings import HostSettings
from core.jobs.line.tickets import read_waiting, read_working
from core.quota import measure
from pages.server.hosting import gate, sessions

PREFIX = "glassbox"
MEASURE_SECONDS = 300.0


def serve(host: HostSettings) -> None:
    """Answer Prometheus at the host's address for it, in a thread."""
    if not host.figures:
        return
    registry = CollectorRegistry()
    registry.register(Figures())
    place, _colon, port = host.figures.rpartition(":")
    start_http_server(int(port), place.strip("[]") or "127.0.0.1", registry)


class Figures(Collector):
    """What a host watches; the workspaces are walked now and then, not at every reading."""

    def __init__(self) -> None:
        self._measured = float("-inf")
        self._stored = 0.0

    def collect(self) -> Iterator[Metric]:
        yield _gauge("sessions", "Open pages.", sessions.count_sessions(lambda _visitor: True))
        folder = workspace.home() / "queue"
        for name, said, tickets in (
            ("jobs_waiting", "Jobs in the queue, by lane.", read_waiting(folder)),
            ("jobs_working", "Jobs at work, by lane.", read_working(folder)),
        ):
            yield _by("lane", name, said, Counter(ticket.lane for ticket in tickets))
        everybody = list(owners.list_owners())
        yield _gauge("owners", "Owners with a workspace.", len(everybody))
        with workspace.using(workspace.local()):
            seconds = sum(ledger.total(owner, "training") for owner in everybody)
            sent = sum(ledger.total(owner, "uploads") for owner in everybody)
        yield _gauge("training_seconds_today", "Seconds of training of today, of all owners.", seconds)
        yield _gauge("upload_bytes_today", "Bytes uploaded today, by all owners.", sent)
        yield _gauge("stored_bytes", "Bytes in all workspaces.", self._measure(everybody))
        yield _gauge("free_bytes", "Free bytes of the disk.", shutil.disk_usage(workspace.home()).free)
        refused = CounterMetricFamily(f"{PREFIX}_refused", "Requests that were refused, by what.", labels=["what"])
        for what, count in gate.refused.items():
            refused.add_metric([what], count)
        yield refused

    def _measure(self, everybody: Iterable[str]) -> float:
        if time.monotonic() - self._measured > MEASURE_SECONDS:
            self._measured = time.monotonic()
            self._stored = sum(measure(owners.find_workspace(owner).root).size for owner in everybody)
        return self._stored


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{PREFIX}_{name}", said, value=value)


def _by(label: str, name: str, said: str, counts: Counter[str]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"{PREFIX}_{name}", said, labels=[label])
    for value, count in counts.items():
        family.add_metric([value], count)
    return family
