"""The scenario: what happened, to be replayed through the same actions as the web."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from wardline.front.duty.packs.shapes.words import Bilingual, Params


@dataclass(frozen=True, slots=True)
class SignIn:
    user: str
    post: str
    password: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person in the story: a resident or a worker of an institution."""

    code: str
    kind: str  # resident | worker
    institution: str
    name: str
    born_on: date | None
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    kind: str
    by: str  # a post
    place: str
    subject: str  # a member, or what the kind of event says
    params: Params
    expects: str  # the verdict the system must come to by itself, if any
    text: Bilingual


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    code: str
    at: datetime
    by: str
    document: str
    place: str
    received_share: int  # per cent of posts that sign for it
    typical_minutes: int  # half have signed after so long
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Obligation:
    directive: str
    number: int
    text: Bilingual
    role: str
    due_at: datetime
    proof: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    code: str
    at: datetime
    by: str
    place: str
    title: Bilingual
    directive: str
    link: str
    invited: str  # authority | all
    joined_share: int


@dataclass(frozen=True, slots=True)
class FindingRate:
    """How often an item fails in the replay, and what is then ordered."""

    item: str
    per_mille: int
    action: Bilingual
    days: int  # 0: put right on the spot
    corrected_share: int


@dataclass(frozen=True, slots=True)
class ProgressRow:
    campaign: str
    place: str
    on: date
    goal: int
    done: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A register from another department, taken in as it came."""

    code: str
    purpose: str  # entitled | covered
    scheme: str
    place: str
    received_on: date
    file: Path
    source: Bilingual


@dataclass(frozen=True, slots=True)
class Team:
    code: str
    name: Bilingual
    leader: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Custodian:
    """Keeps one secret of the draw. Secrets in a pack are for replay only."""

    post: str
    secret: str


@dataclass(frozen=True, slots=True)
class Wave:
    on: date
    departs_at: time
    visits: int


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    code: str
    title: Bilingual
    place: str
    by: str
    committed_at: datetime
    public_word: str  # published after the commitment, mixed into the draw
    teams: tuple[Team, ...]
    custodians: tuple[Custodian, ...]
    areas_fixed: tuple[str, ...]
    areas_drawn: int
    institutions: int
    waves: tuple[Wave, ...]


@dataclass(frozen=True, slots=True)
class BulletinPlan:
    drafted_at: datetime
    by: str
    published_at: datetime
    second: str


@dataclass(frozen=True, slots=True)
class Scenario:
    seed: str
    starts: date
    ends: date
    served_at: datetime
    story: str
    routine: Mapping[str, int | str]
    sign_ins: tuple[SignIn, ...]
    lists: tuple[SourceFile, ...]
    inspection: InspectionPlan | None
    bulletin: BulletinPlan | None
    members: tuple[Member, ...] = ()
    events: tuple[Event, ...] = ()
    directives: tuple[DirectiveRow, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    findings: tuple[FindingRate, ...] = ()
    progress: tuple[ProgressRow, ...] = ()
