"""A browser's side of a session, without a browser.

Usage:
    with Visitor(app, "predict") as visitor:
        visitor.run()                                   # sees the page's script through to its end
        visitor.upload({"photo.jpg": data})             # into the one upload field of the page
        visitor.shown("alert")                          # the alerts of the last run
"""

from contextlib import ExitStack
from http.client import HTTPConnection
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

SECONDS = 180  # that a busy machine may take to answer


def visit(app, page="", *, again=None):
    """Open a page, see its script through to the end and leave; `again` is the session that is taken up once more.

    Returns the id of the session.
    """
    with Visitor(app, page, again=again) as visitor:
        visitor.run()
        return visitor.session_id


class Visitor:
    def __init__(self, app, page="", query="", *, again=None, headers=None):
        self.app = app
        self._headers = headers
        self.session_id = None
        self.elements = []
        self.repeated = {}  # by the fragments that the server wants run again and again: after how many seconds
        self._again = again
        self._state = ClientState(page_name=page, query_string=query)

    def __enter__(self):
        address = self.app.url.replace("http", "ws", 1) + "/_stcore/stream"
        protocols = ["streamlit", "no-token", self._again] if self._again else ["streamlit"]
        self._leave = ExitStack()
        socket = connect(
            address, subprotocols=protocols, max_size=None, open_timeout=SECONDS, additional_headers=self._headers
        )  # fmt: skip
        self._socket = self._leave.enter_context(socket)
        return self

    def __exit__(self, *_):
        self._leave.close()

    def run(self):
        """Have the script of the page run with what has been done so far, and wait for its end."""
        self.repeated = {}
        self._send(self._state)

    def repeat(self):
        """Run once each of the fragments that the server wants run again and again, as a browser does by its clock."""
        for fragment_id in list(self.repeated):
            asked = ClientState()
            asked.CopyFrom(self._state)
            asked.fragment_id, asked.is_auto_rerun = fragment_id, True
            self._send(asked)

    def _send(self, state):
        self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        self.elements = []
        self._until("script_finished")

    def move_slider(self, dice):
        """Move one of the sliders that the last run has sent, to a place by lot, and have the script run with it."""
        sliders = [slider for slider in self.shown("slider") if slider.step]
        if sliders:
            slider = dice.choice(sliders)
            steps = round((slider.max - slider.min) / slider.step)
            self._set(slider.id).double_array_value.data[:] = [slider.min + slider.step * dice.randint(0, steps)]
        self.run()
        return bool(sliders)

    def _set(self, widget_id):
        widgets = self._state.widget_states.widgets
        known = next((widget for widget in widgets if widget.id == widget_id), None)
        return known or widgets.add(id=widget_id)

    def shown(self, kind):
        """The elements of a kind, such as `alert`, that the last run has sent."""
        return [getattr(element, kind) for element in self.elements if element.WhichOneof("type") == kind]

    def press(self, label):
        """Press the button of that label."""
        (button,) = (button for button in self.shown("button") if button.label == label)
        pressed = self._state.widget_states.widgets.add(id=button.id, trigger_value=True)
        self.run()
        self._state.widget_states.widgets.remove(pressed)

    def upload(self, contents):
        """Put files, by their names, into the page's only upload field, and have the script run with them."""
        (field,) = self.shown("file_uploader")
        state = FileUploaderState()
        for urls, (name, data) in zip(self.addresses(contents), contents.items(), strict=True):
            assert put(self.app, urls.upload_url, name, data) == 204
            state.uploaded_file_info.add(file_id=urls.file_id, name=name, size=len(data), file_urls=urls)
        self._state.widget_states.widgets.add(id=field.id, file_uploader_state_value=state)
        self.run()

    def addresses(self, names):
        """Where files of these names may be sent to."""
        request = BackMsg()
        request.file_urls_request.request_id = str(uuid4())
        request.file_urls_request.file_names.extend(names)
        request.file_urls_request.session_id = self.session_id
        self._socket.send(request.SerializeToString())
        return self._until("file_urls_response").file_urls_response.file_urls

    def _until(self, kind):
        while True:
            message = ForwardMsg.FromString(self._socket.recv(timeout=SECONDS))
            sort = message.WhichOneof("type")
            if sort == "new_session":
                self.session_id = message.new_session.initialize.session_id
            elif sort == "auto_rerun":
                self.repeated[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            elif sort == "navigation":
                self._state.page_script_hash = message.navigation.page_script_hash
            elif sort == "delta" and message.delta.HasField("new_element"):
                self.elements.append(message.delta.new_element)
            if sort == kind:
                return message


def put(app, address, name, data, *, token=True):
    """The status that an upload is answered with; without a token it comes from no page of the app."""
    boundary = uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\n'.encode()
    connection = HTTPConnection("127.0.0.1", app.port, timeout=SECONDS)
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"} | (page_token(app) if token else {})
    try:
        connection.request(
            "PUT", urlsplit(app.url).path + address, head + data + f"\r\n--{boundary}--\r\n".encode(), headers
        )
        return connection.getresponse().status
    finally:
        connection.close()


def page_token(app):
    """The cookie that the server gives a page, and the header in which the page's script repeats it."""
    connection = HTTPConnection("127.0.0.1", app.port, timeout=SECONDS)
    connection.request("GET", urlsplit(app.url).path + "/_stcore/health")
    cookie = connection.getresponse().getheader("set-cookie").partition(";")[0]
    connection.close()
    return {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}


def asks(address, path):
    """Whether something at that address answers a request of that path, and has nothing against it."""
    try:
        with urlopen(address + path, timeout=2) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False
