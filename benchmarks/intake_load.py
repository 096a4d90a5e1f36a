"""The load of `benchmarks.intake`: requests of devices over connections that stay open,
from a process of its own."""

from __future__ import annotations

import os
import re
import selectors
import socket
import sys
import time
from statistics import quantiles
from uuid import uuid4

from benchmarks.riskpage import say

PHOTO = b"\xff\xd8\xff\xe0" + os.urandom(300_000)
BOUNDARY = "wardline-benchmark"
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")
# an instance of 1.37 kB in its multipart, as in the figures it stands beside
FILLING = "".join(f"<q{n}>answer number {n}</q{n}>" for n in range(24))


def instance(photo: str = "") -> bytes:
    """Write an instance with a fresh instanceID."""
    return (
        f'<data id="bench" version="1"><meta><instanceID>uuid:{uuid4()}</instanceID>'
        f"</meta>{FILLING}<photo>{photo}</photo></data>"
    ).encode()


def request(key: str, photo: bytes = b"") -> bytes:
    """Write a whole request, head and body."""
    parts = [("xml_submission_file", "s.xml", "text/xml", instance("p.jpg"))]
    if photo:
        parts.append(("p.jpg", "p.jpg", "image/jpeg", photo[:-8] + os.urandom(8)))
    body = b"".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; '
        f'filename="{file}"\r\nContent-Type: {kind}\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, file, kind, content in parts
    )
    body += f"--{BOUNDARY}--\r\n".encode()
    head = (
        f"POST /openrosa/key/{key}/submission HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"X-OpenRosa-Version: 1.0\r\nContent-Length: {len(body)}\r\nContent-Type: "
        f"multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    )
    return head.encode() + body


def listing(key: str, _photo: bytes = b"") -> bytes:
    """Write a request for the list of forms."""
    return (
        f"GET /openrosa/key/{key}/formList HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "X-OpenRosa-Version: 1.0\r\n\r\n"
    ).encode()


class Wire:
    """One connection that stays open, with the request that is under way on it."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._begun = 0.0
        self._got = b""

    def send(self, asked: bytes) -> None:
        """Send a request; its answer is read where the socket has something."""
        self._begun = time.perf_counter()
        self.socket.sendall(asked)

    def read(self) -> float:
        """Read on; return how long it took in ms once the answer is whole, else 0.

        Raises RuntimeError where the answer is none of success.
        """
        self._got += self.socket.recv(65_536)
        head, _end, body = self._got.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length is None or len(body) < int(length[1]):
            return 0.0
        if head[9:12] not in (b"200", b"201"):
            raise RuntimeError(f"answered {head[9:12].decode()}")
        self._got = b""
        return 1000 * (time.perf_counter() - self._begun)


def _load(port: int, c: int, waiting: list[bytes]) -> list[float]:
    """Send all requests over c connections; return the times they took, in ms. One
    thread and no more: what it costs is taken from the processors that are measured."""
    times: list[float] = []
    with selectors.DefaultSelector() as ready:
        for _ in range(c):
            wire = Wire(port)
            ready.register(wire.socket, selectors.EVENT_READ, wire)
            wire.send(waiting.pop())
        while ready.get_map():
            for each, _events in ready.select():
                wire = each.data
                if not (took := wire.read()):
                    continue
                times.append(took)
                if waiting:
                    wire.send(waiting.pop())
                else:
                    ready.unregister(wire.socket)
                    wire.socket.close()
    return times


def load() -> None:
    """Be the load: ``port key n c photo kind``; say how it went, and what it cost."""
    port, key, n, c, photo, kind = sys.argv[1:7]
    write = listing if kind == "list" else request
    waiting = [write(key, PHOTO if photo == "1" else b"") for _ in range(int(n))]
    begun, cpu = time.perf_counter(), time.process_time()
    times = _load(int(port), int(c), waiting)
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    cuts = quantiles(times, n=20)
    each = 1000 * cpu / len(times)
    say(f"{len(times) / took:.1f} {cuts[9]:.1f} {cuts[18]:.1f} {each:.2f}")


if __name__ == "__main__":
    load()
