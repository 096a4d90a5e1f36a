"""Serve the web on this machine: a few workers, and the clock beside them."""

import gc
import os
import socket
import subprocess
import sys
import threading
import time
from importlib import import_module
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections

_PARENT = "WARDLINE_SERVED_BY"
# a connection stays with the worker that took it: of three workers one often took most
# of four connections, and the processors idled a third of the time
WORKERS, THREADS = 4, 2


class PortTaken(OSError):
    """Another program listens on the port."""


def demand_port(address: str, port: int) -> None:
    """Raise PortTaken unless the port is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise PortTaken(f"{address}:{port}") from error


def serve(address: str, port: int, workers: int = WORKERS) -> None:
    """Serve until Ctrl-C; the clock rings in a process of its own."""
    from granian import Granian
    from granian.constants import Interfaces

    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()  # workers open their own
    os.environ[_PARENT] = str(os.getpid())
    ringing = subprocess.Popen(
        [sys.executable, "-m", "wardline.config.cli", "clock", "--watch"]
    )
    try:
        Granian(
            "wardline.config.wsgi:application",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            # a worker that holds a connection open does not hold up Ctrl-C
            workers_kill_timeout=5,
            log_enabled=False,
        ).serve()
    finally:
        ringing.terminate()
        ringing.wait(10)


def load_whole() -> None:
    """Load the code of every page: else the first who asks waits for it, and it is not
    among what stays."""
    import_module(settings.ROOT_URLCONF)


def collect_rarely() -> None:
    """Look for cyclic rubbish seldom: a board of ten thousand facts makes none, and
    being searched for it took a third of its time."""
    gc.collect()
    gc.freeze()  # what is loaded by now stays
    gc.set_threshold(100_000, 20, 20)


class _Body:
    """The body of a request, until it is let go."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Read on, as the stream does."""
        found: bytes = self._stream.read(size)
        return found

    def readline(self, size: int = -1) -> bytes:
        """Read a line, as the stream does."""
        found: bytes = self._stream.readline(size)
        return found

    def let_go(self) -> None:
        """Keep nothing of it."""
        self._stream = BytesIO()


def letting_go(application: Any) -> Any:
    """Wrap a WSGI application so that a request's body goes when it is answered.

    A request of Django refers to itself and stays until rubbish is collected, seldom:
    photos that had been sent took hundreds of megabytes until then.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        body = environ["wsgi.input"] = _Body(environ["wsgi.input"])
        try:
            return application(environ, start_response)
        finally:
            body.let_go()

    return answer


def leave_with_parent() -> None:
    """End this process when the one that serves is gone, even if it was killed."""
    parent = os.environ.get(_PARENT)
    if parent is None:
        return
    if os.getppid() != int(parent):  # killed while this one was still loading
        os._exit(0)

    def watch() -> None:
        while os.getppid() == int(parent):
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
