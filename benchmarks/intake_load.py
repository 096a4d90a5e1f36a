"""The load of `benchmarks.intake`: requests of devices over connections that stay open,
from a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from statistics import quantiles
from uuid import uuid4

from benchmarks.riskpage import say

PHOTO = b"\xff\xd8\xff\xe0" + os.urandom(300_000)
BOUNDARY = "wardline-benchmark"
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


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    await reader.readexactly(length)
    return int(head[9:12])


async def _client(port: int, waiting: list[bytes], times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while waiting:
        asked = waiting.pop()
        begun = time.perf_counter()
        writer.write(asked)
        status = await _answer(reader)
        times.append(1000 * (time.perf_counter() - begun))
        if status not in (200, 201):
            raise RuntimeError(f"answered {status}")
    writer.close()


async def _load(port: int, key: str, n: int, c: int, photo: bool, write) -> None:
    """Send n requests over c connections, and say how it went."""
    waiting = [write(key, PHOTO if photo else b"") for _ in range(n)]
    times: list[float] = []
    begun = time.perf_counter()
    await asyncio.gather(*(_client(port, waiting, times) for _ in range(c)))
    took = time.perf_counter() - begun
    cuts = quantiles(times, n=20)
    say(f"{n / took:.1f} {cuts[9]:.1f} {cuts[18]:.1f}")


def load() -> None:
    """Be the load: ``port key n c photo kind``."""
    port, key, n, c, photo, kind = sys.argv[1:7]
    write = listing if kind == "list" else request
    asyncio.run(_load(int(port), key, int(n), int(c), photo == "1", write))


if __name__ == "__main__":
    load()
