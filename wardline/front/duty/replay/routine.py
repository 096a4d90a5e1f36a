"""Every day in every house: rounds, crossings, and the report, some late or missing."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError

from wardline.base.accounts.models import Post
from wardline.base.places import scope
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as people
from wardline.front.duty.packs.shapes import Institution
from wardline.front.duty.replay.stage import Stage
from wardline.work.gate import actions as gate
from wardline.work.surveillance import actions as surveillance
from wardline.work.surveillance import queries as watch

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "秀英桂兰玉珍淑华建国志明文军丽萍春梅海燕永福德贵"


def put_on(stage: Stage) -> None:
    """Enrol everybody before the first day, then let each day run in each house."""
    first = stage.moment(stage.scenario.starts, "05:00")
    for home in stage.pack.institutions:
        stage.at(first, lambda home=home: _enrol(stage, home))
        for on in stage.days():
            _put_on_day(stage, home, on)


def _enrol(stage: Stage, home: Institution) -> None:
    chance = stage.chance("people", home.code)
    since = stage.moment(stage.scenario.starts, "00:00") - timedelta(days=200)
    rows = []
    for kind in ("resident", "worker"):
        for number in range(stage.routine(f"{kind}s_per_institution", 3)):
            name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
            rows.append(
                {
                    "kind": kind,
                    "name": name,
                    "from_at": since,
                    "room": f"{1 + number // 3}0{1 + number % 3}",
                }
            )
    roster.enrol_many(by=_duty(stage, home), at=home.code, rows=rows)


def _duty(stage: Stage, home: Institution) -> Post:
    return stage.posts[f"{home.code}.duty"]


def _in_story(stage: Stage, home: Institution) -> bool:
    return home.division.startswith(stage.scenario.story)


def _put_on_day(stage: Stage, home: Institution, on: date) -> None:
    chance = stage.chance("day", home.code, on)
    for slot in _slots(stage, home, on):
        hour = str(stage.scenario.routine.get(f"{slot}_round", "07:30"))
        at = stage.moment(on, hour) + timedelta(minutes=chance.randrange(20))
        stage.at(at, lambda slot=slot, at=at: _round(stage, home, on, slot, at))
    usual = "crossings_per_day" if _in_story(stage, home) else "crossings_elsewhere"
    for n in range(_whole(stage.routine(f"{usual}_per_mille", 0), chance)):
        at = stage.moment(on, "09:00") + timedelta(minutes=chance.randrange(400))
        stage.at(at, lambda n=n, at=at: _cross(stage, home, on, n))
    signed = _signing_time(stage, home, on)
    if signed is not None:
        stage.at(signed, lambda: _report(stage, home, on))


def _slots(stage: Stage, home: Institution, on: date) -> list[str]:
    """Both rounds in the story's county; elsewhere the morning's of the last days.

    The rounds of the whole province for a month would double the replay's length.
    """
    if _in_story(stage, home):
        return ["morning", "evening"]
    since = stage.scenario.ends - timedelta(days=stage.routine("rounds_elsewhere", 3))
    return ["morning"] if on > since else []


def _whole(per_mille: int, chance) -> int:
    """Turn a rate into a whole number that has it as its mean."""
    return per_mille // 1000 + (chance.randrange(1000) < per_mille % 1000)


def _round(stage: Stage, home: Institution, on: date, slot: str, at: datetime) -> None:
    by = _duty(stage, home)
    chance = stage.chance("round", home.code, on, slot)
    exceptions = []
    if chance.randrange(1000) < stage.routine("fever_per_mille", 1):
        with scope.entered(home.code):
            residents = list(people.people(by, home.code, kind="resident")[:1])
        exceptions = [
            {
                "person": person,
                "temperature": Decimal(chance.randrange(373, 378)) / 10,
                "symptomatic": False,
                "note": "",
            }
            for person in residents
        ]
    inside = _inside(stage, home, on)
    roster.record_round(
        by=by,
        at=home.code,
        on=on,
        slot=slot,
        taken_at=at,
        checked=inside,
        expected=inside,
        exceptions=exceptions,
    )


def _cross(stage: Stage, home: Institution, on: date, n: int) -> None:
    chance = stage.chance("cross", home.code, on, n)
    refused = chance.randrange(1000) < stage.routine("refused_visitors_per_mille", 30)
    gate.cross(
        by=_duty(stage, home),
        at=home.code,
        direction="in",
        crosser="visitor" if refused else "vehicle",
        purpose="探视" if refused else "送菜（门外交接）",
        temperature=Decimal(chance.randrange(360, 370)) / 10,
    )


def _signing_time(stage: Stage, home: Institution, on: date) -> datetime | None:
    """Return when the report is signed; some are late, some never come."""
    chance = stage.chance("sign", home.code, on)
    lot = chance.randrange(1000)
    usual = str(stage.scenario.routine.get("signed_at", "16:45"))
    if lot < stage.routine("missing_per_mille", 0):
        return None
    at = stage.moment(on, usual) + timedelta(minutes=chance.randrange(40))
    if on == stage.scenario.ends and _signs_in(stage, home):
        return None  # left for whoever signs in and tries it
    late = stage.routine("missing_per_mille", 0) + stage.routine("late_per_mille", 0)
    return at + timedelta(minutes=160 + chance.randrange(160)) if lot < late else at


def _signs_in(stage: Stage, home: Institution) -> bool:
    return any(s.post.startswith(f"{home.code}.") for s in stage.scenario.sign_ins)


def _report(stage: Stage, home: Institution, on: date) -> None:
    by = stage.posts[f"{home.code}.head"]
    if _in_story(stage, home):
        with scope.entered(home.code):
            seen = watch.prefill(by, by.place, on)
    else:
        seen = _seen(stage, on)[home.code]
    words = {"by": by, "at": home.code, "on": on, "values": seen.values, "seen": seen}
    try:
        surveillance.sign_report(**words)
    except ValidationError:  # somebody came to stay without crossing the gate's book
        why = (
            "当日有人员入住，名册已登记。",
            "Somebody came to stay; the roll has them.",
        )
        language = stage.pack.language
        surveillance.sign_report(**words, why_not=why[language[:2] != "zh"])


def _seen(stage: Stage, on: date):
    """Count the whole province once a day, as its forms were opened."""
    return stage.once(
        "seen", on, lambda: watch.prefills(stage.clock_post, stage.top, on)
    )


def _inside(stage: Stage, home: Institution, on: date) -> int:
    """Count who is to be measured this morning, province-wide in one go."""
    heads = stage.once(
        "heads", on, lambda: people.headcounts(stage.clock_post, stage.top, on)
    )[home.code]
    return heads["residents"] + heads["workers"]
