"""A province of two prefectures, three counties and five homes, with people in posts.

T ── T1 ── T101 ── T101-1 (elder)   T101-2 (child)
   │      └ T102 ── T102-1 (elder)
   └ T2 ── T201 ── T201-1 (rescue)  T201-2 (disability)
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from wardline.base.accounts.models import Post, User
from wardline.base.places import scope
from wardline.base.places.models import Authority, InstitutionKind, Place, Tier

ZONE = ZoneInfo("Asia/Shanghai")
PASSWORD = "a-long-enough-password"
_PLACES = [
    ("T", None, "省", "Province"),
    ("T1", "T", "甲市", "Prefecture One"),
    ("T101", "T1", "子县", "County One"),
    ("T102", "T1", "丑县", "County Two"),
    ("T2", "T", "乙市", "Prefecture Two"),
    ("T201", "T2", "寅县", "County Three"),
]
_HOMES = [
    ("T101-1", "T101", "子县养老院", "County One Elder Home", "elder"),
    ("T101-2", "T101", "子县儿童福利院", "County One Children's Home", "child"),
    ("T102-1", "T102", "丑县养老院", "County Two Elder Home", "elder"),
    ("T201-1", "T201", "寅县救助管理站", "County Three Rescue Station", "rescue"),
    ("T201-2", "T201", "寅县残疾人托养中心", "County Three Care Centre", "disability"),
]


def moment(text: str) -> datetime:
    """Return "2020-02-10 09:30" in the authority's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class World:
    """The posts by name: ``world.post("head", "T101-1")``."""

    posts: dict[tuple[str, str], Post]

    def post(self, role: str, place: str) -> Post:
        return self.posts[role, place]

    @property
    def clock(self) -> Post:
        return self.posts["clock", "T"]

    @property
    def authority(self) -> Post:
        return self.posts["authority", "T"]

    @property
    def county(self) -> Post:
        return self.posts["officer", "T101"]

    @property
    def head(self) -> Post:
        return self.posts["head", "T101-1"]

    @property
    def duty(self) -> Post:
        return self.posts["duty", "T101-1"]

    @property
    def inspector(self) -> Post:
        return self.posts["inspector", "T"]


def world(from_on: date = date(2019, 12, 1)) -> World:
    """Build the tree and a post of each role where it belongs."""
    with scope.entered("T"):
        _tree()
        posts = {}
        wanted = [("clock", "T"), ("authority", "T"), ("inspector", "T")]
        wanted += [("custodian", "T")]
        wanted += [("officer", code) for code, parent, *_ in _PLACES if parent]
        wanted += [(role, home[0]) for home in _HOMES for role in ("duty", "head")]
        for role, code in wanted:
            user = None
            if role != "clock":
                user = User(username=f"{role}-{code}".lower(), name=f"{role} {code}")
                user.set_password(PASSWORD)
                user.save()
            posts[role, code] = Post.objects.create(
                user=user,
                place_id=code,
                role_code=role,
                title_zh=role,
                title_en=role,
                from_on=from_on,
            )
    return World(posts)


def _tree() -> None:
    for depth, (zh, en) in enumerate(
        [("省", "Province"), ("市", "Prefecture"), ("县", "County"), ("机构", "Home")]
    ):
        Tier.objects.create(depth=depth, name_zh=zh, name_en=en)
    for code in ("elder", "child", "disability", "rescue"):
        InstitutionKind.objects.create(code=code, name_zh=code, name_en=code)
    depths: dict[str | None, int] = {None: -1}
    for code, parent, zh, en in _PLACES:
        depths[code] = depths[parent] + 1
        Place.objects.create(
            code=code, parent_id=parent, depth=depths[code], name_zh=zh, name_en=en
        )
    for code, parent, zh, en, kind in _HOMES:
        Place.objects.create(
            code=code,
            parent_id=parent,
            depth=3,
            name_zh=zh,
            name_en=en,
            kind_id=kind,
            capacity=100,
        )
    Authority.objects.create(
        place_id="T",
        name_zh="省",
        name_en="Province",
        zone="Asia/Shanghai",
        language="zh-hans",
        pack="test",
    )
