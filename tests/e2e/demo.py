"""The demo as a newcomer starts it: a program of its own, in a folder of its own."""

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPLAY = 420  # seconds; two minutes alone on two cores, more beside other tests


class Demo:
    """A demo that runs: its address, its words, and how to end it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / "demo.log"

    def start(self, *options: str) -> "Demo":
        """Start it and wait until it answers."""
        command = [sys.executable, "-u", "-m", "wardline.config.cli", "demo"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), *options],
                cwd=self.home,
                env=_environment(self.home),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + REPLAY
        while not self.answers():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, f"no answer in time: {self.said}"
            time.sleep(0.5)
        return self

    def answers(self) -> bool:
        """Tell whether the program says that it is well."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    @property
    def said(self) -> str:
        """What it wrote to the terminal so far."""
        return self.log.read_text()

    def stop(self) -> int:
        """End it as Ctrl-C does: the whole group of the terminal hears it."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)

    def kill(self) -> None:
        """End the process that serves as a power cut would."""
        self.process.kill()
        self.process.wait(10)
        until = time.monotonic() + 30
        while self.listens():  # its workers leave by themselves
            assert time.monotonic() < until, "a worker outlived the program"
            time.sleep(0.2)

    def listens(self) -> bool:
        """Tell whether anybody is at the port: one worker that leaves its question
        unanswered says nothing of the others, a connection refused does."""
        with socket.socket() as probe:
            probe.settimeout(5)
            address = ("127.0.0.1", self.port)
            return probe.connect_ex(address) != errno.ECONNREFUSED

    def clear(self) -> None:
        """Leave nothing behind, whatever happened: the web, the clock, the database."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        marker = self.home / "postgres" / "postmaster.pid"
        if marker.exists():
            os.kill(int(marker.read_text().split()[0]), signal.SIGQUIT)
        shutil.rmtree(self.home, ignore_errors=True)


def _environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("WARDLINE_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        kept.pop(name, None)
    return kept | {"WARDLINE_HOME": str(home), "PYTHONPATH": str(ROOT)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
