"""Both packs read clean, and what they hold is what the month needs."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from stdnum.cn import uscc

from wardline.base.accounts.roles import ROLES
from wardline.front.duty.packs import reading
from wardline.front.duty.packs.reading import lists, norms, story
from wardline.front.duty.packs.shapes import Bilingual, Pack

PACKS = Path(__file__).resolve().parents[3] / "packs"


@pytest.fixture(scope="module")
def gansu() -> Pack:
    return reading.read(PACKS / "gansu-2020")


@pytest.fixture(scope="module")
def tavaia() -> Pack:
    return reading.read(PACKS / "tavaia")


def test_gansu_has_its_real_divisions(gansu: Pack) -> None:
    lengths = Counter(len(division.code) for division in gansu.divisions)
    assert lengths == {2: 1, 4: 14, 6: 86}
    names = {d.code: d.name for d in gansu.divisions}
    assert names["620102"] == Bilingual("城关区", "Chengguan District")
    assert names["620881"].zh == "华亭市"  # a city since 2018
    assert names["623027"].en == "Xiahe County"


def test_gansu_roll_covers_every_county_and_kind(gansu: Pack) -> None:
    homes = gansu.institutions
    assert len(homes) >= 300
    assert {h.division for h in homes} >= {
        d.code for d in gansu.divisions if len(d.code) == 6
    }
    assert {h.kind for h in homes} == {"elder", "child", "disability", "rescue"}
    assert all(uscc.is_valid(h.credit_code) for h in homes)
    assert len({h.credit_code for h in homes}) == len(homes)
    assert len({h.name.zh for h in homes}) == len(homes)
    assert all(h.head and h.duty and h.latitude for h in homes)


def test_gansu_has_six_guides_and_seven_guiding_documents(gansu: Pack) -> None:
    by_end_of_january = [d for d in gansu.documents if d.issued_on <= date(2020, 1, 31)]
    counts = Counter(d.kind for d in by_end_of_january)
    assert (counts["guide"], counts["guiding"]) == (6, 7)
    assert Counter(d.kind for d in gansu.documents)["guide"] == 6
    assert Counter(d.kind for d in gansu.documents)["guiding"] == 7
    assert sum(d.kind == "plan" for d in gansu.documents) == 3
    assert len(gansu.campaigns) == 3


def test_gansu_measures_are_dated_cited_and_checkable(gansu: Pack) -> None:
    assert len(gansu.measures) >= 60
    for measure in gansu.measures:
        assert measure.text.zh and measure.text.en
        assert measure.question.zh and measure.question.en
        # the replay needs a rhythm of self-checks, and none was found published
        invented = measure.code == "self-check" and "INVENTED" in measure.source
        assert measure.source and measure.standing == (
            "invented" if invented else "seen"
        )
        assert "T6" not in measure.source and "T7" not in measure.source


def test_gansu_level_falls_and_a_hold_keeps_the_strictest(gansu: Pack) -> None:
    assert [(c.level, c.from_on) for c in gansu.level_changes] == [
        (1, date(2020, 1, 25)),
        (3, date(2020, 2, 21)),
    ]
    (hold,) = gansu.holds
    assert (hold.from_on, hold.level_kept) == (date(2020, 2, 22), 1)


def test_gansu_scenario_holds_the_facts_of_the_bulletin(gansu: Pack) -> None:
    scenario = gansu.scenario
    assert scenario and scenario.inspection and gansu.bulletin
    plan = scenario.inspection
    assert len(plan.teams) == 4
    assert plan.institutions == sum(wave.visits for wave in plan.waves) == 36
    assert plan.areas_fixed == ("6201", "6205", "6211")
    assert len(plan.areas_fixed) + plan.areas_drawn == 7
    assert scenario.served_at == datetime(
        2020, 3, 1, 16, tzinfo=ZoneInfo("Asia/Shanghai")
    )
    assert [s.user for s in scenario.sign_ins] == [
        "duty",
        "head",
        "county",
        "province",
        "inspector",
    ]
    assert "inspection.institutions" in gansu.bulletin.figures


def test_gansu_events_lie_within_the_month_in_order(gansu: Pack) -> None:
    scenario = gansu.scenario
    assert scenario
    days = [event.at for event in scenario.events]
    assert days == sorted(days)
    assert scenario.starts <= days[0].date() <= days[-1].date() <= scenario.ends
    assert {e.expects for e in scenario.events if e.kind == "judge"} == {
        "cleared",
        "not_yet",
        "blocked",
    }


def test_second_pack_has_its_own_depth_kinds_and_hour(tavaia: Pack) -> None:
    assert [tier.code for tier in tavaia.tiers] == ["country", "region", "home"]
    assert len(tavaia.institutions) == 6
    assert tavaia.zone == ZoneInfo("Pacific/Auckland")
    due = next(m for m in tavaia.measures if m.topic == "report.due")
    assert due.params == {"at": "10:00"}
    assert tavaia.name == Bilingual("", "Tavaia (an invented country)")


def test_reading_leaves_no_remark_and_is_repeatable(gansu: Pack) -> None:
    assert gansu.remarks == ()
    again = reading.read(PACKS / "gansu-2020")
    assert again.fingerprint == gansu.fingerprint
    assert again.measures == gansu.measures


def test_roles_of_packs_are_roles_of_the_house() -> None:
    assert set(lists.ROLES) <= set(ROLES)


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        (Bilingual("机构", "home"), "zh-hans", "机构"),
        (Bilingual("机构", "home"), "en", "home"),
        (Bilingual("", "home"), "zh-hans", "home"),
        (Bilingual("机构", ""), "en", "机构"),
    ],
)
def test_bilingual_falls_back_to_what_there_is(
    said: Bilingual, language: str, expected: str
) -> None:
    assert said.said(language) == expected


def test_reference_names_every_table_topic_and_event() -> None:
    written = (PACKS.parent / "docs/reference/packs.md").read_text(encoding="utf-8")
    stems = [table.stem for table in norms.TABLES]
    stems += [t.stem for t in story.scenario_tables(ZoneInfo("UTC")).values()]
    names = [*stems, *lists.TOPICS, *lists.EVENT_KINDS, *lists.ROLES]
    assert [name for name in names if f"`{name}`" not in written] == []
