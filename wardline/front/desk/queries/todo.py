"""What is one person's to do now: each section asks one room, and says nothing twice.

The number of queries is that of the sections, whatever the number of institutions.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.places.queries import zone
from wardline.base.ui.tags import tongue
from wardline.core.correction import queries as correction
from wardline.core.roster import queries as roster
from wardline.front.desk.queries.board import GAPS, HOMES, REPORTED, Board
from wardline.front.desk.queries.items import Item
from wardline.work.directives import queries as directives
from wardline.work.gate import queries as gate
from wardline.work.inspection import queries as inspection
from wardline.work.offices import queries as offices
from wardline.work.surveillance import queries as surveillance

Section = Callable[[Post, datetime], list[Item]]
# how many are named one by one; the rest are one line
NAMED = 8
_RANK = ("alarm", "late", "wait", "neutral", "ok")
# a week's progress is asked for so long before it is due
_SOON = timedelta(days=2)
_SLOTS = {"morning": time(0), "evening": time(12)}


def todo(viewer: Post, now: datetime, board: Board | None = None) -> list[Item]:
    """Return all that is the viewer's to do now: late first, what is done last.

    An office gives its board, whose sums are not counted a second time.
    """
    sections = SECTIONS.get(viewer.role_code, ())
    found = [item for section in sections for item in section(viewer, now)]
    if board:
        found = [*missing(now, board), *late_below(board), *found]
    return sorted(found, key=lambda item: _RANK.index(item.state))


# ── an institution ──


def report(viewer: Post, now: datetime) -> list[Item]:
    """Today's report: signed, or due by its hour."""
    today = now.astimezone(zone()).date()
    if surveillance.reported(viewer, viewer.place_id, today).exists():
        return [Item("reported", reverse("surveillance:index"), "ok")]
    due_at = surveillance.due_at(viewer, viewer.place, today)
    url = reverse("surveillance:sign", args=[today.isoformat()])
    return [Item("report", url, "late" if now > due_at else "wait", due_at=due_at)]


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
    url, word = reverse("gate:board"), "nothing_due"
    others = [Item("isolated", url, "neutral", rest, word=word)] * bool(rest)
    return [*due[:NAMED], *others]


def reviews(viewer: Post, now: datetime) -> list[Item]:
    """Releases that a later positive has opened again."""
    number = gate.reopened(viewer).count()
    return [Item("reviews", reverse("gate:reviews"), "alarm", number)] * bool(number)


def _isolated(case: gate.Case, viewer: Post) -> Item:
    url = reverse("gate:case", args=[case.isolation.pk])
    test = any(clause.type == "test" for clause in case.missing)
    word = "day_of" if case.days else ""
    if case.ready:
        signs = viewer.may(Verb.RELEASE)
        code, state, word = "release" if signs else "release_by_head", "wait", "to_sign"
    elif case.state == "alarm":
        code, state = "isolation_stopped", "alarm"
    elif test and case.days is not None and case.day >= case.days - 1:
        code, state = "test_due", "wait"
    else:
        code, state = "isolated_one", "neutral"
    said = {"name": case.person.name, "day": case.day, "days": case.days}
    return Item(code, url, state, args=said, word=word)


def self_check(viewer: Post, now: datetime) -> list[Item]:
    """The institution's own check, once its rhythm asks for it."""
    today = now.astimezone(zone()).date()
    due_on = inspection.self_check_due(viewer, viewer.place, today)
    if due_on is None or due_on > today:
        return []
    state = "late" if due_on < today else "wait"
    return [Item("self_check", reverse("self_check:answer"), state)]


# ── directives and meetings ──


def orders(viewer: Post, now: datetime) -> list[Item]:
    """Directives to sign for, and those signed for that are to be done."""
    rows = list(directives.inbox(viewer).values_list("received_at", "due_at"))
    unsigned = [due_at for received_at, due_at in rows if received_at is None]
    done = len(rows) - len(unsigned)
    url, found = reverse("directives:index"), []
    if unsigned:
        due_at = min((due for due in unsigned if due), default=None)
        state = "late" if due_at and due_at < now else "wait"
        found.append(Item("receive", url, state, len(unsigned), due_at))
    return found + [Item("carry_out", url, "neutral", done)] * bool(done)


