"""Every day in every house: who lives there, the rounds, and the crossings."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from wardline.base.accounts.models import Post
from wardline.base.places import scope
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as people
from wardline.front.duty.packs.shapes import Institution
from wardline.front.duty.replay.stage import Stage
from wardline.work.gate import actions as gate

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


def _put_on_day(stage: Stage, home: Institution, on: date) -> None:
    chance = stage.chance("day", home.code, on)
    for slot in _slots(stage, home, on):
        hour = str(stage.scenario.routine.get(f"{slot}_round", "07:30"))
        at = stage.moment(on, hour) + timedelta(minutes=chance.randrange(20))
        stage.at(at, lambda slot=slot, at=at: _round(stage, home, on, slot, at))
    usual = "crossings_per_day" if stage.in_story(home.code) else "crossings_elsewhere"
    for n in range(_whole(stage.routine(f"{usual}_per_mille", 0), chance)):
        at = stage.moment(on, "09:00") + timedelta(minutes=chance.randrange(400))
        stage.at(at, lambda n=n, at=at: _cross(stage, home, on, n))


def _slots(stage: Stage, home: Institution, on: date) -> list[str]:
    """Both rounds in the story's county; elsewhere the morning's of the last days.

    The rounds of the whole province for a month would double the replay's length.
    """
    if stage.in_story(home.code):
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


def _inside(stage: Stage, home: Institution, on: date) -> int:
    """Count who is to be measured this morning, province-wide in one go."""
    heads = stage.once(
        "heads", on, lambda: people.headcounts(stage.clock_post, stage.top, on)
    )[home.code]
    return heads["residents"] + heads["workers"]
