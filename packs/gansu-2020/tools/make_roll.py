"""Makes the invented roll (institutions.xlsx) and the posts of the authorities.

Run `python packs/gansu-2020/tools/make_roll.py`: it always gives the same files.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from names import WORDS, latin, number, person, pick
from stdnum.cn import uscc

PACK = Path(__file__).resolve().parents[1]
NOTICE = (
    "虚构数据：本表机构、人员、地址、电话和信用代码均为演示而编造，与真实机构和个人无关。",
    "INVENTED: the institutions, people, addresses, telephone numbers and credit "
    "codes of this workbook were made up for demonstration and mean nobody.",
)
HEADER = [
    "code",
    "name_zh",
    "name_en",
    "division",
    "kind",
    "credit_code",
    "capacity",
    "address",
    "latitude",
    "longitude",
    "opened_on",
    "head",
    "duty",
    "phone",
]
SUFFIX = {
    "elder": ("养老院", "Home for Older People"),
    "child": ("儿童福利院", "Children's Home"),
    "disability": ("托养中心", "Home for Disabled People"),
    "rescue": ("救助管理站", "Rescue Station"),
}
BEDS = {
    "elder": (40, 360),
    "child": (20, 120),
    "disability": (30, 160),
    "rescue": (10, 60),
}
SEATS = [
    "620102",
    "620302",
    "620402",
    "620502",
    "620602",
    "620702",
    "620802",
    "620902",
    "621002",
    "621102",
    "621202",
]
SEATS += ["622901", "623001"]
STORY = ["elder", "child", "rescue", "disability"] + ["elder"] * 7 + ["child", "rescue"]
WITHOUT_COUNTIES = {"6202": ["elder", "elder", "child", "rescue"]}
LEADERS = 4


def divisions() -> list[dict[str, str]]:
    """The real divisions of the pack."""
    with (PACK / "divisions.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def kinds(county: str, position: int) -> list[str]:
    """Which institutions a county has: at least one home and three in all."""
    if county == "620102":
        return STORY
    third = ("child", "disability", "elder")[position % 3]
    more = ["elder", "child", "disability", "rescue"] if county in SEATS else []
    extra = ["elder"] if position % 7 == 0 else []
    return ["elder", "rescue", third, *more, *extra]


def credit_code(county: str, serial: int) -> str:
    """A code that passes its check digit; “XN” was never given to anybody."""
    stem = f"12{county}XN{serial:07d}"
    return stem + uscc.calc_check_digit(stem)


def roll() -> Iterator[list[object]]:
    """One row for each institution."""
    with (PACK / "tools/seats.csv").open() as file:
        seats = {row["code"]: row for row in csv.DictReader(file)}
    serial, counties = 0, [d for d in divisions() if d["code"] in seats]
    for position, place in enumerate(counties):
        code = place["code"]
        wanted = WITHOUT_COUNTIES.get(code) or kinds(code, position)
        for order, kind in enumerate(wanted, 1):
            serial += 1
            yield institution(place, kind, order, serial, seats[code])


def institution(
    place: dict[str, str], kind: str, order: int, serial: int, seat: dict[str, str]
) -> list[object]:
    """One invented institution, at most some six kilometres from the seat."""
    code = f"{place['code']}-{order:04d}"
    start = number(place["code"]) % len(WORDS)
    word = WORDS[(start + order * 5) % len(WORDS)]
    low, high = BEDS[kind]
    zh, en = SUFFIX[kind]
    english = place["name_en"].split(" County")[0].split(" District")[0]
    street = pick(WORDS, code, "street")
    return [
        code,
        f"{place['name_zh']}{word}{zh}",
        f"{english} {latin(word)} {en}",
        place["code"],
        kind,
        credit_code(place["code"].ljust(6, "0"), serial),
        low + number(code, "beds") % (high - low + 1) // 5 * 5,
        f"{place['name_zh']}{street}路{1 + number(code, 'house') % 299}号（虚构）",
        round(float(seat["latitude"]) + (number(code, "n") % 1000 - 500) / 10_000, 4),
        round(float(seat["longitude"]) + (number(code, "e") % 1000 - 500) / 10_000, 4),
        date(1985 + number(code, "year") % 34, 1 + number(code, "month") % 12, 1),
        person(code, "head"),
        person(code, "duty"),
        f"000-{serial:04d}-0000",
    ]


def write_roll() -> None:
    """Write the workbook: a notice first, then the roll under the same notice."""
    with xlsxwriter.Workbook(PACK / "institutions.xlsx") as book:
        book.set_properties({"created": datetime(2020, 1, 31), "title": NOTICE[1]})  # noqa: DTZ001
        red = book.add_format({"bold": True, "font_color": "#B00020"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        notice = book.add_worksheet("说明 Notice")
        notice.write_column(0, 0, NOTICE, red)
        sheet = book.add_worksheet("institutions")
        sheet.write(0, 0, " / ".join(NOTICE), red)
        sheet.write_row(1, 0, HEADER, book.add_format({"bold": True}))
        sheet.freeze_panes(2, 2)
        sheet.set_column(1, 2, 34)
        for number_, row in enumerate(roll(), 2):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number_, column, cell, day)
                else:
                    sheet.write(number_, column, cell)


def posts() -> Iterator[list[str]]:
    """Everybody who answers above the institutions."""

    def post(
        code: str, place: str, role: str, zh: str, en: str, user: str
    ) -> list[str]:
        phone = f"000-{number(code) % 9000 + 1000}-1111"
        return [code, place, role, zh, en, person(code), user, phone, "2020-01-01"]

    yield post(
        "62.authority",
        "62",
        "authority",
        "省民政厅处长",
        "provincial officer",
        "province",
    )
    yield post(
        "62.second", "62", "authority", "省民政厅审核", "second signature", "second"
    )
    ordinals = "一二三四"
    for team in range(1, LEADERS + 1):
        for seat, zh, en in (
            ("lead", "组组长（厅领导）", "leader (head of the department)"),
            ("member1", "组成员", "member"),
            ("member2", "组成员", "member"),
        ):
            user = "inspector" if (team, seat) == (1, "lead") else f"team{team}-{seat}"
            zh_, en_ = f"第{ordinals[team - 1]}检查{zh}", f"team {team}, {en}"
            yield post(f"62.team{team}-{seat}", "62", "inspector", zh_, en_, user)
    for keeper, zh, en in (
        ("discipline", "驻厅纪检监察组保管员", "custodian, discipline office"),
        ("office", "厅办公室保管员", "custodian, general office"),
        ("audit", "审计机关保管员", "custodian, audit office"),
    ):
        yield post(
            f"62.custodian-{keeper}", "62", "custodian", zh, en, f"custodian-{keeper}"
        )
    for place in divisions()[1:]:
        code, zh, en = place["code"], place["name_zh"], place["name_en"]
        user = "county" if code == "620102" else f"officer-{code}"
        yield post(
            f"{code}.officer",
            code,
            "officer",
            f"{zh}民政局",
            f"civil affairs, {en}",
            user,
        )


def write_posts() -> None:
    """Write the posts as CSV."""
    header = [
        "code",
        "place",
        "role",
        "title_zh",
        "title_en",
        "holder",
        "user",
        "phone",
        "from_on",
    ]
    with (PACK / "posts.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([header, *posts()])


if __name__ == "__main__":
    write_roll()
    write_posts()
