"""Orders sent down and signed for, meetings held and joined from phones."""

from datetime import time, timedelta

from wardline.front.duty.packs import rows
from wardline.front.duty.packs.shapes import DirectiveRow, MeetingRow
from wardline.front.duty.replay.stage import Stage
from wardline.ground.rules import deadlines
from wardline.work.directives import actions as directives
from wardline.work.directives import chasing
from wardline.work.directives import queries as orders

_DUE_HOURS = 12
# the first hour of the office after the term
_REMINDED = deadlines.TimeOfDay(time(9))


def put_on(stage: Stage) -> None:
    """Issue each order at its time; hold each meeting at its hour."""
    for row in stage.scenario.directives:
        stage.scene_at(row.at, lambda r=row: _issue(stage, r))
    for meeting in stage.scenario.meetings:
        stage.at(meeting.at - timedelta(hours=3), lambda m=meeting: _call(stage, m))


def _issue(stage: Stage, row: DirectiveRow) -> None:
    by = stage.posts[row.by]
    document = next(d for d in stage.pack.documents if d.code == row.document)
    language = stage.pack.language
    text = "\n\n".join(
        [
            document.title.said(language),
            f"{document.issuer.said(language)}  {document.number}",
            row.text.said(language),
        ]
    )
    directive = directives.take_in_directive(
        by=by,
        at=row.place,
        text=text,
        number=document.number,
        issued_on=document.issued_on,
        **rows.both("title", document.title),
        **rows.both("issuer", document.issuer),
        **rows.both("body", row.text),
    )
    for asked in stage.scenario.obligations:
        if asked.directive == row.code:
            directives.mark_obligation(
                by=by,
                directive=directive,
                role=asked.role,
                due_at=asked.due_at,
                proof=asked.proof,
                **rows.both("text", asked.text),
            )
    directives.issue(by=by, directive=directive, due_hours=_DUE_HOURS)
    due = row.at + timedelta(hours=_DUE_HOURS)
    late = deadlines.due_at(_REMINDED, due, stage.pack.zone)
    if late < stage.scenario.served_at:
        stage.scene_at(late, lambda: chasing.remind(by=by, directive=directive))
    stage.props[f"directive:{row.code}"] = directive
    for relay in orders.relays(by).filter(directive=directive).order_by("place_id"):
        _sign(stage, row, relay)


def _sign(stage: Stage, row: DirectiveRow, relay) -> None:
    """Let most places sign for it, half of them within the typical time."""
    chance = stage.chance("sign", row.code, relay.place_id)
    if chance.randrange(100) >= row.received_share:
        return
    minutes = round(chance.expovariate(0.693 / row.typical_minutes)) + 1
    at = row.at + timedelta(minutes=min(minutes, 20 * 60))
    if at < stage.scenario.served_at:
        stage.at(at, lambda: _receive(stage, relay))


def _receive(stage: Stage, relay) -> None:
    place = relay.place_id
    code = f"{place}.head" if f"{place}.head" in stage.posts else stage.office(place)
    directives.mark_read(by=stage.posts[code], relay=relay)


def _call(stage: Stage, row: MeetingRow) -> None:
    meeting = directives.call_meeting(
        by=stage.posts[row.by],
        at=row.place,
        **rows.both("title", row.title),
        starts_at=row.at,
        link=row.link,
        directive=stage.props.get(f"directive:{row.directive}"),
        depths=() if row.invited == "all" else range(len(stage.pack.tiers) - 1),
    )
    roles = {"officer", "authority"} | ({"head"} if row.invited == "all" else set())
    for code, post in stage.posts.items():
        chance = stage.chance("meeting", row.code, code)
        if post.role_code in roles and chance.randrange(100) < row.joined_share:
            at = row.at + timedelta(minutes=chance.randrange(-10, 8))
            stage.at(at, lambda p=post: _answer(p, meeting))


def _answer(post, meeting) -> None:
    directives.answer_roll(by=post, meeting=meeting, code=meeting.code)
