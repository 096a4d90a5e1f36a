"""Makes the invented part of the scenario that is long: progress and two registers.

The resident ID numbers pass their check digit, but their order codes (000, 999) are not
given to people born in those years: nobody bears them.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import xlsxwriter
from make_roll import PACK, divisions
from names import WORDS, number, person, pick
from stdnum.cn import ric

COUNTIES = {"620121": "永登县", "620122": "皋兰县", "620123": "榆中县"}
HEADER = ("姓名", "身份证号", "县区", "乡镇", "村", "家庭人口", "月人均收入", "日期")
ENTITLED, GAPS, MOVED = 300, 15, 5
NOTICE = "虚构数据 INVENTED"
Household = tuple[str, str, str, str, str, int, int, date]


def identity(county: str, serial: int) -> str:
    """A number that passes its check digit and that nobody bears."""
    born = date(1934, 1, 1) + timedelta(days=number("born", serial) % 12_000)
    order = "999" if number("sex", serial) % 2 else "000"
    stem = f"{county}{born:%Y%m%d}{order}"
    return stem + ric.calc_check_digit(stem + "0")


def household(serial: int) -> Household:
    """One household that nobody knows."""
    county = pick(sorted(COUNTIES), "county", serial)
    return (
        person("household", serial),
        identity(county, serial),
        COUNTIES[county],
        pick(WORDS, "town", serial % 23) + "镇",
        pick(WORDS, "village", serial % 61) + "村",
        1 + number("members", serial) % 5,
        120 + number("income", serial) % 260,
        date(2020, 1, 2) + timedelta(days=number("entered", serial) % 24),
    )


def households() -> list[Household]:
    """As many households as are entitled, no number twice."""
    found: dict[str, Household] = {}
    serial = 0
    while len(found) < ENTITLED + MOVED:
        serial += 1
        row = household(serial)
        found.setdefault(row[1], row)
    return list(found.values())


def mistyped(code: str, serial: int) -> str:
    """The number with two neighbouring digits swapped, as happens at a keyboard."""
    at = next(i for i in range(8 + serial % 4, 16) if code[i] != code[i + 1])
    return code[:at] + code[at + 1] + code[at] + code[at + 2 :]


def covered(all_: list[Household]) -> Iterator[Household]:
    """Who receives: all but the gaps, some mistyped, and a few who are not entitled."""
    for serial, row in enumerate(all_[GAPS:]):
        if serial % 45 == 7:
            row = (row[0], mistyped(row[1], serial), *row[2:])
        elif serial % 60 == 11:
            row = (row[0], row[1].lower() + " ", *row[2:])
        yield row


def write_register(name: str, rows: list[Household]) -> None:
    """Write one register as the other department would send it."""
    with xlsxwriter.Workbook(PACK / f"scenario/{name}.xlsx") as book:
        book.set_properties({"created": datetime(2020, 2, 10), "title": NOTICE})  # noqa: DTZ001
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, HEADER)
        sheet.set_column(0, 7, 20)
        for number_, row in enumerate(rows, 1):
            sheet.write_row(number_, 0, row[:7])
            sheet.write_datetime(number_, 7, row[7], day)
        book.add_worksheet("说明 Notice").write(0, 0, NOTICE)


def progress() -> Iterator[list[object]]:
    """Each campaign, each county, each Sunday; a few places lag behind."""
    weeks = [date(2020, 2, 9) + timedelta(days=7 * week) for week in range(3)]
    with_counties = {place["parent"] for place in divisions()}
    lowest = [p["code"] for p in divisions() if p["code"] not in with_counties]
    for campaign, most in (
        ("last-gaps", 180),
        ("rural-cleanup", 320),
        ("listed-places", 9),
    ):
        for code in lowest:
            goal = most // 3 + number(campaign, code) % most
            pace = (
                30 if number("lag", code) % 17 == 0 else 60 + number(code, "pace") % 36
            )
            for week, on in enumerate(weeks, 1):
                yield [campaign, code, on, goal, goal * pace * week // 300]


def write_progress() -> None:
    """Write the weekly progress as CSV."""
    path = PACK / "scenario/progress.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["campaign", "place", "on", "goal", "done"])
        writer.writerows(progress())


if __name__ == "__main__":
    people = households()
    write_register("entitled", people[:ENTITLED])
    write_register("covered", list(covered(people)))
    write_progress()
