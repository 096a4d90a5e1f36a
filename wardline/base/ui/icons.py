"""The house's own small icon set: strokes on a 24 by 24 grid, drawn inline."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Each value is the path data of one icon. What an area is called, its icon is called.
ICONS: dict[str, str] = {
    # areas
    "desk": "M3 11 12 4l9 7M5 10v10h14V10M10 20v-6h4v6",
    "directives": "M4 10v4h3l8 5V5l-8 5zM18 9a4 4 0 0 1 0 6",
    "guidance": "M12 6C9 4 6 4 3 5v14c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zM12 6v14",
    "gate": "M5 21V4l9-1v18M14 5h5v16M3 21h18M10.5 12v1",
    "intake": "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-7 7-7s7 3 7 7"
    "M19 8v6M16 11h6",
    "clearance": "M12 3 4 6v6c0 5 4 8 8 9 4-1 8-4 8-9V6zM8.5 12l2.5 2.5 4.5-5",
    "surveillance": "M3 13h4l3-8 4 14 3-6h4",
    "inspection": "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z"
    "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
    "correction": "M14 6a4 4 0 0 0 5 5l2-2a6 6 0 0 1-8 7l-6 5-3-3 6-6a6 6 0 0 1 7-8z",
    "safetynet": "M12 3c5 0 9 4 9 9H3c0-5 4-9 9-9zM12 2v1M12 12v7a2 2 0 0 0 4 0",
    "bulletins": "M4 4h13v16H6a2 2 0 0 1-2-2zM17 9h3v9a2 2 0 0 1-2 2M7.5 8h6"
    "M7.5 12h6M7.5 16h4",
    "offices": "M5 21V4h9v17M14 10h5v11M3 21h18M8 8h3M8 12h3M8 16h3",
    # states
    "ok": "M4.5 12.5 10 18 20 6.5",
    "wait": "M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9",
    "late": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2.5",
    "alarm": "M12 3 2 20.5h20zM12 10v5M12 17.6v.4",
    "neutral": "M6 12h12",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7v.4",
    "missing": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.6 2.6 0 1 1 3.4 2.4"
    "c-.7.3-.9.8-.9 1.6M12 17v.4",
    "lock": "M6 11h12v10H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "seal": "M12 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8.5 14 7 22l5-2.5 5 2.5-1.5-8",
    # things to do
    "menu": "M4 6h16M4 12h16M4 18h16",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
    "filter": "M3 5h18l-7 8v6l-4 2v-8z",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "upload": "M12 16V5M7 9l5-5 5 5M4 20h16",
    "print": "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
    "copy": "M8 8h12v12H8zM16 8V4H4v12h4",
    "camera": "M4 7h4l2-3h4l2 3h4v13H4zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
    "call": "M5 3h4l2 5-2.5 2a12 12 0 0 0 5.5 5.5L16 13l5 2v4a2 2 0 0 1-2 2"
    "A16 16 0 0 1 3 5a2 2 0 0 1 2-2z",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4",
    "plus": "M12 5v14M5 12h14",
    "edit": "M4 20v-4L16 4l4 4L8 20zM13 7l4 4",
    "send": "M3 11 21 3l-7 18-3-8z",
    "next": "M9 5l7 7-7 7",
    "back": "M15 5l-7 7 7 7",
    "up": "M6 15l6-6 6 6",
    "down": "M6 9l6 6 6-6",
    "globe": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 4 6 4 9s-1 6-4 9"
    "c-3-3-4-6-4-9s1-6 4-9z",
    "user": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-7 8-7s8 3 8 7",
    "signout": "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
    "calendar": "M4 6h16v15H4zM4 10h16M8 3v4M16 3v4",
    "place": "M12 21c-4-5-7-8-7-11a7 7 0 0 1 14 0c0 3-3 6-7 11z"
    "M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
}

ICONS |= {
    "directive": ICONS["directives"],
    "watch": ICONS["surveillance"],
    "cover": ICONS["safetynet"],
    "bulletin": ICONS["bulletins"],
    "office": ICONS["offices"],
}

TEMPLATE = (
    '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none"'
    ' stroke="currentColor" stroke-width="2" stroke-linecap="round"'
    ' stroke-linejoin="round" aria-hidden="true" focusable="false"{}>'
    '<path d="{}"/></svg>'
)


@lru_cache(maxsize=512)  # the same few on every row of every page
def draw(name: str, *, x: int | None = None, y: int | None = None) -> SafeString:
    """Draw an icon; with x and y it stands inside another drawing."""
    path = ICONS.get(name) or ICONS["neutral"]
    if x is None:
        return format_html(TEMPLATE, "", mark_safe(path))
    at = format_html(' x="{}" y="{}"', x, y)
    return format_html(TEMPLATE, at, mark_safe(path))
