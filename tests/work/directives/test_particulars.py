"""Urgency, addressees and attachments; workbooks and letters."""

import io
from email.message import EmailMessage
from pathlib import Path

import pytest
import xlsxwriter

from wardline.work.directives import reading

DOCUMENTS = Path(__file__).parent / "documents"
ORDER = """特急
甘民发〔2020〕12号
甘肃省民政厅关于进一步加强疫情防控工作的通知
各市（州）民政局，兰州新区民政司法和社会保障局：
现将有关事项通知如下。
一、严格封闭管理。附件一并执行。
附件：1．人员返院登记表
2．隔离观察记录表
甘肃省民政厅
2020年2月22日"""


def pasted(text: str) -> reading.Reading:
    return reading.read(text.encode(), media_type="text/plain")


def workbook(rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("通知")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def letter(text, *attached, subject="转发通知") -> bytes:
    made = EmailMessage()
    made["From"] = "省民政厅办公室 <office@gansu.example.cn>"
    made["To"] = "county@lanzhou.example.cn"
    made["Subject"] = subject
    made["Date"] = "Sat, 22 Feb 2020 09:00:00 +0800"
    made["Message-ID"] = "<1@gansu.example.cn>"
    made.set_content(text)
    for name, content in attached:
        made.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return made.as_bytes()


def test_order_names_its_urgency_addressees_and_attachments():
    found = pasted(ORDER)
    assert found.urgency == "extra"
    assert found.addressees == ("各市（州）民政局", "兰州新区民政司法和社会保障局")
    assert found.annexes == ("人员返院登记表", "隔离观察记录表")
    assert found.body.startswith("各市（州）民政局，")


@pytest.mark.parametrize(
    ("line", "urgency"),
    [
        ("紧急程度：加急", "urgent"),
        ("特 急", "extra"),
        ("平急", "urgent"),
        ("Urgency: urgent", "urgent"),
        ("一般", ""),
    ],
)
def test_urgency_is_read_off_its_mark(line, urgency):
    assert pasted(f"{line}\n关于值班的通知\n各单位：\n照办。").urgency == urgency


def test_memo_gives_title_and_addressees_from_its_labels():
    found = pasted(
        "To: All homes (public, private), all county offices\nFrom: The Department\n"
        "Subject: Cold weather\nDate: 3 January 2020\n\nKeep warm.\n\n"
        "Attachments: 1. Checklist\n2. Poster\n"
    )
    assert found.addressees == ("All homes (public, private)", "all county offices")
    assert (found.title, found.issuer) == ("Cold weather", "The Department")
    assert found.annexes == ("Checklist", "Poster")


@pytest.mark.parametrize("text", ["好", "今天开会。附件已发。", "附件：\n\n完"])
def test_text_without_particulars_has_none(text):
    found = pasted(text)
    assert (found.urgency, found.addressees, found.annexes) == ("", (), ())


def test_workbook_is_read_row_by_row():
    found = reading.read(
        workbook([["关于上报人数的通知"], [], ["机构", "人数"], ["一院", 12.0]]),
        "a.xlsx",
    )
    assert found.title == "关于上报人数的通知"
    assert found.body == "机构\t人数\n一院\t12"
    assert found.media_type.endswith("spreadsheetml.sheet")


def test_letter_is_the_document_where_nothing_hangs_on_it():
    found = reading.read(letter("各县民政局：\n请照办。"), "mail.eml")
    assert (found.title, found.issuer) == ("转发通知", "省民政厅办公室")
    assert found.addressees == ("各县民政局",)
    assert str(found.date) == "2020-02-22"
    assert found.remarks == ()


def test_document_on_a_letter_is_read_and_the_rest_is_named():
    content = (DOCUMENTS / "damaged.docx").read_bytes()
    picture = b"\x89PNG\r\n\x1a\n\0\0"
    sent = letter("请查收。", ("通知.docx", content), ("seal.png", picture))
    found = reading.read(sent, "mail.eml")
    alone = reading.read(content, "通知.docx")
    assert (found.title, found.body) == (alone.title, alone.body)
    assert {r.code: r.args for r in found.remarks} == {
        "read_from_attachment": {"name": "通知.docx"},
        "attachments_apart": {"names": "seal.png"},
    }


def test_unreadable_attachments_leave_the_letter():
    broken = letter("各县民政局：\n请照办。", ("a.docx", b"PK\x03\x04broken"))
    found = reading.read(broken, "mail.eml")
    assert found.body == "各县民政局：\n请照办。"
    assert [r.args for r in found.remarks] == [{"names": "a.docx"}]


def test_typed_labels_are_no_letter():
    text = "From: The Department\nTo: All homes\nSubject: Cold\n\nKeep warm."
    assert pasted(text).media_type == "text/plain"
