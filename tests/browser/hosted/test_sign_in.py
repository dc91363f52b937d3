"""Two people sign in with a real provider, and neither sees the other's."""

import pytest
from playwright.sync_api import expect

from core import workspace
from core.data.intake import adding
from core.hosting.owners import OWNERS, name_person
from core.workspace import Workspace

pytestmark = pytest.mark.browser


def test_two_people_have_a_workspace_each(hosted, sign_in):
    ann, ben = sign_in("ann"), sign_in("ben")
    owners = {name: name_person(hosted.issuer, name) for name in ("ann", "ben")}
    assert {path.name for path in (hosted.home / OWNERS).iterdir()} >= set(owners.values())

    hers = Workspace(hosted.home / OWNERS / owners["ann"], hosted.home, owners["ann"])
    with workspace.using(hers):
        adding.add("sketches", "anns drawings", options={"count": 20})
    for tab, sees in ((ann, True), (ben, False)):
        tab.goto(f"{hosted.url}/datasets?dataset=anns%20drawings")
        place = tab.get_by_role("button", name="Train with it") if sees else tab.get_by_role("alert")
        expect(place.first).to_be_visible()
        assert tab.get_by_text("There is no dataset called").count() == (0 if sees else 1)

    picture = ann.locator("main img").first.get_attribute("src")
    if picture and picture.startswith("/media/"):
        assert ann.request.get(hosted.url + picture).status == 200
        assert ben.request.get(hosted.url + picture).status == 404

    ben.get_by_role("button", name="Sign out").click()
    ben.get_by_role("button", name="Yes, sign me out").click()  # of the provider
    expect(ben.get_by_role("button", name="Sign in").first).to_be_visible()


def test_a_page_has_its_headers_and_breaks_none_of_them(hosted, browser):
    context = browser.new_context()
    tab = context.new_page()
    said = []
    tab.on("console", lambda message: said.append(message.text))
    answer = tab.goto(f"{hosted.url}/article")
    expect(tab.locator("main h1").first).to_be_visible()
    tab.locator(".js-plotly-plot, canvas, svg").first.wait_for()
    assert "'unsafe-eval'" not in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert [line for line in said if "Content Security Policy" in line or "Refused" in line] == []
    context.close()
