"""Find a Chromium for the browser tests, or install one: `python -m tests.browser.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, ViewportSize, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
VIEWPORT = ViewportSize(width=1280, height=900)


def installed() -> str | None:
    """The path of a Chromium on this machine: the system's, else the one Playwright has fetched."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=installed_in(playwright), args=FLAGS)


def launch_with_profile(playwright: Playwright, profile: Path) -> BrowserContext:
    """Tabs of 1280 pixels in a browser that keeps what it has fetched and compiled in that folder."""
    path = installed_in(playwright)
    return playwright.chromium.launch_persistent_context(profile, executable_path=path, args=FLAGS, viewport=VIEWPORT)


def installed_in(playwright: Playwright) -> str:
    system = next((path for name in NAMES if (path := shutil.which(name))), None)
    return system or playwright.chromium.executable_path


def install() -> bool:
    """Debian's package where that is allowed, else Playwright's own; true if a Chromium is there afterwards."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        packages = ["chromium", "fonts-noto-cjk"]
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=False, stdout=subprocess.DEVNULL)
    if not installed():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return installed() is not None


if __name__ == "__main__" and not installed() and not install():
    sys.exit("The browser tests need Chromium: install your system's package `chromium` and run this again.")
