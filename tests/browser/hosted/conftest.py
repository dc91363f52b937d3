"""A hosted server with a real provider, and people who sign in."""

from types import SimpleNamespace

import pytest

from tests.browser.chromium import launch
from tests.browser.hosted import signing_in
from tests.browser.hosted.hosted_app import SECRET, hosted_app
from tests.browser.hosted.provider import find_packages, running_provider
from tests.browser.running_app import free_port


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    """The server's address, process and home, with `issuer`."""
    find_packages()
    port, provider_port = free_port(), free_port()
    back = f"http://127.0.0.1:{port}/oauth2callback"
    home = tmp_path_factory.mktemp("hosted") / "home"
    with running_provider(provider_port, back, SECRET) as issuer:
        sign_in = {"ISSUER": issuer, "CLIENT_ID": "glassbox", "CLIENT_SECRET": SECRET, "PROMPT": "login"}
        settings = {f"SIGN_IN__{name}": value for name, value in sign_in.items()}
        with hosted_app(home, port, **settings) as app:
            yield SimpleNamespace(url=app.url, pid=app.pid, home=app.home, port=app.port, issuer=issuer)


@pytest.fixture(scope="module")
def browser(playwright):
    opened = launch(playwright)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sign_in(hosted, browser):
    """A tab in a browser of their own, of a person who has signed in under that name."""
    contexts = []

    def enter(name):
        context = browser.new_context()
        context.route("**/fonts.googleapis.com/**", lambda route: route.abort())
        contexts.append(context)
        tab = context.new_page()
        signing_in.sign_in(tab, hosted.url, name)
        return tab

    yield enter
    for context in contexts:
        context.close()
