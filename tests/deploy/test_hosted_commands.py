"""From a clone to a signed-in training: the commands of deploy/hosted.md, as they stand there, run by a script."""

import os
import re
import signal
import subprocess
from contextlib import suppress

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import installed, launch
from tests.browser.hosted.provider import find_packages, running_provider
from tests.browser.running_app import free_port
from tests.deploy.replay import REACH, ROOT
from tests.pages.server.visit import asks
from tests.waiting import until

GUIDE = ROOT / "deploy" / "hosted.md"
SECRET = "a-secret-of-the-client-that-a-shell-takes-as-one-word"
INSTALLED = 1200  # seconds that installing may take
TRAINED = 300_000  # milliseconds


def read_commands():
    section = GUIDE.read_text().split("## Without Docker", 1)[1]
    return re.search(r"```\n(.*?)```", section, re.S)[1]


def fill_in(commands, **mine):
    """The commands with what is a host's own in place of the words in capitals."""
    for name, value in mine.items():
        assert re.search(rf"(?<![A-Z_]){name}(?![A-Z_])", commands), f"{name} is not asked for"
        commands = re.sub(rf"(?<![A-Z_]){name}(?![A-Z_])", value, commands)
    return commands


def test_the_commands_ask_for_what_a_host_has_and_nothing_else():
    filled = fill_in(
        read_commands(), REPOSITORY="r", FOLDER="f", NAME="n", ISSUER="i", CLIENT_ID="c", CLIENT_SECRET="s"
    )
    assert re.findall(r"=[A-Z]", filled) == []
    assert filled.splitlines()[-1] == "python -m core serve --hosted"


@pytest.fixture
def server(tmp_path):
    """The address of a server that the commands have started."""
    if not installed():
        pytest.skip("there is no Chromium to sign in with")
    find_packages()
    port, provider_port = free_port(), free_port()
    address = f"http://127.0.0.1:{port}"
    with running_provider(provider_port, f"{address}/oauth2callback", SECRET) as issuer:
        commands = fill_in(
            read_commands().replace("https://NAME", "NAME"), REPOSITORY=f"--depth 1 file://{ROOT}",
            FOLDER=f"{tmp_path}/data", NAME=address, ISSUER=issuer, CLIENT_ID="glassbox", CLIENT_SECRET=SECRET,
        )  # fmt: skip
        here = {
            name: value
            for name, value in os.environ.items()
            if name.startswith((*REACH, "LANG", "HOME", "PATH", "SSL_"))
        }
        settings = {
            "GLASSBOX_HOST_PORT": str(port),
            "GLASSBOX_HOST_FIGURES": "",
            "GLASSBOX_HOST_SIGN_IN__PROMPT": "login",
        }
        with (tmp_path / "log").open("wb") as log:
            process = subprocess.Popen(
                ["sh", "-ec", commands], cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
                env=here | settings,
            )  # fmt: skip
        try:
            until(
                lambda: process.poll() is not None or asks(address, "/_glassbox/ready"), within=INSTALLED,
                what="a server that is ready",
            )  # fmt: skip
            assert process.poll() is None, (tmp_path / "log").read_text()[-3000:]
            yield address
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_person_signs_in_and_trains(server):
    with sync_playwright() as playwright:
        browser = launch(playwright)
        tab = browser.new_page()
        tab.goto(server)
        tab.get_by_role("button", name="Sign in").first.click()
        tab.locator("[name=login]").fill("ann")
        tab.locator("[name=password]").fill("any")
        tab.locator("button[type=submit]").click()
        tab.get_by_role("button", name="Continue").click()
        tab.get_by_text("ann of the test").wait_for()
        tab.goto(f"{server}/train?dataset=sketches&architecture=article&image_size=32&epochs=1")
        tab.get_by_role("button", name="Train", exact=True).click(timeout=TRAINED)
        tab.get_by_text("finished").first.wait_for(timeout=TRAINED)
        browser.close()
