"""Orders sent down and signed for, meetings held and joined from phones."""

from datetime import datetime, timedelta

from wardline.front.duty.packs.shapes import DirectiveRow, MeetingRow
from wardline.front.duty.replay.stage import Stage
from wardline.work.directives import actions as directives
from wardline.work.directives import queries as orders


def put_on(stage: Stage) -> None:
    """Issue each order at its time; hold each meeting at its hour."""
    for row in stage.scenario.directives:
        stage.at(row.at, lambda r=row: _issue(stage, r))
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
        corrections={
            "title": document.title.said(language),
            "number": document.number,
            "issuer": document.issuer.said(language),
            "issued_on": document.issued_on,
            "body": row.text.said(language),
        },
    )
    directives.issue(by=by, directive=directive, to="all", due_hours=12)
    stage.props[f"directive:{row.code}"] = directive
    for relay in orders.relays(by, directive):
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
    directives.receive(by=stage.posts[code], relay=relay)


def _call(stage: Stage, row: MeetingRow) -> None:
    meeting = directives.call_meeting(
        by=stage.posts[row.by],
        at=row.place,
        title_zh=row.title.zh,
        title_en=row.title.en,
        starts_at=row.at,
        link=row.link,
        directive=stage.props.get(f"directive:{row.directive}"),
        to="all" if row.invited == "all" else "divisions",
    )
    for code, post in stage.posts.items():
        invited = post.role_code in {"officer", "authority"} or (
            row.invited == "all" and post.role_code == "head"
        )
        chance = stage.chance("meeting", row.code, code)
        if invited and chance.randrange(100) < row.joined_share:
            at: datetime = row.at + timedelta(minutes=chance.randrange(-10, 8))
            stage.at(at, lambda p=post: _answer(p, meeting))


def _answer(post, meeting) -> None:
    directives.answer_roll(by=post, meeting=meeting, code=meeting.code)
