"""Every class of fault is named by file, sheet, row and column, all in one go."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
import yaml

from wardline.front.duty.packs import reading
from wardline.front.duty.packs.shapes import Fault

TAVAIA = Path(__file__).resolve().parents[3] / "packs/tavaia"
HEADER = (TAVAIA / "institutions.csv").read_text().partition("\n")[0].split(",")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TAVAIA, tmp_path / "pack"))


def change(pack: Path, file: str, old: str, new: str) -> None:
    path = pack / file
    written = path.read_text(encoding="utf-8")
    assert old in written, old
    path.write_text(written.replace(old, new, 1), encoding="utf-8")


def faults(pack: Path) -> tuple[Fault, ...]:
    with pytest.raises(reading.BrokenPack) as broken:
        reading.read(pack)
    return broken.value.faults


def home(number: int, **cells: object) -> list[object]:
    row: dict[str, object] = dict.fromkeys(HEADER, "") | {
        "code": f"tav-n-{number:02d}",
        "name_en": f"Home {number}",
        "division": "tav-n",
        "kind": "resthome",
        "capacity": 20,
        "opened_on": date(2001, 4, 1),
        "head": "Ana",
        "duty": "Sione",
    }
    return list((row | cells).values())


def workbook(
    pack: Path, rows: list[list[object]], extra: Callable[..., None] | None = None
) -> None:
    """Put an Excel roll in the place of the CSV one, under a notice and a header."""
    (pack / "institutions.csv").unlink(missing_ok=True)
    # the story's own homes stay, so that nothing else breaks
    rows = [home(1), *rows]
    with xlsxwriter.Workbook(pack / "institutions.xlsx") as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet("Notice").write(0, 0, "INVENTED")
        sheet = book.add_worksheet("Roll")
        sheet.write(0, 0, "INVENTED")
        sheet.write_row(1, 0, HEADER)
        for number, row in enumerate(rows, 2):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write(number, column, cell)
        if extra:
            extra(sheet)


CASES = yaml.safe_load(Path(__file__).with_name("pack_faults.yaml").read_text())


@pytest.mark.parametrize(("file", "old", "new", "row", "column", "code"), CASES)
def test_fault_is_named_by_file_row_and_column(
    pack: Path, file: str, old: str, new: str, row: int | None, column: str, code: str
) -> None:
    change(pack, file, old, new)
    found = faults(pack)
    assert (file, row, column, code) in {
        (f.file, f.row, f.column, f.code) for f in found
    }
    assert all(f.message_en and f.message_zh for f in found)


@pytest.mark.parametrize(
    "file", ["pack.yaml", "divisions.csv", "institutions.csv", "posts.csv"]
)
def test_missing_file_is_named(pack: Path, file: str) -> None:
    (pack / file).unlink()
    assert (file, "missing_file") in {(f.file, f.code) for f in faults(pack)}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack.yaml", "code: region,", "code: a b,"),
        ("divisions.csv", "parent,", "above,"),
        ("divisions.csv", "tav-s,tav,,South Island", "tav-s,tav,,"),
        ("documents.csv", "2021-02-01", "first"),
    ],
)
def test_one_fault_is_told_once(pack: Path, file: str, old: str, new: str) -> None:
    change(pack, file, old, new)
    assert [f.file for f in faults(pack)] == [file]


def test_list_outside_the_pack_is_refused(pack: Path) -> None:
    (pack.parent / "covered.xlsx").touch()
    entry = (
        "lists:\n  - {code: a, purpose: covered, scheme: pension, place: tav, "
        "received_on: 2021-02-02, file: ../covered.xlsx, source_en: x}\n"
    )
    change(pack, "scenario.yaml", "inspection:\n", entry + "inspection:\n")
    (fault,) = faults(pack)
    assert fault.code == "missing_file"


def test_missing_register_file_is_named(pack: Path) -> None:
    change(
        pack,
        "scenario.yaml",
        "inspection:\n",
        "lists:\n  - {code: a, purpose: covered, scheme: pension, place: tav, "
        "received_on: 2021-02-02, file: scenario/none.xlsx, source_en: x}\n"
        "inspection:\n",
    )
    (fault,) = faults(pack)
    assert (fault.file, fault.code) == ("scenario/none.xlsx", "missing_file")


def test_unknown_code_gets_a_hint(pack: Path) -> None:
    change(pack, "measures.csv", "closure.visitors", "closure.visitor")
    (fault,) = [f for f in faults(pack) if f.code == "unknown_topic"]
    assert "closure.visitors" in fault.message_en
    assert "closure.visitors" in fault.message_zh


def test_order_of_columns_does_not_matter(pack: Path) -> None:
    path = pack / "levels.csv"
    lines = [line.split(",") for line in path.read_text().splitlines()]
    path.write_text("".join(",".join(reversed(line)) + "\n" for line in lines))
    assert [c.level for c in reading.read(pack).level_changes] == [1, 2]


def test_extra_column_is_remarked_not_refused(pack: Path) -> None:
    change(pack, "levels.csv", "document\n", "document,mood\n")
    (remark,) = reading.read(pack).remarks
    assert (remark.file, remark.row, remark.column) == ("levels.csv", 1, "mood")


def test_double_column_is_refused(pack: Path) -> None:
    change(pack, "levels.csv", "document\n", "document,document\n")
    assert [f.code for f in faults(pack)] == ["double_column"]


def test_csv_of_chinese_excel_is_read(pack: Path) -> None:
    change(pack, "divisions.csv", "tav-n,tav,,", "tav-n,tav,北岛,")
    path = pack / "divisions.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert reading.read(pack).divisions[1].name.zh == "北岛"


def test_dates_as_excel_rewrites_them_are_read(pack: Path) -> None:
    change(pack, "levels.csv", "2021-02-05", "2021/2/5")
    assert reading.read(pack).level_changes[1].from_on == date(2021, 2, 5)


def test_unreadable_bytes_are_named(pack: Path) -> None:
    (pack / "levels.csv").write_bytes(b"place,level\n\xff\xff\xff\xff")
    assert ("levels.csv", "bad_encoding") in {(f.file, f.code) for f in faults(pack)}


def test_csv_and_xlsx_of_one_name_are_refused(pack: Path) -> None:
    kept = (pack / "institutions.csv").read_bytes()
    workbook(pack, [])
    (pack / "institutions.csv").write_bytes(kept)
    assert [f.code for f in faults(pack)] == ["two_files"]


def test_excel_roll_is_read_below_its_notice(pack: Path) -> None:
    workbook(pack, [home(2)])
    roll = reading.read(pack).institutions
    assert [h.code for h in roll] == ["tav-n-01", "tav-n-02"]
    assert roll[1].opened_on == date(2001, 4, 1)
    assert roll[1].capacity == 20


def test_excel_date_as_text_is_named(pack: Path) -> None:
    workbook(pack, [home(2, opened_on="2001-04-01"), home(3, opened_on="long ago")])
    found = [(f.sheet, f.row, f.column, f.code) for f in faults(pack)]
    assert found == [
        ("Roll", 4, "opened_on", "date_as_text"),
        ("Roll", 5, "opened_on", "bad_date"),
    ]


def test_excel_merged_cells_are_named(pack: Path) -> None:
    workbook(pack, [home(2)], lambda s: s.merge_range("F4:G5", "merged"))
    merged = next(f for f in faults(pack) if f.code == "merged_cells")
    assert (merged.sheet, merged.row, merged.column) == ("Roll", 4, "F")
    assert "F4:G5" in merged.message_en


def test_excel_long_number_is_not_trusted(pack: Path) -> None:
    workbook(pack, [home(2, credit_code=126201020000000017)])
    (fault,) = faults(pack)
    assert (fault.row, fault.code) == (4, "number_too_long")


def test_damaged_excel_is_named(pack: Path) -> None:
    (pack / "institutions.csv").unlink()
    (pack / "institutions.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert ("institutions.xlsx", "unreadable") in {
        (f.file, f.code) for f in faults(pack)
    }


def test_credit_code_is_checked_by_the_register_of_the_pack(pack: Path) -> None:
    change(pack, "pack.yaml", "invented_en", "register: cn.uscc\ninvented_en")
    change(pack, "institutions.csv", "resthome,,40", "resthome,91110000600037341L,40")
    change(pack, "institutions.csv", "resthome,,25", "resthome,91110000600037342L,25")
    (fault,) = faults(pack)
    expected = ("institutions.csv", 3, "credit_code", "bad_credit_code")
    assert (fault.file, fault.row, fault.column, fault.code) == expected


def test_fifty_faults_are_all_told_at_once(pack: Path) -> None:
    workbook(pack, [home(n, capacity="many") for n in range(2, 52)])
    found = faults(pack)
    assert [(f.row, f.column) for f in found] == [
        (row, "capacity") for row in range(4, 54)
    ]


def test_ten_thousand_rows_with_fifty_faults(pack: Path) -> None:
    rows = [home(2, code=f"tav-n-9{n:04d}") for n in range(10_000)]
    for row in rows[::200]:
        row[HEADER.index("kind")] = "castle"
    workbook(pack, rows)
    found = faults(pack)
    assert len(found) == 50
    assert [f.row for f in found][:3] == [4, 204, 404]
