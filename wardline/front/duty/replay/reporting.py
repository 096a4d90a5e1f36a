"""The daily reports: in time, late, or never.

In the story's county each head signs. Elsewhere the authority collects the numbers on a
sheet a day and signs for all that told them in time; a late one is signed by its head.
"""

import csv
import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from io import StringIO

from django.core.exceptions import ValidationError

from wardline.base.places import scope
from wardline.base.places.models import Place
from wardline.front.duty.packs.shapes import Institution
from wardline.front.duty.replay.stage import Stage
from wardline.work.surveillance import actions as surveillance
from wardline.work.surveillance import queries as watch
from wardline.work.surveillance.judging import Prefill
from wardline.work.surveillance.words import COLUMNS


def put_on(stage: Stage) -> None:
    """Let each house report each day, by itself or on its prefecture's sheet."""
    for on in stage.days():
        stage.at(
            _usual(stage, on) + timedelta(minutes=20), partial(_collect, stage, on)
        )
        for home in stage.pack.institutions:
            how, chance = _lot(stage, home, on)
            signs = stage.in_story(home.code) or how == "late"
            if signs and how != "missing" and not _left_open(stage, home, on):
                at = _signed_at(stage, on, how, chance)
                stage.at(at, partial(_report, stage, home, on))


def _lot(stage: Stage, home: Institution, on: date) -> tuple[str, random.Random]:
    """Return whether a day's report comes (missing, late, in time), and the chance by
    which that was drawn."""
    chance = stage.chance("sign", home.code, on)
    lot = chance.randrange(1000)
    missing = stage.routine("missing_per_mille", 0)
    late = missing + stage.routine("late_per_mille", 0)
    return ("missing" if lot < missing else "late" if lot < late else "time"), chance


def _left_open(stage: Stage, home: Institution, on: date) -> bool:
    """Tell whether the report is left for whoever signs in and tries it."""
    signs_in = (s.post.startswith(f"{home.code}.") for s in stage.scenario.sign_ins)
    return on == stage.scenario.ends and any(signs_in)


def _signed_at(stage: Stage, on: date, how: str, chance: random.Random) -> datetime:
    at = _usual(stage, on) + timedelta(minutes=chance.randrange(40))
    late = timedelta(minutes=160 + chance.randrange(160))
    return at + late if how == "late" else at


def _usual(stage: Stage, on: date) -> datetime:
    hour = str(stage.scenario.routine.get("signed_at", "16:45"))
    return stage.moment(on, hour)


def _report(stage: Stage, home: Institution, on: date) -> None:
    by = stage.posts[f"{home.code}.head"]
    with scope.entered(home.code):
        seen = watch.prefill(by, by.place, on)
    words = {"by": by, "at": home.code, "on": on, "values": seen.values, "seen": seen}
    try:
        surveillance.sign_report(**words)
    except ValidationError:  # somebody came to stay without crossing the gate's book
        surveillance.sign_report(**words, why_not=_why(stage))


def _collect(stage: Stage, on: date) -> None:
    """Fill in the sheet of a day as it was told, and let the authority send it."""
    with scope.entered(stage.top):
        waiting = watch.waiting(stage.clock_post, on)
    told = {
        home.code
        for home in stage.pack.institutions
        if not stage.in_story(home.code) and _lot(stage, home, on)[0] == "time"
    }
    rows = [each for each in waiting if each[0].code in told]
    if not rows:
        return
    surveillance.collect_reports(
        by=stage.chief,
        at=stage.top,
        on=on,
        name=f"{stage.top}-{on}.csv",
        content=_sheet(stage, on, rows),
    )


def _sheet(stage: Stage, on: date, rows: Iterable[tuple[Place, Prefill]]) -> bytes:
    sheet = StringIO()
    lines = csv.writer(sheet)
    lines.writerow(map(str, COLUMNS.values()))
    for home, put in rows:
        why = "" if put.balanced else _why(stage)
        lines.writerow([on, home.code, home.name_zh, *put.values.values(), why, ""])
    return sheet.getvalue().encode("utf-8-sig")


def _why(stage: Stage) -> str:
    why = ("当日有人员入住，名册已登记。", "Somebody came to stay; the roll has them.")
    return why[stage.pack.language[:2] != "zh"]
