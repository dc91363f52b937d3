"""A copy that is taken of a running server, by the document's commands, is a server with everything in it."""

import re
import subprocess

import pytest

from tests.browser.hosted.hosted_app import hosted_app
from tests.deploy.replay import ROOT
from tests.hosted_walk import list_tour, open_page, settle
from tests.pages.server.visit import Visitor

GUIDE = ROOT / "deploy" / "hosted.md"


def read_commands(data):
    """What the two commands do inside the container, with `data` in place of its volume."""
    copy = re.search(r"exec glassbox (tar .*) > glassbox\.tar", GUIDE.read_text())[1]
    restore = re.search(r"--entrypoint (tar) glassbox (.*) < glassbox\.tar", GUIDE.read_text())
    return tuple(words.replace("/data", str(data)) for words in (copy, " ".join(restore.groups())))


@pytest.mark.slow
def test_a_copy_of_a_running_server_brings_everything_back(tmp_path):
    home, packed = tmp_path / "site" / "home", tmp_path / "glassbox.tar"
    ann = settle(home, tmp_path / "pets", "annsmark")
    copy, restore = read_commands(home)
    with hosted_app(home, GUESTS="train") as app, Visitor(app, "datasets", headers=ann.headers) as visitor:
        visitor.run()
        with packed.open("wb") as file:
            subprocess.run(copy.split(), stdout=file, check=True)
    home.rename(tmp_path / "lost")
    home.mkdir()
    with packed.open("rb") as file:
        subprocess.run(restore.split(), stdin=file, check=True)
    with hosted_app(home, GUESTS="train") as app:
        named = [way for way in list_tour(ann) if way[0] not in ("", "export", "design")]  # these show no mark
        assert [way for way in named if ann.mark.encode() not in open_page(app, ann, *way)[0]] == []
