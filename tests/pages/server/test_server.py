import socket

from pages.server.server import send_at_once


def test_an_accepted_connection_sends_at_once():
    with socket.socket(socket.AF_INET) as listening:  # the protocol is not named, as Streamlit opens its own
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        send_at_once()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
