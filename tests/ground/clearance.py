"""The policies, facts and questions that the tests of clearance speak in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from wardline.ground.rules.clearance import (
    Isolated,
    LabTest,
    Policy,
    Result,
    evaluate,
)

ZONE = ZoneInfo("Asia/Shanghai")
ISOLATION = {"type": "isolation", "single_room": True, "counts": ["institution"]}
DURATION = {"type": "duration", "min_days": 14}
SYMPTOM_FREE = {"type": "symptom_free", "last_days": 14, "list": ["fever", "cough"]}
TEST = {"type": "test", "from_day": 14, "valid_hours": 72}
SIGN_OFF = {"type": "sign_off", "roles": ["doctor", "head"], "two_person": True}


def at(day, hour=10):
    return datetime(2020, 3, day, hour, tzinfo=ZONE)


def policy(*clauses, **more):
    plain = {"id": "p", "version": "1", "valid_from": "2020-03-01", "document": "doc"}
    return Policy.from_plain({**plain, "clauses": list(clauses), **more})


def fact(made, occurred_at, id="", recorded_at=None, **more):
    name = id or f"{made.__name__}-{occurred_at:%d%H}"
    known_at = recorded_at or occurred_at
    return made(id=name, occurred_at=occurred_at, recorded_at=known_at, **more)


def decide(asked, *facts, now=None, known=None):
    policies = asked if isinstance(asked, list) else [asked]
    now = now or at(16)
    return evaluate(policies, facts, now, known or now, zone=ZONE)


def said(decision, type):
    return next(clause for clause in decision.clauses if clause.type == type)


ALONE = fact(Isolated, at(1), "alone")


def swab(day, hour=9, id="", result=Result.NEGATIVE, **more):
    return fact(LabTest, at(day, hour), id, result=result, **more)
