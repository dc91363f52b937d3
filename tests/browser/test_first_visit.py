"""Whoever opens a screen by its own address gets it at once: the browser does not ask where the app lives."""

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import running_app

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(page):
    """The addresses that the tab asked for, with the status of each answer."""
    asked = {}
    page.on("response", lambda response: asked.update({response.url: response.status}))
    page.on("websocket", lambda socket: asked.update({socket.url: 101}))
    return asked


def test_every_request_of_a_direct_visit_is_answered(page, app_url, asked):
    page.goto(f"{app_url}/activations?language=zh")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert {address: status for address, status in asked.items() if status >= 400} == {}
    assert f"{app_url.replace('http', 'ws', 1)}/_stcore/stream" in asked


@pytest.mark.slow
def test_so_does_an_app_below_another_address(page, tmp_path, monkeypatch, asked):
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "deep/glass")
    with running_app(tmp_path / "deep", address="/deep/glass") as app:
        page.goto(f"{app.url}/activations")
        expect(page.get_by_role("heading", name="Activations", level=1)).to_be_visible()
        page.get_by_role("link", name="Losses").click()
        expect(page).to_have_url(f"{app.url}/losses")
        page.reload()
        expect(page.get_by_role("heading", name="Losses", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
    assert {address: status for address, status in asked.items() if status >= 400} == {}
