"""The screens that only a server of many has are for everyone too, signed in or not."""

import pytest

from core import workspace
from core.data.intake import adding
from core.hosting import classes, owners, shares
from core.hosting.owners import name_person
from core.i18n import LANGUAGES
from tests.browser.for_everyone import NARROW, WIDE, walk
from tests.hand_made import hand_made_run

pytestmark = pytest.mark.browser

WIDTHS = {"en": NARROW, "zh": WIDE}
DATASET = "drawings"


@pytest.fixture(scope="module")
def links(hosted):
    """The part of each address that names something of Ann's; the class has Ben in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_HOME", str(hosted.home))
        token = make_links(hosted.issuer)
    return {
        "account": "account?",
        "classes": "classes?",
        "class": f"classes?code={token.pop('class')}&",
        "datasets": f"datasets?dataset={DATASET}&",
        **{f"shared {what}": f"shared?link={given}&" for what, given in token.items()},
    }


def make_links(issuer):
    """The code of Ann's class, and the tokens of what she shares."""
    ann, ben = (owners.find_workspace(name_person(issuer, name)) for name in ("ann", "ben"))
    with workspace.using(ann):
        adding.add("sketches", DATASET, options={"count": 60, "size": 32})
        run = hand_made_run(DATASET).run_id
        classroom = classes.begin("7 b", "Tell them apart", DATASET, days=7)
        names = {"run": run, "model": run, "dataset": DATASET}
        tokens = {what: shares.give(what, name, days=7).token for what, name in names.items()}
    with workspace.using(ben):
        classes.join(classroom, "Ben")
    return {"class": classroom.code, **tokens}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hosted_page_is_for_everyone(hosted, sign_in, links, language):
    addresses = {name: f"{hosted.url}/{link}language={language}" for name, link in links.items()}
    walk(sign_in("ann"), addresses, language, WIDTHS[language])


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_not_signed_in_sees_pages_for_everyone(hosted, browser, links, language):
    addresses = {name: f"{hosted.url}/{links[name]}language={language}" for name in ("account", "shared model")}
    addresses["home"] = f"{hosted.url}/?language={language}"
    context = browser.new_context()
    walk(context.new_page(), addresses, language, WIDTHS[language])
    context.close()
