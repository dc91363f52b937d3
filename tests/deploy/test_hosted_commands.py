"""From a clone to a signed-in training: the commands of the documents, as they stand there, run by a script."""

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import installed, launch
from tests.browser.hosted.provider import find_packages, running_provider
from tests.browser.hosted.signing_in import sign_in
from tests.browser.running_app import free_port
from tests.deploy.replay import REACH, ROOT
from tests.pages.server.visit import asks
from tests.waiting import until

GUIDE = ROOT / "deploy" / "hosted.md"
SETTINGS = ROOT / "docs" / "hosting.md"
SECRET = "a-secret-of-the-client-that-a-shell-takes-as-one-word"
INSTALLED = 1200  # seconds that installing may take
TRAINED = 300_000  # milliseconds


def read_blocks(document, heading="# "):
    """The blocks of commands below the heading."""
    section = document.read_text().split(heading, 1)[1]
    return re.findall(r"```\n(.*?)```", section, re.S)


def read_commands():
    return read_blocks(GUIDE, "## Without Docker")[0]


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


def list_environment():
    """What a shell has in which nothing of this project is set."""
    kept = (*REACH, "LANG", "HOME", "PATH", "SSL_")
    return {name: value for name, value in os.environ.items() if name.startswith(kept)}


@contextmanager
def running(commands, folder, address, environment):
    """A shell that does the commands in the folder; they end with a server, which is ready at the address."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["sh", "-ec", commands], cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            env=environment,
        )  # fmt: skip
    try:
        until(
            lambda: process.poll() is not None or asks(address, "/_glassbox/ready"), within=INSTALLED,
            what="a server that is ready",
        )  # fmt: skip
        assert process.poll() is None, (folder / "log").read_text()[-3000:]
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


@pytest.fixture
def provider():
    """The address of a server to be, and of a provider of people who come back to it."""
    if not installed():
        pytest.skip("there is no Chromium to sign in with")
    find_packages()
    port, provider_port = free_port(), free_port()
    address = f"http://127.0.0.1:{port}"
    with running_provider(provider_port, f"{address}/oauth2callback", SECRET) as issuer:
        yield address, issuer


def build_settings(address):
    """What is not in the commands: this machine runs other servers, and the test's provider asks who one is."""
    return {
        "GLASSBOX_HOST_PORT": address.rpartition(":")[2],
        "GLASSBOX_HOST_FIGURES": "",
        "GLASSBOX_HOST_SIGN_IN__PROMPT": "login",
    }


@pytest.fixture
def server(tmp_path, provider):
    """The address of a server that the commands have started: a fresh clone, and an environment of its own."""
    address, issuer = provider
    commands = fill_in(
        read_commands().replace("https://NAME", "NAME"), REPOSITORY=f"--depth 1 file://{ROOT}",
        FOLDER=f"{tmp_path}/data", NAME=address, ISSUER=issuer, CLIENT_ID="glassbox", CLIENT_SECRET=SECRET,
    )  # fmt: skip
    with running(commands, tmp_path, address, list_environment() | build_settings(address)):
        assert (tmp_path / "glassbox" / ".venv" / "bin" / "streamlit").exists()
        yield address


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_person_signs_in_and_trains(server):
    with sync_playwright() as playwright:
        browser = launch(playwright)
        tab = browser.new_page()
        sign_in(tab, server, "ann")
        tab.goto(f"{server}/train?dataset=sketches&architecture=article&image_size=32&epochs=1")
        tab.get_by_role("button", name="Train", exact=True).click(timeout=TRAINED)
        tab.get_by_text("finished").first.wait_for(timeout=TRAINED)
        browser.close()


@pytest.fixture
def here():
    """The environment in which the packages are there already, so that the commands find them."""
    return list_environment() | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


@pytest.mark.slow
def test_the_settings_of_a_file_bring_a_server_that_people_sign_in_to(tmp_path, provider, here):
    address, issuer = provider
    commands = read_blocks(SETTINGS)[0]
    for shown, mine in (
        ("https://glassbox.example.org", address),
        ("https://accounts.example.org", issuer),
        ("CLIENT_SECRET=...", f"CLIENT_SECRET={SECRET}"),
        ("/var/lib/glassbox", f"{tmp_path}/data"),
        ("requirements-host.txt", f"{ROOT}/requirements-host.txt"),
    ):
        assert shown in commands
        commands = commands.replace(shown, mine)
    with running(commands, tmp_path, address, here | build_settings(address)), sync_playwright() as playwright:
        browser = launch(playwright)
        sign_in(browser.new_page(), address, "ben")
        browser.close()


@pytest.mark.slow
def test_a_look_at_it_needs_no_provider(tmp_path, here):
    address = f"http://localhost:{free_port()}"
    commands = read_blocks(SETTINGS)[1]
    for shown, mine in (("http://localhost:8501", address), ("/tmp/glassbox", f"{tmp_path}/data")):
        assert shown in commands
        commands = commands.replace(shown, mine)
    settings = {name: value for name, value in build_settings(address).items() if "SIGN_IN" not in name}
    with running(commands, tmp_path, address, here | settings):
        assert (tmp_path / "data").is_dir()


@contextmanager
def running_proxy(folder, name, server):
    """Caddy, as the document starts it, before the server; it certifies a name of this machine by itself."""
    (command,) = read_blocks(GUIDE, "The proxy is")[:1]
    config = folder / "Caddyfile"  # the same, and nothing of this machine is changed
    config.write_text(
        f"{{\nskip_install_trust\nadmin off\nhttp_port {free_port()}\n}}\nimport {ROOT}/deploy/Caddyfile\n"
    )
    for shown, mine in (("NAME=NAME", f"NAME={name}"), ("127.0.0.1:8501", server), ("deploy/Caddyfile", str(config))):
        assert shown in command
        command = command.replace(shown, mine)
    place = list_environment() | {"XDG_DATA_HOME": str(folder / "caddy"), "XDG_CONFIG_HOME": str(folder / "caddy")}
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(["sh", "-ec", f"exec env {command}"], cwd=folder, env=place, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.slow
def test_through_the_proxy_all_is_encrypted(tmp_path, here):
    if not shutil.which("caddy"):
        pytest.skip("the proxy, Caddy, is not installed")
    find_packages()
    inside, name, provider_port = f"127.0.0.1:{free_port()}", f"localhost:{free_port()}", free_port()
    commands = read_commands().partition("requirements-host.txt\n")[2]
    with (
        running_provider(provider_port, f"https://{name}/oauth2callback", SECRET) as issuer,
        running(
            fill_in(commands, FOLDER=f"{tmp_path}/data", NAME=name, ISSUER=issuer, CLIENT_ID="glassbox",
                    CLIENT_SECRET=SECRET),
            tmp_path, f"http://{inside}", here | build_settings(f"http://{inside}"),
        ),
        running_proxy(tmp_path, name, inside),
        sync_playwright() as playwright,
    ):  # fmt: skip
        browser = launch(playwright)
        context = browser.new_context(ignore_https_errors=True)
        tab = context.new_page()
        sign_in(tab, f"https://{name}", "ann")
        assert {cookie["secure"] for cookie in context.cookies(f"https://{name}")} == {True}
        browser.close()
