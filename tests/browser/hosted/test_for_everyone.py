"""The screens that only a server of many has are for everyone too."""

import pytest

from core import workspace
from core.data.intake import adding
from core.hosting import classes, shares
from core.hosting.owners import OWNERS, name_person
from core.i18n import LANGUAGES
from core.workspace import Workspace
from tests.browser.for_everyone import NARROW, walk
from tests.hand_made import hand_made_run

pytestmark = pytest.mark.browser


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hosted_page_is_for_everyone(hosted, sign_in, language):
    tab = sign_in("ann")
    owner = name_person(hosted.issuer, "ann")
    with workspace.using(Workspace(hosted.home / OWNERS / owner, hosted.home, owner)):
        name = f"drawings {language}"
        adding.add("sketches", name, options={"count": 60, "size": 32})
        run = hand_made_run(name).run_id
        classroom = classes.begin("7 b", "Tell them apart", name, days=7)
        links = {what: shares.give(what, given, days=7).token for what, given in list_shared(name, run)}
    addresses = {
        "account": f"{hosted.url}/account?language={language}",
        "classes": f"{hosted.url}/classes?language={language}",
        "class": f"{hosted.url}/classes?language={language}&code={classroom.code}",
        **{what: f"{hosted.url}/shared?language={language}&link={token}" for what, token in links.items()},
    }
    walk(tab, addresses, language, NARROW)


def list_shared(name, run):
    return (("run", run), ("model", run), ("dataset", name))
