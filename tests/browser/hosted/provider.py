"""Node's `oidc-provider` for a test of signing in, put into a folder of this user's cache on first use."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from platformdirs import user_cache_path

PACKAGE = "oidc-provider@9"
SCRIPT = Path(__file__).with_name("provider.mjs")
INSTALL_SECONDS = 120


def find_packages() -> Path:
    """The folder with the package; the test is skipped, saying why, where it is not to be had."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not here, and the provider that people sign in with runs on them")
    folder = user_cache_path("glassbox-tests") / "oidc-provider"
    if not (folder / "node_modules" / "oidc-provider").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}", encoding="utf-8")
        done = subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", PACKAGE],
            cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"npm cannot install {PACKAGE}: {done.stderr.strip()[-200:]}")
    return folder


@contextmanager
def running_provider(port: int, redirect: str, secret: str) -> Iterator[str]:
    """The address of a provider that knows one server, which people come back to at `redirect`."""
    provider = subprocess.Popen(
        ["node", str(SCRIPT), str(port), redirect, secret],
        cwd=find_packages(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert provider.stdout is not None
        assert provider.stdout.readline().strip() == "listening"
        yield f"http://127.0.0.1:{port}"
    finally:
        provider.terminate()
        provider.communicate(timeout=20)
