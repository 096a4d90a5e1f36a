"""What is one person's to do now: each section asks one room, and says nothing twice.

The number of queries is that of the sections, whatever the number of institutions.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time

from django.db.models import Count, Q
from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.notices import queries as notices
from wardline.base.places.queries import zone
from wardline.base.ui.tags import tongue
from wardline.core.correction import queries as correction
from wardline.core.roster import queries as roster
from wardline.front.desk.queries.items import Item, counted
from wardline.work.gate import queries as gate
from wardline.work.inspection import queries as inspection
from wardline.work.offices import queries as offices

Section = Callable[[Post, datetime], list[Item]]
# how many are named one by one; the rest are one line
NAMED = 8
_SLOTS = {"morning": time(0), "evening": time(12)}


def todo(viewer: Post, now: datetime) -> list[Item]:
    """Return everything that is the viewer's to do now; what is done comes last."""
    sections = SECTIONS.get(viewer.role_code, ())
    found = [item for section in sections for item in section(viewer, now)]
    return sorted(found, key=lambda item: item.done)


# ── an institution ──


def rounds(viewer: Post, now: datetime) -> list[Item]:
    """The temperature rounds of today: made, or to be made."""
    local = now.astimezone(zone())
    made = {row.slot: row for row in roster.rounds(viewer, None, local.date())}
    found = []
    for slot, begins in _SLOTS.items():
        if row := made.get(slot):
            fever = "alarm" if row.feverish else "ok"
            found.append(Item(f"round_made.{slot}", _round(slot), fever, row.feverish))
        elif local.time() >= begins:
            over = slot == "morning" and local.time() >= _SLOTS["evening"]
            late = "late" if over else "wait"
            found.append(Item(f"round.{slot}", _round(slot), late))
    return found


def _round(slot: str) -> str:
    return reverse("gate:round", args=[slot])


def isolation(viewer: Post, now: datetime) -> list[Item]:
    """Who is alone today, which day it is, whose test or signature is due."""
    found = [_isolated(case, viewer) for case in gate.board(viewer)]
    due = [item for item in found if item.state != "neutral"]
    rest = len(found) - len(due)
    waiting = [Item("isolated", reverse("gate:board"), "neutral", rest)] if rest else []
    return [*due[:NAMED], *waiting]


def _isolated(case: gate.Case, viewer: Post) -> Item:
    url = reverse("gate:case", args=[case.isolation.pk])
    test = any(clause.type == "test" for clause in case.missing)
    if case.ready:
        signs = viewer.may(Verb.RELEASE)
        code, state = ("release" if signs else "release_by_head"), "wait"
    elif case.state == "alarm":
        code, state = "isolation_stopped", "alarm"
    elif test and case.days is not None and case.day >= case.days - 1:
        code, state = "test_due", "wait"
    else:
        code, state = "isolated_one", "neutral"
    said = {"name": case.person.name, "day": case.day, "days": case.days or "–"}
    return Item(code, url, state, args=said, word="day_of" if case.days else "")


# ── repair ──


def mending(viewer: Post, now: datetime) -> list[Item]:
    """What is the viewer's to mend, to order and to verify."""
    rows = correction.for_post(viewer).order_by().values_list("task")
    counts = rows.annotate(
        number=Count("pk"), late=Count("pk", filter=Q(state="overdue"))
    )
    by_task = {task: (number, late) for task, number, late in counts}
    found = []
    for task in ("mend", "order", "verify"):
        number, late = by_task.get(task, (0, 0))
        if number:
            state = "late" if late else "wait"
            found.append(Item(task, reverse("correction:index"), state, number))
    return found


def overdue(viewer: Post, now: datetime) -> list[Item]:
    """What others below have not mended in time."""
    late = correction.overdue(viewer, None, now).count()
    url = reverse("correction:findings") + "?state=overdue"
    return [counted("overdue", url, late, "late")]


# ── offices ──


def unanswered(viewer: Post, now: datetime) -> list[Item]:
    """Places for which nobody answers."""
    number = offices.unanswered(viewer, on=now.astimezone(zone()).date()).count()
    return [Item("unanswered", reverse("offices:gaps"), "late", number)] * bool(number)


# ── inspection ──


def envelope(viewer: Post, now: datetime) -> list[Item]:
    """The visits of the viewer's team, opened and not finished."""
    url = reverse("inspection:index")
    found = []
    for visit in inspection.envelope(viewer)[:NAMED]:
        code = "visit_going_on" if visit.arrived_at else "visit"
        found.append(
            Item(code, url, "wait", args={"place": tongue(visit.institution, "name")})
        )
    return found or [Item("no_envelope", url, "ok")]


def waves(viewer: Post, now: datetime) -> list[Item]:
    """The next wave of the newest plan: when it departs, whether it is opened."""
    plan = inspection.plans(viewer).first()
    number = inspection.next_wave(plan) if plan else None
    if plan is None or number is None:
        return []
    departs_at = inspection.departure(plan, number)
    state = "wait" if departs_at <= now else "neutral"
    code = "wave_departs" if departs_at <= now else "wave_sealed"
    return [Item(code, reverse("inspection:index"), state, number, departs_at)]


def inbox(viewer: Post, now: datetime) -> list[Item]:
    """Messages that wait to be read."""
    waiting = notices.unread(viewer)
    return [Item("notices", reverse("notices:index"), "wait", waiting)] * bool(waiting)


_HOUSE: tuple[Section, ...] = (rounds, isolation, mending, inbox)
_OFFICE: tuple[Section, ...] = (overdue, mending, unanswered, inbox)

SECTIONS: Mapping[str, tuple[Section, ...]] = {
    "duty": _HOUSE,
    "head": _HOUSE,
    "officer": _OFFICE,
    "authority": (*_OFFICE[:-1], waves, inbox),
    "inspector": (envelope, mending, inbox),
    "custodian": (waves, inbox),
}
