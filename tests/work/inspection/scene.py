"""A world with teams, custodians and a checklist, ready for a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.factories.world import PASSWORD, World, moment
from wardline.base.accounts.models import Post, User
from wardline.base.places import clock, scope
from wardline.base.places.models import Place
from wardline.ground.methods import draw
from wardline.work.inspection import actions, queries
from wardline.work.inspection.models import Plan

COMMITTED = moment("2020-02-25 18:00")
DEPARTURES = [moment(f"2020-02-{day} 06:30") for day in (27, 28)]
CHECKLIST = [
    {
        "code": "r-named",
        "aspect": "responsibility",
        "question_zh": "责任人是否上墙公示？",
        "question_en": "Are the responsible people named on the wall?",
        "measure_code": "duty-named",
        "severity": 2,
        "institution_kinds": [],
    },
    {
        "code": "e-gate",
        "aspect": "entry_exit",
        "question_zh": "门口是否逐人测温？",
        "question_en": "Is everyone's temperature taken at the gate?",
        "measure_code": "gate-temperature",
        "severity": 3,
        "institution_kinds": ["elder", "child", "rescue", "disability"],
    },
    {
        "code": "a-remote",
        "aspect": "awareness",
        "question_zh": "是否提供视频联系？",
        "question_en": "Can families reach residents by video?",
        "measure_code": "",
        "severity": 1,
        "institution_kinds": ["nowhere"],
    },
]


@dataclass
class Scene:
    """The world, its people on the road, and the custodians' chains."""

    w: World
    inspectors: list[Post]
    custodians: list[Post]
    chains: dict[str, list[str]] = field(default_factory=dict)

    def share(self, post: Post, n: int) -> str:
        return self.chains[queries.custodian_name(post)][n]


def person(role: str, name: str, place: str = "T") -> Post:
    user = User(username=name, name=name.replace("-", " ").title())
    user.set_password(PASSWORD)
    user.save()
    return Post.objects.create(
        user=user,
        place_id=place,
        role_code=role,
        title_zh=name,
        title_en=name,
        from_on=date(2019, 12, 1),
    )


def scene(w: World, inspectors: int = 4) -> Scene:
    """Put people on the road and set the checklist."""
    with scope.entered("T"):
        people = [person("inspector", f"inspector-{n}") for n in range(inspectors)]
        keepers = [person("custodian", f"custodian-{n}") for n in range(2)]
    keepers = [w.post("custodian", "T"), *keepers]
    actions.set_checklist(by=w.clock, at="T", rows=CHECKLIST)
    return Scene(w, people, keepers)


def committed(s: Scene, **more) -> Plan:
    """Commit a plan of two teams, two areas, three homes on two days."""
    half = len(s.inspectors) // 2
    teams = [
        {
            "code": f"team-{n}",
            "name_zh": f"第{n}检查组",
            "name_en": f"Team {n}",
            "leader": crew[0],
            "inspectors": crew[1:],
        }
        for n, crew in enumerate((s.inspectors[:half], s.inspectors[half:]), start=1)
    ]
    told = {
        "by": s.w.authority,
        "at": "T",
        "code": "feb",
        "title_zh": "二月暗访",
        "title_en": "Visits of February",
        "from_on": date(2020, 2, 27),
        "to_on": date(2020, 2, 28),
        "teams": teams,
        "n_sites": 3,
        "n_strata": 2,
        "waves": [
            {"departs_at": DEPARTURES[0], "sites": 2},
            {"departs_at": DEPARTURES[1], "sites": 1},
        ],
    }
    with clock.set_to(COMMITTED):
        plan = actions.commit_plan(**told | more)
        join(s, plan)
    return plan


def join(s: Scene, plan: Plan) -> None:
    """Let every custodian publish the end of a chain."""
    length = len(plan.departures)
    for post in s.custodians:
        name = queries.custodian_name(post)
        if name not in queries.people(plan):
            continue
        s.chains[name] = draw.chain(
            name, f"secret {post.user.username}".encode(), length
        )
        actions.commit_chain(by=post, plan=plan, end=s.chains[name][0])


def opened(s: Scene, plan: Plan, n: int, withheld: Sequence[Post] = ()):
    """Open a wave at its departure, some shares being withheld."""
    departs_at = queries.departure(plan, n)
    for post in withheld:
        with clock.set_to(departs_at + timedelta(minutes=15)):
            actions.record_withheld(by=s.w.authority, plan=plan, n=n, custodian=post)
    with clock.set_to(departs_at + timedelta(minutes=15 if withheld else 0)):
        release(s, plan, n)
        return actions.open_wave(by=s.w.authority, plan=plan, n=n)


def release(s: Scene, plan: Plan, n: int) -> None:
    """Let everyone whose turn it is release their share."""
    with scope.entered("T"):
        seats = queries.seats(plan, n)
    for post in s.custodians:
        name = queries.custodian_name(post)
        if name in seats:
            actions.release_share(by=post, plan=plan, n=n, share=s.chains[name][n])


def province(areas: int, homes: int) -> None:
    """Add areas Q01, Q02, … under the top, each with a county of so many homes."""
    made = []
    for a in range(1, areas + 1):
        area, county = f"T9{a:02}", f"T9{a:02}1"
        made += [
            Place(code=area, parent_id="T", depth=1, name_en=f"Area {a}"),
            Place(code=county, parent_id=area, depth=2, name_en=f"County {a}"),
        ]
        made += [
            Place(
                code=f"{county}-{h}",
                parent_id=county,
                depth=3,
                name_en=f"Home {a}/{h}",
                kind_id="elder" if h % 3 else "rescue",
                capacity=20 * h,
            )
            for h in range(1, homes + 1)
        ]
    with scope.entered("T"):
        Place.objects.bulk_create(made)
