"""Puts a full envelope onto the demo's phone: a plan of one team, opened at once.

Run as a program of its own, beside the demo that serves: what it writes goes the same
way as everything else, through deeds.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FEW = 17  # homes that one area is asked for, at most


def put(
    home: Path, code: str, sites: int, user: str = "inspector", look: str = ""
) -> None:
    """Draw so many homes for the team of a person who may sign in; to ``look`` again at
    what others found, mended and verified there, where that is said."""
    _run(home, "draw", code, str(sites), user, look)


def count(home: Path, code: str) -> dict[str, int]:
    """Count what has come of a plan: visits, those finished, submissions, files."""
    return json.loads(_run(home, "count", code))


def _run(home: Path, *told: str) -> str:
    env = os.environ | {
        "WARDLINE_HOME": str(home),
        "WARDLINE_DATABASE": "wardline_demo",
        "DJANGO_SETTINGS_MODULE": "wardline.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.e2e.envelope", *told]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def draw(code: str, sites: int, user: str, look: str = "") -> None:
    """Commit, let custodians join and release, open: as on any morning."""
    from wardline.base.accounts.models import Post
    from wardline.base.accounts.queries import holders
    from wardline.base.places import clock, scope
    from wardline.base.places.queries import authority as known
    from wardline.ground.methods import draw as methods
    from wardline.work.inspection import actions, queries

    top = known().place_id
    with scope.entered(top):
        authority = holders(top, "authority")[0]
        leader = Post.objects.select_related("user").get(user__username=user)
        custodians = holders(top, "custodian")
        areas = -(-sites // FEW)  # no area has fifty homes
        rows = queries.frame(authority, top)
        now = clock.now()
        with clock.set_to(now - timedelta(hours=20)):
            rows = _foreign(rows, authority, leader) if look else rows
        frame = _roomy(rows, -(-sites // areas))
    wave = {"departs_at": now - timedelta(hours=8), "sites": sites}
    chains = {}
    with clock.set_to(now - timedelta(hours=20)):
        plan = actions.commit_plan(
            by=authority,
            at=top,
            code=code,
            title_zh=f"检查 {code}",
            title_en=f"Visits {code}",
            from_on=clock.today(),
            to_on=clock.today() + timedelta(days=1),
            teams=[
                {
                    "code": "phones",
                    "name_zh": "手机组",
                    "name_en": "Team of phones",
                    "leader": leader,
                    "inspectors": [],
                }
            ],
            n_sites=sites,
            n_strata=areas,
            waves=[wave],
            frame=frame,
            looks_back=bool(look),
            custodians=custodians,
        )
        with scope.entered(top):
            named = queries.people(plan)
        for post in custodians:
            name = queries.custodian_name(post)
            if name not in named:
                continue
            chains[post] = methods.chain(name, f"{code} {name}".encode(), 1)
            actions.commit_chain(by=post, plan=plan, end=chains[post][0])
    with clock.set_to(wave["departs_at"]):
        with scope.entered(top):
            seats = queries.seats(plan, 1)
        for post, chain in chains.items():
            if queries.custodian_name(post) in seats:
                actions.release_share(by=post, plan=plan, n=1, share=chain[1])
        actions.open_wave(by=leader, plan=plan, n=1)


def tell(code: str) -> dict[str, int]:
    """Count in the database, as the office would."""
    from wardline.base.places import scope
    from wardline.base.places.queries import authority as known
    from wardline.work.inspection.models import Submission, SubmissionFile, Visit

    with scope.entered(known().place_id):
        visits = Visit.objects.filter(wave__plan__code=code)
        sent = Submission.objects.filter(visit__in=visits)
        files = SubmissionFile.objects.filter(submission__in=sent)
        return {
            "visits": visits.count(),
            "finished": visits.exclude(finished_at=None).count(),
            "submissions": sent.count(),
            "applied": sent.exclude(applied_at=None).count(),
            "files": files.count(),
            "answers": sum(visit.observations.count() for visit in visits),
        }


def _roomy(frame, sites: int):
    """Leave of the frame the areas in which so many homes can be drawn."""
    rows = list(frame)
    homes = Counter(row["area"] for row in rows)
    return [row for row in rows if homes[row["area"]] >= sites]


def _foreign(frame, authority, leader):
    """Leave of the frame the homes where others found and mended what is closed."""
    from wardline.work.inspection import queries

    rows = list(frame)
    closed = queries.closed_homes(authority, rows)
    free = closed.keys() - {home for _, home in queries.taken_part([leader], closed)}
    return [row for row in rows if row["institution"] in free]


if __name__ == "__main__":
    import django
    import yaml

    from wardline.config import embedded

    embedded.start(keep=True)
    django.setup()
    from wardline.base.places import clock as program_clock
    from wardline.base.places.queries import zone

    text = (ROOT / "packs/gansu-2020/scenario.yaml").read_text("utf-8")
    served = datetime.fromisoformat(str(yaml.safe_load(text)["served_at"]))
    program_clock.start_at(served.replace(tzinfo=zone()))
    if sys.argv[1] == "count":
        sys.stdout.write(json.dumps(tell(sys.argv[2])))
    else:
        draw(sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
