import pytest
from anyio.from_thread import start_blocking_portal

from pages.server.frontend import CONNECT, FOR_EVER, STATIC, QuickFiles, build_mending, list_preloads, list_served_files
from pages.shared.browser.scripts import PLOTLY_ADDRESS, build_address, collect_imports

PLOTLY = f"/{PLOTLY_ADDRESS}"


def behind(kind, status=200):
    """An app that answers every request alike."""

    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind.encode())]})
        await send({"type": "http.response.body", "body": b"the app ", "more_body": True})
        await send({"type": "http.response.body", "body": b"behind"})

    return app


def get(path, headers=(), *, method="GET", base="", app=None):
    """Headers as a dict, and the body, of one request through `QuickFiles`."""
    sent = []

    async def send(message):
        sent.append(message)

    front = QuickFiles(app or behind("text/plain"))
    front.base = base
    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    with start_blocking_portal() as portal:  # a loop of its own: that of a browser may be running in this thread
        portal.call(front, scope, None, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message.get("body", b"") for message in sent)


@pytest.fixture(scope="module")
def known():
    return list_served_files()


def test_a_script_comes_whole_and_may_be_kept_for_ever(known):
    address = next(address for address in known if "/js/index." in address)
    headers, body = get(address)
    assert body == known[address].read_bytes()
    assert headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == FOR_EVER
    assert int(headers["content-length"]) == len(body)


def test_plotly_comes_from_the_installed_package(known):
    assert get(PLOTLY)[1] == known[PLOTLY].read_bytes()


def test_the_app_may_live_below_another_address(known):
    address = next(address for address in known if address.endswith(".css"))
    assert get(f"/glass{address}", base="glass")[1] == known[address].read_bytes()


@pytest.mark.parametrize("path", ["/", "/train", "/static/js/none.js", "/static/../index.html", "/static", "/vendor"])
def test_what_is_in_no_table_is_left_to_streamlit(path):
    assert get(path)[1] == b"the app behind"


def test_parts_of_a_file_and_other_methods_are_left_to_streamlit(known):
    address = next(iter(known))
    assert get(address, [(b"range", b"bytes=0-9")])[1] == b"the app behind"
    assert get(address, method="HEAD")[1] == b"the app behind"


PAGE = behind("text/html; charset=utf-8")


def named_by(screen):
    """The addresses that the page of a screen names, below that of the app."""
    return [part[2 : part.index(">")] for part in get(screen, app=PAGE)[0]["link"].split(", ")]


def test_a_page_names_what_it_will_need_and_does_not_name_itself(known):
    named = named_by("/train")
    assert {"ButtonGroup", "PageLink"} <= {address.rsplit("/", 1)[1].split(".")[0] for address in named}
    assert set(named) <= set(known)
    page = (STATIC / "index.html").read_text()
    assert not [address for address in named if address in page]
    assert len(named) == len(set(named))


def test_a_page_is_streamlits_own_and_says_where_the_app_lives():
    headers, body = get("/train", app=PAGE)
    page = body.decode()
    assert page.replace(CONNECT + build_mending(), "") == (STATIC / "index.html").read_text()
    assert page.index(CONNECT + build_mending()) < page.index("<script type")  # whoever reads it comes later
    assert headers["cache-control"] == "no-cache"
    assert int(headers["content-length"]) == len(body)


def test_only_a_page_that_is_there_is_replaced():
    assert get("/train", app=behind("text/html", 404))[1] == b"the app behind"
    assert get("/train", app=PAGE, method="HEAD")[1] == b"the app behind"


def test_a_screen_with_scripts_of_its_own_names_them_and_all_that_they_import(known):
    named = named_by("/losses")
    assert (
        {f"/{build_address(script)}" for script in collect_imports("concepts/losses/chart.js")}
        <= set(named)
        <= set(known)
    )
    assert "BidiComponent" in {address.rsplit("/", 1)[1].split(".")[0] for address in named}
    assert not [address for address in named_by("/train") if "/concepts/" in address]


def test_our_scripts_come_with_the_type_that_modules_need():
    headers, body = get(f"/{build_address('concepts/losses/chart.js')}")
    assert b"export default" in body
    assert headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == FOR_EVER


def test_without_those_scripts_nothing_is_named():
    assert list_preloads({}, screen="no-such-screen") == ""
