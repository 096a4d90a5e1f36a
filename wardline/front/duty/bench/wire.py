"""A very small browser, so that measuring does not take the time of what is measured:
one connection kept alive, cookies, forms. It speaks to this machine only."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

HOST = "127.0.0.1"
_INPUT = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(name|value)="([^"]*)"')


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, or nothing."""
        return next((value for each, value in self.headers if each == name), "")

    def form(self) -> dict[str, str]:
        """Return the inputs of the page's forms, as they would be sent."""
        found = {}
        for tag in _INPUT.findall(self.body.decode()):
            told = dict(_ATTRIBUTE.findall(tag))
            if "name" in told:
                found[told["name"]] = unescape(told.get("value", ""))
        return found


@dataclass(slots=True)
class Person:
    """The cookies of somebody signed in."""

    cookies: dict[str, str] = field(default_factory=dict)

    def request(self, path: str, form: dict[str, str] | None = None) -> bytes:
        """Write a request: a form is sent, without one the page is asked for."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\nHost: {HOST}"
        if cookies:
            head += f"\r\nCookie: {cookies}"
        if form is None:
            return f"{head}\r\n\r\n".encode()
        body = urlencode(form).encode()
        head += "\r\nContent-Type: application/x-www-form-urlencoded"
        return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    def keep(self, answer: Answer) -> None:
        """Keep the cookies that came with an answer."""
        for name, value in answer.headers:
            if name == "set-cookie":
                title, _, content = value.partition(";")[0].partition("=")
                self.cookies[title] = content


class Wire:
    """One connection, kept alive."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open()

    def _open(self) -> None:
        self._socket = socket.create_connection((HOST, self._port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> Answer:
        """Send a request and wait for the whole answer."""
        try:
            got = self._sent(request)
        except ConnectionError:  # hung up on while it had nothing to do: call again
            self.close()
            self._open()
            got = self._sent(request)
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        first, *lines = got[:end].decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = [(name.lower(), value.strip()) for name, _, value in pairs]
        answer = Answer(int(first.split()[1]), headers, got[end + 4 :])
        length = int(answer.header("content-length") or 0)
        while len(answer.body) < length:
            answer.body += self._more()
        return answer

    def _sent(self, request: bytes) -> bytes:
        self._socket.sendall(request)
        return self._more()

    def _more(self) -> bytes:
        more = self._socket.recv(65536)
        if not more:
            raise ConnectionError("The server closed the connection.")
        return more

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
