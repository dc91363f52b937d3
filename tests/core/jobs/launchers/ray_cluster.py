"""A Ray cluster on loopback for as long as a `with` lasts: a head, and further nodes that can be killed."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil

from tests.browser.running_app import free_port
from tests.waiting import until

RAY = Path(sys.executable).with_name("ray")
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0"}
TOKEN = "a-token-of-these-tests-alone-0123456789"
WITH_TOKEN = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": TOKEN}
START = 120  # seconds a busy machine may take


def is_installed():
    return RAY.exists()


@contextmanager
def running_cluster(*, cpus=2):
    """The addresses of the dashboard and of the head, and the folder of its files.

    Its sockets lie in the folder, and a socket's path has to be short.
    """
    port, dashboard = free_port(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="r", dir="/tmp"))
    started = subprocess.Popen(
        [RAY, "start", "--head", "--block", f"--port={port}", f"--num-cpus={cpus}", "--dashboard-host=127.0.0.1",
         f"--dashboard-port={dashboard}", "--node-ip-address=127.0.0.1", f"--temp-dir={folder}",
         "--disable-usage-stats", "--object-store-memory=80000000"],
        env=os.environ | QUIET | WITH_TOKEN, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{dashboard}"
        until(lambda: _answers(address), within=START, what="the cluster's dashboard")
        with knowing_the_token():
            yield address, f"127.0.0.1:{port}", folder
    finally:
        started.terminate()
        started.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_node(dashboard, head, folder, *, cpus=1):
    """One more node of the cluster, once the cluster counts it; `kill_all` ends it, with everything that runs on it."""
    before = count_nodes(dashboard)
    with (folder / "node.log").open("ab") as log:
        started = subprocess.Popen(
            [RAY, "start", f"--address={head}", "--block", f"--num-cpus={cpus}", "--node-ip-address=127.0.0.1",
             f"--temp-dir={folder}", "--disable-usage-stats", "--object-store-memory=80000000"],
            env=os.environ | QUIET | WITH_TOKEN, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    node = psutil.Process(started.pid)
    try:
        until(lambda: count_nodes(dashboard) > before, within=START, what=f"a node ({folder}/node.log)")
        yield node
    finally:
        kill_all(node)
        started.wait(timeout=60)


@contextmanager
def knowing_the_token():
    """Inside, this process has the token of the cluster, as the program of a lab has."""
    before = {name: os.environ.get(name) for name in WITH_TOKEN}
    os.environ.update(WITH_TOKEN)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def kill_all(node):
    """As when a machine loses its power."""
    with suppress(psutil.NoSuchProcess):
        lost = [node, *node.children(recursive=True)]
        for process in lost:
            with suppress(psutil.NoSuchProcess):
                process.kill()


def count_nodes(dashboard):
    """How many the cluster believes to be alive."""
    with urlopen(_ask(f"{dashboard}/nodes?view=summary"), timeout=10) as answer:
        nodes = json.load(answer)["data"]["summary"]
    return sum(node["raylet"].get("state") == "ALIVE" for node in nodes)


def _answers(address):
    try:
        with urlopen(_ask(f"{address}/api/version"), timeout=2) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


def _ask(address):
    return Request(address, headers={"Authorization": f"Bearer {TOKEN}"})
