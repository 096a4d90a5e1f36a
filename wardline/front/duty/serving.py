"""Serve the web on this machine: a few workers, and the clock beside them."""

import gc
import os
import socket
import subprocess
import sys
import threading
import time
from importlib import import_module

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
