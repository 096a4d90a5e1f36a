"""A damaged bulletin comes back: heading, simplified text, right marks, all marked."""

import datetime as dt
from pathlib import Path

import pytest

from wardline.work.directives import reading

DOCUMENTS = Path(__file__).parent / "documents"
TITLE = "清河省民政厅靠前部署养老和儿童福利机构冬季疫情防控工作"
CLEAN = (DOCUMENTS / "clean.txt").read_text(encoding="utf-8").rstrip("\n")
BODY = CLEAN.split("\n", 2)[2]
FIRST, *_ = BODY.partition("，全省养老机构")
PRINTED = f"{FIRST}。\n清河省民政厅\n2020年3月2日"
COUNTS = {"injected": 1, "script": 548, "gloss": 85, "extra_comma": 80, "space": 15}


def taken_in(name: str) -> reading.Reading:
    return reading.read((DOCUMENTS / name).read_bytes(), name)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("damaged.txt", BODY),
        ("damaged.docx", BODY),
        ("damaged.html", BODY + "\n附件： 检查清单.docx"),
        ("damaged.pdf", PRINTED),
    ],
)
def test_damaged_document_is_recovered(name, body):
    found = taken_in(name)
    assert found.title == TITLE
    assert found.date == dt.date(2020, 3, 2)
    assert found.source == found.issuer == "清河省民政厅"
    assert found.body == body
    assert not found.remarks


@pytest.mark.parametrize("name", ["damaged.txt", "damaged.docx"])
def test_damaged_document_counts_every_change(name):
    assert taken_in(name).counts() == {**COUNTS, "punctuation": 110}


def test_damaged_page_counts_its_furniture_and_one_more_mark():
    counts = taken_in("damaged.html").counts()
    assert counts == {**COUNTS, "punctuation": 111, "furniture": 4}


def test_damaged_pdf_mends_radicals_and_wrapped_lines():
    counts = taken_in("damaged.pdf").counts()
    assert counts["radical"] > 5
    assert counts["line_break"] > 2
    assert counts["injected"] == 1
    assert counts["gloss"] == 16


@pytest.mark.parametrize("ending", ["txt", "html", "docx", "pdf"])
def test_damaged_document_loses_nothing(ending):
    found = taken_in(f"damaged.{ending}")
    segments = list(reading.side_by_side(found))
    assert reading.restore(found.text, found.changes) == found.original_text
    assert "".join(segment.before for segment in segments) == found.original_text
    assert "".join(segment.after for segment in segments) == found.text
    assert {segment.state for segment in segments} == {"kept", "removed", "replaced"}
    for change in found.changes:
        assert found.original_text[change.start : change.end] == change.before


def test_damaged_page_shows_no_advertising_from_its_head():
    found = taken_in("damaged.html")
    assert "棋牌" not in found.title + found.text
    assert "棋牌" in found.changes[0].before
    attached = [link for link in found.links if link.attached]
    assert attached == [
        reading.Link("检查清单.docx", "/files/2020/checklist.docx", True)
    ]


def test_damaged_document_in_rows_keeps_one_line_each():
    found = taken_in("damaged.txt")
    rows = list(reading.rows(found))
    befores = ["".join(part.before for part in row).rstrip("\n") for row in rows]
    assert befores == found.original_text.split("\n")
    assert rows[0][0].change.kind == reading.Kind.INJECTED


def test_damaged_document_may_keep_its_script():
    content = (DOCUMENTS / "damaged.txt").read_bytes()
    found = reading.read(content, simplify=False)
    assert "機構" in found.body
    assert "(gòu)" not in found.body
    assert "script" not in found.counts()
