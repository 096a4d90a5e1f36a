"""True far ends on this machine: a web and a mail server that keep what comes."""

import json
import threading
import time
from contextlib import contextmanager
from datetime import time as hour
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from wardline.ground.rules.outgoing import Hours

ALL_DAY = Hours(True, hour(8))
NIGHT_QUIET = Hours(True, hour(8), hour(22), hour(7))


class Sink:
    """What came to the web server, and what it answers from now on."""

    def __init__(self, port: int) -> None:
        self.port, self.requests = port, []
        self.status, self.says, self.waits = 200, b"ok", 0.0
        self.headers: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.port}/hook-s3cret"

    @property
    def messages(self) -> list[dict]:
        return [json.loads(body) for _path, _headers, body in self.requests]


@contextmanager
def web():
    """Serve on a free port of this machine until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            size = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(size)
            sink.requests.append((self.path, dict(self.headers), body))
            time.sleep(sink.waits)
            self.send_response(sink.status)
            for name, value in sink.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sink.says)))
            self.end_headers()
            self.wfile.write(sink.says)

        def log_message(self, *_args):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_args):
            pass  # whoever sent did not wait for the answer

    server = Server(("127.0.0.1", 0), Handler)
    sink = Sink(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Mailbox:
    """The mail server's side: keeps every message; refuses when told to."""

    def __init__(self) -> None:
        self.letters, self.refuses = [], ""

    async def handle_DATA(self, server, session, envelope):
        if self.refuses:
            return self.refuses
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 Message accepted"


@contextmanager
def mail():
    """Run a mail server on a free port; give its mailbox and port."""
    import socket

    from aiosmtpd.controller import Controller

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.port = port
    try:
        yield box
    finally:
        controller.stop()
