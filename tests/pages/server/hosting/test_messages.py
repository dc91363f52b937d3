"""Over the websocket a browser is answered what our pages ask, and nothing that a stranger thinks of beside it."""

from types import SimpleNamespace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.app_session import AppSession

from pages.server.hosting import messages
from pages.server.hosting.gate import refused

PAGES_ASK = ["rerun_script", "stop_script", "app_heartbeat", "file_urls_request"]


def make_message(kind, payload=None):
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type is None:
        setattr(message, kind, True)
    else:
        getattr(message, kind).SetInParent()
    if payload:
        getattr(message.backend_operation_request, payload).SetInParent()
    return message


@pytest.fixture
def media(monkeypatch):
    """What sessions offer to make, by the file's id."""
    offers = {}
    runtime = SimpleNamespace(media_file_mgr=SimpleNamespace(_deferred_callables=offers))
    monkeypatch.setattr(messages, "Runtime", SimpleNamespace(instance=lambda: runtime))
    return offers


def test_of_all_that_streamlit_answers_there_is_what_pages_ask():
    kinds = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]
    assert {"clear_cache", "load_git_info"} < set(kinds)
    assert [kind for kind in kinds if messages.may_ask("mine", make_message(kind))] == sorted(
        PAGES_ASK, key=kinds.index
    )


def test_of_the_operations_there_are_those_of_tables_and_downloads(media):
    request = BackMsg.DESCRIPTOR.fields_by_name["backend_operation_request"].message_type
    payloads = [field.name for field in request.oneofs_by_name["payload"].fields]
    asked = {one for one in payloads if messages.may_ask("mine", make_message("backend_operation_request", one))}
    assert {"install_skills"} < set(payloads)
    assert asked == {"deferred_file", "dataframe_chunk"}


@pytest.mark.parametrize(("session", "may"), [("mine", True), ("another", False)])
def test_a_file_is_made_for_the_session_that_offers_it(media, session, may):
    media["file"] = {"session_id": "mine"}
    message = make_message("backend_operation_request", "deferred_file")
    message.backend_operation_request.deferred_file.file_id = "file"
    assert messages.may_ask(session, message) == may


def test_what_no_page_asks_for_reaches_no_session_and_is_counted(monkeypatch):
    reached = []
    monkeypatch.setattr(AppSession, "handle_backmsg", lambda self, msg: reached.append(msg.WhichOneof("type")))
    messages.answer_pages_alone()
    before = refused["message"]
    for kind in ("clear_cache", "app_heartbeat", "load_git_info"):
        AppSession.handle_backmsg(SimpleNamespace(id="mine"), make_message(kind))
    assert reached == ["app_heartbeat"]
    assert refused["message"] == before + 2
