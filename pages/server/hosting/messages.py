"""What a browser may ask of the server over its websocket, which a stranger may write to by hand.

Streamlit answers anybody who asks to empty the caches of all sessions, to tell what lies in the repository of the app,
or to write into its folder: help for whoever develops an app. No page of ours asks for any of it. Nor may a session
have a file made that another one offers.
"""

from functools import wraps

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession

from pages.server.hosting.gate import refused

ANSWERED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


def answer_pages_alone() -> None:
    """From now on, leave unanswered what no page asks for; call it once."""
    handle = AppSession.handle_backmsg

    @wraps(handle)
    def handle_asked(self: AppSession, msg: BackMsg) -> None:
        if may_ask(self.id, msg):
            handle(self, msg)
        else:
            refused["message"] += 1

    AppSession.handle_backmsg = handle_asked  # type: ignore[method-assign]


def may_ask(session_id: str, message: BackMsg) -> bool:
    """Whether a page of this session would send the message."""
    if message.WhichOneof("type") == "backend_operation_request":
        return _may_have_done(session_id, message.backend_operation_request)
    return message.WhichOneof("type") in ANSWERED


def _may_have_done(session_id: str, request: BackendOperationRequest) -> bool:
    if request.WhichOneof("payload") not in OPERATIONS:
        return False
    offer = Runtime.instance().media_file_mgr._deferred_callables.get(request.deferred_file.file_id)
    return offer is None or offer["session_id"] == session_id
