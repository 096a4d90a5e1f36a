"""A phone that speaks OpenRosa over real HTTP, and the server that it speaks to."""

import contextvars
import json
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from threading import Thread
from uuid import uuid4
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from xml.etree import ElementTree

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

OPENROSA = {"X-OpenRosa-Version": "1.0"}
JPEG = b"\xff\xd8\xff\xe0" + b"picture"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def served():
    """Serve the house in a thread, in the test's own transaction and at its time."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    # the open transaction of the test is neither old nor obsolete
    connection.close_if_unusable_or_obsolete = lambda: None
    server = make_server("127.0.0.1", 0, WSGIHandler(), WSGIServer, _Quiet)

    def serve():
        connections["default"] = connection
        server.serve_forever(poll_interval=0.02)

    thread = Thread(target=contextvars.copy_context().run, args=[serve], daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        del connection.close_if_unusable_or_obsolete
        connection.dec_thread_sharing()


@dataclass
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def xml(self):
        return ElementTree.fromstring(self.body)

    @property
    def json(self):
        return json.loads(self.body)

    def texts(self, name):
        return [e.text for e in self.xml.iter() if e.tag.rpartition("}")[2] == name]


@dataclass
class Device:
    """``device.post(xml, {"a.jpg": JPEG})``; with a key, or with name and password."""

    port: int
    key: str = ""
    password: tuple[str, str] | None = None
    headers: dict = field(default_factory=lambda: dict(OPENROSA))

    @property
    def root(self):
        return "/openrosa/" + (f"key/{self.key}/" if self.key else "")

    def ask(self, method, path, body=None, **headers):
        """Ask once; an address is asked as it stands."""
        sent = dict(self.headers)
        if self.password:
            sent["Authorization"] = (
                "Basic " + b64encode(":".join(self.password).encode()).decode()
            )
        sent |= {k.replace("_", "-"): v for k, v in headers.items()}
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            path = path.removeprefix(f"http://127.0.0.1:{self.port}")
            target = path if path.startswith("/") else self.root + path
            line.request(method, target, body, sent)
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            line.close()

    def get(self, path):
        return self.ask("GET", path)

    def post(self, xml, files=None, path="submission", **headers):
        """Send an instance and files."""
        body, kind = multipart(xml, files or {})
        return self.ask("POST", path, body, Content_Type=kind, **headers)


def multipart(xml, files, boundary="wardline-test"):
    """Write an instance and files as a device does."""
    parts = [("xml_submission_file", "submission.xml", "text/xml", xml.encode())]
    parts += [(name, name, "image/jpeg", content) for name, content in files.items()]
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; '
        f'filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, filename, kind, content in parts
    )
    kind = f"multipart/form-data; boundary={boundary}"
    return body + f"--{boundary}--\r\n".encode(), kind


def instance(form_id, version, inside="", instance_id=None):
    """Write an instance of a form."""
    instance_id = instance_id or f"uuid:{uuid4()}"
    return (
        f'<data xmlns:orx="http://openrosa.org/xforms" id="{form_id}" '
        f'version="{version}"><orx:meta><orx:instanceID>{instance_id}'
        f"</orx:instanceID></orx:meta>{inside}</data>"
    )
