"""What is served to browsers: small, our own, and as its makers made it."""

import hashlib
import re
from pathlib import Path

import pytest

import wardline.base.ui

ROOT = Path(wardline.base.ui.__file__).parent
STATIC = ROOT / "static/ui"
LIMITS = {"wardline.css": 30_000, "wardline.js": 8_000, "outbox.js": 10_000}


@pytest.mark.parametrize("name", LIMITS)
def test_file_stays_small(name):
    assert (STATIC / name).stat().st_size <= LIMITS[name]


def test_vendored_code_is_as_it_came():
    rows = re.findall(
        r"^\| (\S+\.js) .*`([0-9a-f]{64})`",
        (STATIC / "vendor/VENDOR.md").read_text(),
        re.M,
    )
    kept = {file.name for file in (STATIC / "vendor").glob("*.js")}
    assert kept == {name for name, _ in rows}
    for name, checksum in rows:
        data = (STATIC / "vendor" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == checksum


def test_style_sheet_fetches_nothing():
    assert not re.search(
        r"url\(|@import|https?:", (STATIC / "wardline.css").read_text()
    )


@pytest.mark.parametrize(
    "page", sorted(ROOT.rglob("*.html")), ids=lambda page: page.name
)
def test_template_keeps_the_policy(page):
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "http://" not in text.replace("http://www.w3.org", "")


def luminance(colour: str) -> float:
    colour = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("front", "back"),
    [
        *[
            (ink, back)
            for ink in ("ink", "soft", "jade")
            for back in ("paper", "sheet")
        ],
        *[(state, f"{state}-wash") for state in ("done", "late", "alarm", "wait")],
        *[("ink", back) for back in ("done-wash", "late-wash", "alarm-wash", "wash")],
        ("soft", "none-wash"),
        ("sheet", "jade"),
        ("sheet", "deep"),
        ("deep", "wash"),
        ("alarm", "sheet"),
    ],
)
def test_text_stands_out_from_its_ground(front, back):
    tokens = dict(
        re.findall(
            r"--([\w-]+): #([0-9a-f]{3,6});", (STATIC / "wardline.css").read_text()
        )
    )
    light, dark = sorted((luminance(tokens[front]), luminance(tokens[back])))[::-1]
    assert (light + 0.05) / (dark + 0.05) >= 4.5
