"""A visit of a page over its websocket, as a browser makes it, without a browser."""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

SECONDS = 20  # that a busy machine may take to answer


def visit(app, page="", *, again=None):
    """Open a page, see its script through to the end and leave; `again` is the session that is taken up once more.

    Returns the id of the session.
    """
    address = app.url.replace("http", "ws", 1) + "/_stcore/stream"
    protocols = ["streamlit", "no-token", again] if again else ["streamlit"]
    with connect(address, subprotocols=protocols, max_size=None, open_timeout=SECONDS) as session:
        session.send(BackMsg(rerun_script=ClientState(page_name=page)).SerializeToString())
        while True:
            message = ForwardMsg.FromString(session.recv(timeout=SECONDS))
            if message.WhichOneof("type") == "new_session":
                session_id = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished":
                return session_id