def obligations(viewer: Post, now: datetime) -> list[Item]:
    """What directives oblige the viewer's place to do, and has not been proved done."""
    return [
        Item(
            "obliged",
            reverse("directives:show", args=[one.directive_id]) + "#asked",
            "late" if one.due_at < now else "wait",
            due_at=one.due_at,
            args={"title": tongue(one, "text")},
        )
        for one in directives.due_here(viewer)[:NAMED]
    ]


def meetings(viewer: Post, now: datetime) -> list[Item]:
    """Meetings of today that are not over."""
    local = now.astimezone(zone())
    end = datetime.combine(local.date(), time.max, zone())
    coming = directives.meetings(viewer).filter(starts_at__lte=end, ends_at__gte=now)
    return [
        Item(
            "meeting",
            reverse("directives:meeting", args=[meeting.pk]),
            "wait",
            due_at=meeting.starts_at,
            args={"title": tongue(meeting, "title")},
        )
        for meeting in coming[:NAMED]
    ]


def receipts(viewer: Post, now: datetime) -> list[Item]:
    """Receipts that places below should have sent."""
    late = directives.overdue(viewer, now).exclude(place_id=viewer.place_id).count()
    return [Item("receipts", reverse("directives:index"), "late", late)] * bool(late)


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


def looking_back(viewer: Post, now: datetime) -> list[Item]:
    """Closed findings that a look-back drew and the viewer may see again."""
    number = len(correction.lookback_tasks(viewer))
    url = reverse("correction:index") + "#look-back"
    return [Item("look_back", url, "wait", number)] * bool(number)


def progress(viewer: Post, now: datetime) -> list[Item]:
    """The week's progress that a listing owes: of one's own place, or late below."""
    soon = correction.reports_due(viewer, now + _SOON)
    return [
        Item(
            "progress",
            reverse("correction:listing", args=[row.pk]),
            "late" if row.due_at < now else "wait",
            due_at=row.due_at,
            args={"place": tongue(row.place, "name")},
        )
        for row in soon
        if row.place_id == viewer.place_id or row.due_at < now
    ][:NAMED]


def late_below(board: Board) -> list[Item]:
    """What others below have not mended in time, and households nobody has visited."""
    late, unseen = board.sum_of("correction.overdue"), board.sum_of(GAPS)
    url = reverse("correction:findings") + "?state=overdue"
    found = [Item("overdue", url, "late", late)] * bool(late)
    return found + [Item("gaps", reverse("safetynet:gaps"), "wait", unseen)] * bool(
        unseen
    )


# ── offices ──


def missing(now: datetime, board: Board) -> list[Item]:
    """Institutions that have not reported today."""
    url = reverse("surveillance:index")
    number = board.sum_of(HOMES) - board.sum_of(REPORTED)
    if not number:
        return [Item("all_reported", url, "ok")]
    state = "late" if now > board.due_at else "wait"
    return [Item("missing", url, state, number, board.due_at)]


def unanswered(viewer: Post, now: datetime) -> list[Item]:
    """Places for which nobody answers."""
    number = offices.unanswered(viewer, on=now.astimezone(zone()).date()).count()
    return [Item("unanswered", reverse("offices:gaps"), "late", number)] * bool(number)


# ── inspection ──


def envelope(viewer: Post, now: datetime) -> list[Item]:
    """The visits of the viewer's team, opened and not finished."""
    found = []
    for visit in inspection.envelope(viewer)[:NAMED]:
        url = reverse("inspection:visit", args=[visit.pk])
        code = "visit_going_on" if visit.arrived_at else "visit"
        said = {"place": tongue(visit.institution, "name")}
        found.append(Item(code, url, "wait", args=said))
    return found or [Item("no_envelope", reverse("inspection:index"), "ok")]


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


_REPAIR = (mending, looking_back, progress)
_HOUSE = (
    *(report, rounds, isolation, reviews, orders, obligations, meetings, *_REPAIR),
    self_check,
)

SECTIONS: Mapping[str, tuple[Section, ...]] = {
    "duty": _HOUSE,
    "head": _HOUSE,
    "officer": (
        *(reviews, receipts, orders, obligations, meetings),
        *(*_REPAIR, unanswered),
    ),
    "authority": (reviews, receipts, meetings, *_REPAIR, unanswered, waves),
    "inspector": (envelope, meetings, *_REPAIR),
    "custodian": (waves,),
}
