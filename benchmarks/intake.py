"""Submissions from the field: taken in over HTTP, by one process and by two, with
photos; the list of forms; all of them taken along; and the naive way beside it.

    python -m benchmarks.intake [submissions [rows]]

A database of its own in the temporary folder, with fsync and synchronous commit as in
an office. The web runs in processes of its own (granian); the load comes from a third,
over connections that stay open, on the same processors. The machine's load is printed,
because a busy one only shows how busy it is.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.intake_load import instance
from benchmarks.riskpage import say

SUBMISSIONS, ROWS = 1_500, 22_000
SURVEY = [
    {"type": "text", "name": f"q{n}", "label": f"Question {n}"} for n in range(24)
]
SURVEY += [{"type": "image", "name": "photo", "label": "Photo"}]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Web:
    """The web in so many processes, as it is served."""

    def __init__(self, workers: int) -> None:
        self.port = free_port()
        code = (
            "from wardline.front.duty.serving import THREADS;"
            "from granian import Granian;from granian.constants import Interfaces;"
            "Granian('wardline.config.wsgi:application',address='127.0.0.1',"
            f"port={self.port},interface=Interfaces.WSGI,workers={workers},"
            "blocking_threads=THREADS,log_enabled=False).serve()"
        )
        self.process = subprocess.Popen([sys.executable, "-c", code])
        for _ in range(600):
            time.sleep(0.1)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
        else:
            self.__exit__()
            raise RuntimeError("The web did not answer within a minute.")
        time.sleep(3)

    def spent(self) -> tuple[float, float]:
        """Return the processor seconds of the web and its largest process, in MB."""
        import psutil

        below = psutil.Process(self.process.pid).children(recursive=True)
        cpu = sum(sum(each.cpu_times()[:2]) for each in below)
        return cpu, max(each.memory_info().rss for each in below) / 1e6

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_failed: object) -> None:
        import psutil

        each = psutil.Process(self.process.pid).children(recursive=True)
        self.process.terminate()
        for left in psutil.wait_procs(each, 20)[1]:
            left.kill()
        self.process.wait(20)


def postgres_seconds(home: Path) -> float:
    """Return the processor seconds of the database and all that it has reaped."""
    import psutil

    pid = int((home / "postgres/postmaster.pid").read_text().split()[0])
    main = psutil.Process(pid)
    each = [main, *main.children()]
    return sum(sum(p.cpu_times()[:4]) for p in each[:1]) + sum(
        sum(p.cpu_times()[:2]) for p in each[1:]
    )


def run(name: str, web: Web, home: Path, key: str, n: int, c: int, **how) -> None:
    """Load the web three times, and say the median run with what it cost."""
    photo, kind = "1" if how.get("photo") else "0", how.get("kind", "post")
    command = [sys.executable, "-m", "benchmarks.intake_load", str(web.port), key]
    command += [str(n), str(c), photo, kind]
    runs = []
    for _ in range(3):
        before = web.spent()[0], postgres_seconds(home)
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        rate, p50, p95, load = map(float, done.stdout.split())
        cpu = web.spent()[0] - before[0], postgres_seconds(home) - before[1]
        runs.append((rate, p50, p95, 1000 * cpu[0] / n, 1000 * cpu[1] / n, load))
    rate, p50, p95, own, base, load = sorted(runs)[1]
    say(
        f"{name:<44}{rate:>7.1f}/s ({min(runs)[0]:.0f} to {max(runs)[0]:.0f}), p50"
        f" {p50:.1f} ms, p95 {p95:.1f} ms, processor {own:.1f} + {base:.1f} ms each"
        f" (the load {load:.2f}), {web.spent()[1]:.0f} MB"
    )


def filled():
    """Make a world, a form that is open, and a key."""
    from pyxform.xls2xform import convert

    from tests.factories.world import world
    from tests.work.inspection.scene import person
    from wardline.base.places import scope
    from wardline.work.inspection import actions
    from wardline.work.inspection.models import FieldForm

    made = world()
    with scope.entered("T"):
        post = person("inspector", "bench")
    settings = [{"form_id": "bench", "version": "1", "form_title": "Bench"}]
    xml = convert({"survey": SURVEY, "settings": settings}, form_name="data").xform
    _form(FieldForm, made, xml)
    return made, post, actions.make_key(by=made.authority, post=post, label="b")[1]


def _form(model, made, xml: str) -> None:
    from wardline.base.ledger import opened
    from wardline.base.places import clock, scope

    token = opened.depth.set(1)
    with scope.entered("T"):
        model.objects.create(
            place_id="T",
            form_id="bench",
            version="1",
            title_en="Bench",
            xml=xml,
            uploads=["photo"],
            made_at=clock.now(),
            made_by=made.authority,
            opened_at=clock.now(),
        )
    opened.depth.reset(token)


def naive(post, n: int) -> None:
    """Take in without HTTP: once as the house does it, once as one would at first."""
    from django.db import transaction

    from wardline.base.accounts.verbs import Verb
    from wardline.base.ledger.deeds import deed
    from wardline.base.places import clock, scope
    from wardline.work.inspection import actions, queries
    from wardline.work.inspection import instance as reading
    from wardline.work.inspection.models import FieldForm, Submission

    def ours(xml: bytes) -> None:
        with scope.entered("T"):
            form = queries.form_version(post, "bench", "1")
            actions.take_in(
                by=post, form=form, xml=xml, instance=reading.read(xml), files=[]
            )

    def first(xml: bytes) -> None:
        told = reading.read(xml)
        with deed(by=post, verb=Verb.TAKE_IN_SUBMISSION, at="T") as note:
            form = FieldForm.objects.select_related("made_by__place").get(
                form_id="bench", version="1"
            )
            with transaction.atomic():
                made, _new = Submission.objects.get_or_create(
                    instance_id=told.instance_id,
                    defaults={
                        "place_id": "T",
                        "form": form,
                        "sha256": "",
                        "xml": xml.decode(),
                        "received_at": clock.now(),
                        "by": post,
                        "expected": told.files(form.uploads),
                    },
                )
            made.save()
            note(made)

    for name, act in (("in this process, as the house does", ours), ("naively", first)):
        waiting = [instance() for _ in range(n)]
        begun, cpu = time.perf_counter(), time.process_time()
        for xml in waiting:
            act(xml)
        took, cpu = time.perf_counter() - begun, time.process_time() - cpu
        say(f"{name:<44}{n / took:>7.1f}/s, processor {1000 * cpu / n:.2f} ms each")


def exported(made, rows: int) -> None:
    """Fill up to so many submissions with a repeat each, and take all along."""
    from django.db import connections

    from wardline.base.places import scope
    from wardline.work.inspection import exporting, queries

    xml = instance().decode()
    own = xml.split("uuid:")[1].split("<")[0]
    with connections["owner"].cursor() as cursor:
        cursor.execute("delete from inspection_submissionfile")
        cursor.execute("delete from inspection_submission")
        cursor.execute(
            "insert into inspection_submission (place_code, form_id, instance_id,"
            " sha256, xml, device_id, received_at, by_id, expected)"
            " select 'T', f.id, 'uuid:' || n, '', replace(%s, %s, n::text), 'b',"
            " now(), f.made_by_id, '{}' from inspection_fieldform f,"
            " generate_series(1, %s) n",
            [xml, own, rows],
        )
        cursor.execute("analyze")
    begun = time.perf_counter()
    with scope.entered("T"):
        content = exporting.zipped("bench", queries.tables(made.authority, "bench"))
    took = time.perf_counter() - begun
    say(f"{rows:,} taken along as CSV: {took:.2f} s, {len(content) / 1e6:.1f} MB")


def main() -> None:
    """Start the database, fill it, and measure all."""
    asked = [int(each) for each in sys.argv[1:]]
    n, rows = asked + [SUBMISSIONS, ROWS][len(asked) :]
    home = Path(tempfile.mkdtemp(prefix="wardline-intake-"))
    os.environ |= {"WARDLINE_HOME": str(home), "WARDLINE_DATABASE": "wardline_intake"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "wardline.config.settings"
    from wardline.config import catalogues, embedded

    catalogues.compile_stale()
    (home / "static").mkdir()
    server = embedded.start()
    try:
        _measure(home, n, rows)
    finally:
        from django.db import connections

        connections.close_all()
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


def _measure(home: Path, n: int, rows: int) -> None:
    import django

    from wardline.config import embedded

    embedded.ensure_roles()
    embedded.ensure_database(embedded.database(), anew=True)
    django.setup()
    from wardline.front.duty.preparing import prepare

    prepare()
    made, post, key = filled()
    load_now = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    say(f"load of the machine: {load_now}; processors: {os.cpu_count()}")
    with Web(1) as one:
        run("one process, c=1", one, home, key, n // 3, 1)
        run("one process, c=8", one, home, key, n, 8)
        run("one process, photos of 300 kB, c=8", one, home, key, n // 4, 8, photo=True)
        run("one process, list of forms, c=8", one, home, key, n, 8, kind="list")
    with Web(2) as two:
        run("two processes, c=32", two, home, key, 2 * n, 32)
        run("two processes, photos, c=8", two, home, key, n // 4, 8, photo=True)
    naive(post, n // 3)
    exported(made, rows)


if __name__ == "__main__":
    main()
