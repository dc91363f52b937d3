"""A publisher on the loopback that sends its files whole, cut, altered, slowly or not at all."""

import http.server
import threading
from contextlib import contextmanager

LOOK_EVERY = 0.05  # seconds between two looks whether the server shall end


class Publisher(http.server.ThreadingHTTPServer):
    """`files` by their path; `cut` bytes are sent before the connection breaks; `ranges` is what was asked for."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = {}
        self.cut = None
        self.knows_ranges = True
        self.stalls = threading.Event()
        self.goes_on = threading.Event()
        self.ranges = []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        publisher, asked = self.server, self.headers.get("Range")
        publisher.ranges.append(asked)
        data = publisher.files.get(self.path.lstrip("/"))
        begin = int(asked[6:-1]) if asked and publisher.knows_ranges else 0
        if data is None:
            self.send_error(404)
        elif asked and begin >= len(data):
            self.send_error(416)
        else:
            self.send_response(206 if begin else 200)
            self.send_header("Content-Length", str(len(data) - begin))
            self.end_headers()
            self._send(data[begin:])

    def _send(self, data):
        publisher = self.server
        cut = len(data) if publisher.cut is None else publisher.cut
        self.wfile.write(data[:cut])
        if publisher.stalls.is_set():
            self.wfile.flush()
            publisher.goes_on.wait(60)

    def log_message(self, *_):
        pass


@contextmanager
def publisher():
    with Publisher() as server:
        threading.Thread(target=server.serve_forever, args=(LOOK_EVERY,), daemon=True).start()
        yield server
        server.goes_on.set()
        server.shutdown()
