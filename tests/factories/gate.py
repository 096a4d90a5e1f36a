"""A norm for the gate: closed to visitors, 37.3 °C, masks, fourteen days and a test."""

from datetime import date, timedelta
from decimal import Decimal

from tests.factories.world import moment
from wardline.base.places import clock, scope
from wardline.core.guidance import actions as guidance
from wardline.core.roster import actions as roster
from wardline.work.gate import actions as gate

CLAUSES = [
    {"type": "isolation", "single_room": True, "counts": ["institution"]},
    {"type": "duration", "min_days": 14, "count": "day0_end"},
    {"type": "reset", "on": ["left_room", "visitor"], "effect": "restart"},
    {"type": "symptom_free", "last_days": 14, "from": "isolation_start"},
    {"type": "symptom_log", "per_day": 1, "max_gap_hours": 36},
    {"type": "test", "count": 1, "from_day": 14, "valid_hours": 72},
    {"type": "sign_off", "roles": ["head"]},
]
POLICY = {
    "id": "no-relaxation",
    "version": "1",
    "document": "guide",
    "valid_from": "2020-01-31",
    "clauses": CLAUSES,
}
TOPICS = {
    "no-visits": ("closure.visitors", {}),
    "no-outings": ("closure.outings", {}),
    "no-works": ("closure.contractors", {}),
    "fever": ("closure.temperature", {"max": 37.3}),
    "masks": ("closure.masks", {}),
    "cleared-only": ("closure.cleared_only", {}),
    "screening": ("intake.screening", {}),
    "certificate": ("intake.certificate", {}),
}


def lay_down(w, policy=POLICY):
    """Set the guide, its measures, one clearance policy and a hospital at the top."""
    top = {"by": w.authority, "at": "T"}
    guidance.keep_documents(
        **top,
        rows=[
            {
                "code": "guide",
                "kind": "guide",
                "title_zh": "封闭管理指南",
                "title_en": "Guide to closed management",
                "issued_on": date(2020, 1, 31),
            }
        ],
    )
    guidance.set_measures(
        **top,
        rows=[
            {
                "code": code,
                "document": "guide",
                "topic": topic,
                "params": params,
                "text_zh": f"{code}的要求。",
                "text_en": f"What {code} asks.",
                "valid_from": date(2020, 1, 31),
                "citation": f"Guide, {code}",
            }
            for code, (topic, params) in TOPICS.items()
        ],
    )
    guidance.set_policies(**top, rows=[{"content": policy, "document": "guide"}])
    gate.designate(
        **top,
        rows=[
            {
                "code": "hospital",
                "place": "T101",
                "name_zh": "子县定点医院",
                "name_en": "County One Hospital",
                "from_on": date(2020, 1, 25),
            }
        ],
    )


def resident(w, name="王秀兰", room="201", **more):
    """Enrol a resident of the first home, there since December."""
    told = {"by": w.duty, "at": "T101-1", "from_at": moment("2019-12-01 09:00")}
    return roster.enrol(**told, kind="resident", name=name, room=room, **more)


def apart_until(w, isolation, to_at):
    """End an isolation at a moment, written down then."""
    with clock.set_to(moment(to_at)):
        return roster.end_isolation(by=w.head, isolation=isolation, to_at=moment(to_at))


def isolated(w, person, from_at="2020-02-01 09:30", alone=True, room="", bed=""):
    """Isolate somebody at a moment, with the clock set there; in a room of their own,
    where none is named."""
    with clock.set_to(moment(from_at)):
        return roster.isolate(
            by=w.duty,
            person=person,
            room=room or f"G-{person.pk}",
            bed=bed,
            alone=alone,
            from_at=moment(from_at),
            reason="return",
        )


def watched(w, person, first, days, temperature="36.5", symptomatic=False):
    """Record a check at eight every morning, each written down in its time."""
    for n in range(days):
        at = moment(f"{first} 08:00") + timedelta(days=n)
        with clock.set_to(at):
            roster.record_check(
                by=w.duty,
                person=person,
                taken_at=at,
                temperature=Decimal(temperature),
                symptomatic=symptomatic,
            )


def sampled(w, person, at, outcome="negative", pathogen="SARS-CoV-2"):
    """Record a sample taken at a moment, its result known at once."""
    with clock.set_to(moment(at)):
        return roster.record_test(
            by=w.duty,
            person=person,
            sampled_at=moment(at),
            outcome=outcome,
            pathogen=pathogen,
        )


def fulfilled(w, person):
    """Give a case that from 16 February on lacks nothing but the signature."""
    isolation = isolated(w, person)
    watched(w, person, "2020-02-01", 15)
    watched(w, person, "2020-02-16", 1)
    sampled(w, person, "2020-02-15 10:00")
    return isolation


def seen_from(post):
    """Enter the scope of a post, as a request does."""
    return scope.entered(post.place_id, post.user_id)
