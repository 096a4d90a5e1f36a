"""What cannot be read is refused with a code, never a crash; false endings are told."""

import io
import json
import random
import time
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from wardline.work.directives import reading

DOCUMENTS = Path(__file__).parent / "documents"
MEBIBYTE = 1024 * 1024


def refusal(content: bytes, name: str = "") -> reading.Unreadable:
    with pytest.raises(reading.Unreadable) as refused:
        reading.read(content, name)
    return refused.value


def encrypted_pdf(password: str) -> bytes:
    writer = PdfWriter(clone_from=DOCUMENTS / "damaged.pdf")
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def blank_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return written(writer)


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_file_over_the_limit_is_refused_with_its_size():
    refused = refusal(b"a" * (20 * MEBIBYTE + 1))
    assert refused.code == "too_large"
    assert refused.details == {"size": 20 * MEBIBYTE + 1, "limit": 20 * MEBIBYTE}


def test_text_too_long_to_repair_is_refused():
    assert refusal("疫情。".encode() * MEBIBYTE).code == "too_long"


def test_page_of_countless_tags_is_refused():
    assert refusal(b"<html>" + b"<p>a</p>" * 2 * MEBIBYTE).code == "too_intricate"


@pytest.mark.parametrize("content", [b"", b" \n\t ", "\ufeff".encode(), b"<p></p>"])
def test_empty_file_is_refused(content):
    assert refusal(content).code == "empty"


def test_encrypted_pdf_is_refused_unless_it_opens_without_password():
    assert refusal(encrypted_pdf("secret")).code == "encrypted_pdf"
    assert reading.read(encrypted_pdf("")).title.startswith("清河省民政厅")


def test_scanned_pdf_is_refused_with_its_pages():
    refused = refusal(blank_pdf())
    assert (refused.code, refused.details) == ("scanned_pdf", {"pages": 1})


def test_page_without_text_among_others_is_told():
    writer = PdfWriter(clone_from=DOCUMENTS / "damaged.pdf")
    writer.add_blank_page(200, 200)
    found = reading.read(written(writer))
    assert found.remarks == (reading.Remark("pages_without_text", {"pages": [2]}),)


def test_pdf_that_unpacks_too_large_is_refused():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = StreamObject()
    stream.set_data(b"0 0 m " * 2 * MEBIBYTE)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    assert refusal(written(writer)).code == "zip_bomb"


@pytest.mark.parametrize("part", ["word/document.xml", "word/media/image1.bmp"])
def test_zip_bomb_is_refused(part):
    size = 120 * MEBIBYTE
    refused = refusal(packed({"[Content_Types].xml": b"", part: b"\0" * size}))
    assert refused.code == "zip_bomb"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "slides"),
        (packed({"a.txt": b"a"}), "archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"{\\rtf1 text}", "rtf"),
        (b"\x7fELF\0\0", "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "doc"),
    ],
)
def test_other_format_is_refused_by_name(content, found):
    refused = refusal(content, "notice.docx")
    assert refused.code == "unknown_format"
    assert refused.details["found"].startswith(found)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_broken_file_is_refused_or_read_but_never_crashes(ending):
    sound = (DOCUMENTS / f"damaged.{ending}").read_bytes()
    dice = random.Random(2020)
    codes = {refusal(sound[:300]).code}
    for _ in range(12):
        broken = bytearray(sound[: dice.randrange(len(sound) // 2, len(sound))])
        for _ in range(40):
            broken[dice.randrange(8, len(broken))] = dice.randrange(256)
        try:
            reading.read(bytes(broken))
        except reading.Unreadable as refused:
            codes.add(refused.code)
    assert codes <= {"damaged_file", "scanned_pdf", "empty", "zip_bomb"}
    assert "damaged_file" in codes


@pytest.mark.parametrize(
    ("file", "name", "kind"),
    [
        ("damaged.html", "bulletin.pdf", "html"),
        ("damaged.pdf", "bulletin.docx", "pdf"),
        ("damaged.docx", "bulletin.txt", "docx"),
        ("notice.txt", "notice.doc", "text"),
    ],
)
def test_false_ending_is_read_as_what_it_is_and_told(file, name, kind):
    found = reading.read((DOCUMENTS / file).read_bytes(), name)
    expected = {"ending": Path(name).suffix, "found": kind}
    assert found.remarks == (reading.Remark("false_ending", expected),)
    assert found.title


def test_long_document_reads_in_seconds():
    page = (DOCUMENTS / "damaged.txt").read_text(encoding="utf-8").split("\n", 3)[3]
    started = time.monotonic()
    found = reading.read(("關於檢查的通知\n" + page * 150).encode())
    assert len(found.changes) > 100_000
    assert time.monotonic() - started < 10


def test_long_pdf_reads_in_seconds():
    writer = PdfWriter()
    reader = PdfReader(DOCUMENTS / "damaged.pdf")
    for _ in range(60):
        writer.append(reader)
    started = time.monotonic()
    assert reading.read(written(writer)).counts()["gloss"] > 900
    assert time.monotonic() - started < 20


def test_command_prints_what_was_recovered(capsys):
    call_command("read", str(DOCUMENTS / "damaged.txt"))
    shown = capsys.readouterr().out
    assert "清河省民政厅靠前部署" in shown
    assert "2020-03-02" in shown
    assert "'(gòu)' -> ''" in shown


def test_command_prints_json(capsys):
    call_command("read", str(DOCUMENTS / "damaged.html"), "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["date"] == "2020-03-02"
    assert found["counts"]["gloss"] == 85
    assert found["changes"][0]["kind"] == "injected"


def test_command_refuses_with_exit_code_2(tmp_path):
    file = tmp_path / "secret.pdf"
    file.write_bytes(encrypted_pdf("secret"))
    with pytest.raises(CommandError, match=r"password|密码") as refused:
        call_command("read", str(file))
    assert refused.value.returncode == 2
