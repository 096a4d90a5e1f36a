"""The scenario: its tables, and the plan in scenario.yaml."""

from collections.abc import Mapping
from functools import partial
from zoneinfo import ZoneInfo

from wardline.front.duty.packs import shapes
from wardline.front.duty.packs.reading import cells, lists
from wardline.front.duty.packs.reading.columns import Both, Column
from wardline.front.duty.packs.reading.norms import (
    DAY,
    DOCUMENT,
    LATER,
    OPTIONAL,
    PARAMS,
    PLACE,
    POST,
)
from wardline.front.duty.packs.reading.tables import Table
from wardline.front.duty.packs.reading.yamls import Group, Several

COUNT = Column(cells.whole(1))


def scenario_tables(zone: ZoneInfo) -> Mapping[str, Table]:
    """The tables of the scenario, by the name of the tree's field."""
    at = Column(cells.moment(zone))
    share = Column(cells.whole(0, 100))
    optional = partial(Table, need=False)
    return {
        "members": optional(
            "scenario/members",
            shapes.Member,
            {
                "code": Column(cells.code),
                "kind": Column(cells.choice(lists.MEMBER_KINDS)),
                "institution": Column(cells.place, refers="institutions"),
                "name": Column(),
                "born_on": LATER,
                "from_on": DAY,
                "until_on": LATER,
            },
        ),
        "events": optional(
            "scenario/events",
            shapes.Event,
            {
                "at": at,
                "kind": Column(cells.topic(lists.EVENT_KINDS)),
                "by": POST,
                "place": PLACE,
                "subject": Column(cells.code, need=False, refers="members"),
                "params": PARAMS,
                "expects": Column(cells.code, need=False),
                "text": Both(),
            },
            key=(),
        ),
        "directives": optional(
            "scenario/directives",
            shapes.DirectiveRow,
            {
                "code": Column(cells.code),
                "at": at,
                "by": POST,
                "document": DOCUMENT,
                "place": PLACE,
                "received_share": share,
                "typical_minutes": Column(cells.whole(1)),
                "text": Both(),
            },
        ),
        "obligations": optional(
            "scenario/obligations",
            shapes.Obligation,
            {
                "directive": Column(cells.code, refers="directives"),
                "number": Column(cells.whole(1)),
                "text": Both(),
                "role": Column(cells.choice(lists.OBLIGED)),
                "due_at": at,
                "proof": Column(
                    cells.choice(lists.PROOFS), need=False, default="receipt"
                ),
            },
            key=("directive", "number"),
        ),
        "meetings": optional(
            "scenario/meetings",
            shapes.MeetingRow,
            {
                "code": Column(cells.code),
                "at": at,
                "by": POST,
                "place": PLACE,
                "title": Both(),
                "directive": Column(cells.code, need=False, refers="directives"),
                "link": OPTIONAL,
                "invited": Column(cells.choice(lists.INVITED)),
                "joined_share": share,
            },
        ),
        "findings": optional(
            "scenario/findings",
            shapes.FindingRate,
            {
                "item": Column(cells.code, refers="checklist"),
                "per_mille": Column(cells.whole(0, 1000)),
                "action": Both(),
                "days": Column(cells.whole(0, 365)),
                "corrected_share": share,
            },
            key=("item",),
        ),
        "progress": optional(
            "scenario/progress",
            shapes.ProgressRow,
            {
                "campaign": Column(cells.code, refers="campaigns"),
                "place": PLACE,
                "on": DAY,
                "goal": Column(cells.whole()),
                "done": Column(cells.whole()),
            },
            key=("campaign", "place", "on"),
        ),
    }


def scenario_group(zone: ZoneInfo) -> Group:
    """What scenario.yaml may say."""
    at = Column(cells.moment(zone))
    team = {
        "code": Column(cells.code),
        "name": Both(),
        "leader": POST,
        "members": Column(cells.many(cells.code), refers="posts"),
    }
    wave = {"on": DAY, "departs_at": Column(cells.clock), "visits": COUNT}
    inspection = {
        "code": Column(cells.code),
        "title": Both(),
        "place": PLACE,
        "by": POST,
        "committed_at": at,
        "public_word": Column(),
        "teams": Several(Group(shapes.Team, team)),
        "custodians": Several(
            Group(shapes.Custodian, {"post": POST, "secret": Column()})
        ),
        "areas_fixed": Column(cells.many(cells.place), refers="divisions"),
        "areas_drawn": Column(cells.whole()),
        "institutions": COUNT,
        "waves": Several(Group(shapes.Wave, wave)),
    }
    source = {
        "code": Column(cells.code),
        "purpose": Column(cells.choice(lists.PURPOSES)),
        "scheme": Column(cells.code, refers="schemes"),
        "place": PLACE,
        "received_on": DAY,
        "file": Column(),
        "source": Both(),
    }
    sign_in = {"user": Column(cells.code), "post": POST, "password": Column()}
    bulletin = {"drafted_at": at, "by": POST, "published_at": at, "second": POST}
    return Group(
        shapes.Scenario,
        {
            "seed": Column(),
            "starts": DAY,
            "ends": DAY,
            "served_at": at,
            "story": PLACE,
            "routine": Column(cells.params),
            "sign_ins": Several(Group(shapes.SignIn, sign_in)),
            "lists": Several(Group(shapes.SourceFile, source), need=False),
            "inspection": Group(shapes.InspectionPlan, inspection, need=False),
            "bulletin": Group(shapes.BulletinPlan, bulletin, need=False),
        },
    )
