"""A meeting as an iCalendar file (RFC 5545), for the calendar of a phone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wardline.base.ui import tags


def written(meeting: Any, address: str) -> str:
    """Write a meeting down, with the address of its roll call."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wardline//meetings//EN"),
        *("BEGIN:VEVENT", f"UID:meeting-{meeting.pk}@wardline"),
        f"DTSTAMP:{_moment(meeting.called_at)}",
        f"DTSTART:{_moment(meeting.starts_at)}",
        f"DTEND:{_moment(meeting.ends_at)}",
        f"SUMMARY:{_escaped(tags.tongue(meeting, 'title'))}",
        f"URL:{meeting.link or address}",
        f"DESCRIPTION:{_escaped(address)}",
        *("END:VEVENT", "END:VCALENDAR", ""),
    ]
    return "\r\n".join(_folded(line) for line in lines)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line so that none is longer than 75 bytes, between characters."""
    parts, room = [""], 75
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(" ")
            room = 74
        parts[-1] += sign
        room -= size
    return "\r\n".join(parts)
